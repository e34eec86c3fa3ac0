import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Finding, RiskScope } from '../../assessment/assessment.js';
import { countOf } from '../../output/html-wording.js';
import { countsInWords } from '../model/counts-in-words.js';
import { actionSetSize } from '../model/action-set.js';
import { REACH_TITLES } from '../../output/worksheet-wording.js';
import { notCountedMark } from '../model/describe-finding.js';
import { kindTitle, type ReportModel } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import { SeverityMark } from '../shell/severity-mark.js';
import { FindingBody } from './finding-body.js';

interface FindingListProps {
  readonly model: ReportModel;
  readonly row: SubjectRow;
  readonly chosen: Finding | null;
  readonly documentIndex: number | null;
  readonly linkOf: (finding: string) => string;
}

/** The findings of one policy; the chosen one is open. */
export function FindingList({ model, row, chosen, documentIndex, linkOf }: FindingListProps): JSX.Element {
  const open = useRef<HTMLAnchorElement>(null);
  const shown = useRef(chosen);
  useEffect(() => {
    // What stood open above has closed, so that the head which was clicked may have slipped out of sight.
    if (shown.current !== chosen) open.current?.scrollIntoView({ block: 'nearest' });
    shown.current = chosen;
  }, [chosen]);
  if (row.findings.length === 0) {
    const scope = scopeOf(row);
    const checked = model.assessment.kinds.filter((kind) => kind.scope === scope).map((kind) => kind.title);
    return (
      <section>
        <h3>Findings</h3>
        <p class="empty">No finding. It was checked for: {checked.join(', ')}.</p>
      </section>
    );
  }
  return (
    <section>
      <h3>{countsInWords(row.findings.length, row.tallies.counted.total)}</h3>
      <ul class="findings">
        {row.findings.map((finding) => (
          <li key={finding.id} class={finding === chosen ? 'finding finding-open' : 'finding'}>
            <a
              class="finding-head"
              ref={finding === chosen ? open : null}
              href={linkOf(finding.id)}
              aria-current={finding === chosen ? 'true' : undefined}
            >
              <SeverityMark severity={finding.severity} />
              <span class="finding-title">{kindTitle(model, finding.kind)}</span>
              <span class="finding-facts">{factsOf(model, finding)}</span>
            </a>
            {finding === chosen && (
              <FindingBody model={model} finding={finding} documentIndex={documentIndex} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which kinds of finding are looked for on what a row is about. */
function scopeOf({ type }: SubjectRow): RiskScope {
  if (type === 'role') return 'trust-policy';
  return type === 'resource' ? 'resource-policy' : 'identity-policy';
}

function factsOf(model: ReportModel, finding: Finding): string {
  const { assessment } = model;
  const actions =
    finding.actionSet === undefined ? 0 : actionSetSize(assessment.actionSets[finding.actionSet] ?? '');
  const mark = notCountedMark(finding);
  return [
    ...(finding.subject.type === 'policy' ? [REACH_TITLES[finding.reach]] : []),
    ...(actions > 0 ? [countOf(actions, 'action')] : []),
    ...(finding.paths === undefined ? [] : [countOf(finding.paths.length, 'path')]),
    ...(finding.services === undefined ? [] : [countOf(finding.services.length, 'service')]),
    ...(finding.trusted === undefined ? [] : [countOf(finding.trusted.length, 'trusted principal')]),
    ...(mark === null ? [] : [mark]),
  ].join(', ');
}
