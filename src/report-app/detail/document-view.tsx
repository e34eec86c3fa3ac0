import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Finding, JsonValue } from '../../assessment/assessment.js';
import { printDocument, type DocumentLine } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';
import { CopyDocument } from './copy-text.js';
import { MoreLines } from './more-lines.js';

/** More lines than any policy that AWS accepts; beyond it the rest is shown when asked. */
const LINES_AT_FIRST = 3000;

interface DocumentViewProps {
  readonly model: ReportModel;
  readonly documentIndex: number | null;
  readonly finding: Finding | null;
  readonly title: string;
}

/** A policy document, line by line, with the statements of the chosen finding marked. */
export function DocumentView({ model, documentIndex, finding, title }: DocumentViewProps): JSX.Element {
  const { assessment } = model;
  const document = documentIndex === null ? null : (assessment.documents[documentIndex] ?? null);
  return (
    <section class="document-section">
      <h3>{title}</h3>
      {document === null ? (
        <p class="empty">
          {documentIndex !== null && assessment.options.minimized
            ? 'The document was left out by --minimize.'
            : 'The input has no readable document for it; see "Excluded and not assessed".'}
        </p>
      ) : (
        <>
          <DocumentText document={document} finding={finding} />
          <p class="document-buttons">
            <CopyDocument document={document} label="Copy the document" />
          </p>
        </>
      )}
    </section>
  );
}

/** JSON line by line; of a whole document the statements of the chosen finding are marked. */
export function DocumentText({
  document,
  finding,
  label = 'Policy document',
}: {
  readonly document: JsonValue;
  readonly finding: Finding | null;
  readonly label?: string;
}): JSX.Element {
  const [showsAll, setShowsAll] = useState(false);
  const text = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => printDocument(document), [document]);
  const shown = showsAll ? lines : lines.slice(0, LINES_AT_FIRST);
  return (
    <>
      {finding !== null && (
        <p class="quiet document-legend">
          <span class="mark-sample" data-mark="grants">
            grants
          </span>{' '}
          statements that the chosen finding comes from
          {(finding.limitedBy ?? []).length > 0 && (
            <>
              {'; '}
              <span class="mark-sample" data-mark="limits">
                limits
              </span>{' '}
              statements that cut into it
            </>
          )}
        </p>
      )}
      <div class="document" ref={text} role="group" aria-label={label} tabIndex={0}>
        {shown.map((line, index) => (
          <Line
            key={index}
            line={line}
            number={index + 1}
            mark={markOf(line, finding)}
            isFirst={isFirstOf(shown, index)}
          />
        ))}
      </div>
      <MoreLines text={text} count={lines.length - shown.length} onShow={() => setShowsAll(true)} />
    </>
  );
}

type Mark = 'grants' | 'limits' | null;

interface LineProps {
  readonly line: DocumentLine;
  readonly number: number;
  readonly mark: Mark;
  readonly isFirst: boolean;
}

function Line({ line, number, mark, isFirst }: LineProps): JSX.Element {
  return (
    <div
      class="line"
      data-mark={mark ?? undefined}
      data-statement={isFirst ? (line.statement ?? undefined) : undefined}
    >
      <span class="line-number" aria-hidden="true">
        {number}
      </span>
      <span class="line-text" dir="ltr" style={{ paddingInlineStart: `${line.depth * 2}ch` }}>
        {line.key !== null && (
          <>
            <bdi class="line-key" dir="ltr">
              {line.key}
            </bdi>
            {': '}
          </>
        )}
        <bdi dir="ltr">{line.text}</bdi>
      </span>
      {isFirst && mark !== null && <span class="line-mark">{mark}</span>}
    </div>
  );
}

function markOf(line: DocumentLine, finding: Finding | null): Mark {
  if (line.statement === null || finding === null) return null;
  if (finding.grantedBy.includes(line.statement)) return 'grants';
  return finding.limitedBy?.includes(line.statement) === true ? 'limits' : null;
}

function isFirstOf(lines: readonly DocumentLine[], index: number): boolean {
  const statement = lines[index]?.statement ?? null;
  return statement !== null && lines[index - 1]?.statement !== statement;
}
