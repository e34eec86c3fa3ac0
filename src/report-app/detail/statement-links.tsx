import type { JSX } from 'preact';
import type { Finding } from '../../assessment/assessment.js';
import { statementLabel } from '../model/print-document.js';
import type { ReportModel } from '../model/report-model.js';

interface StatementLinksProps {
  readonly model: ReportModel;
  readonly finding: Finding;
  readonly documentIndex: number | null;
}

/** Which statements grant a finding and which limit it, each a way to its place in the document. */
export function StatementLinks({ model, finding, documentIndex }: StatementLinksProps): JSX.Element | null {
  const document = documentIndex === null ? null : (model.assessment.documents[documentIndex] ?? null);
  if (document === null) return null;
  const button = (index: number): JSX.Element => (
    <li key={index}>
      <button
        type="button"
        class="link-button"
        onClick={() => {
          goToStatement(index);
        }}
      >
        <bdi class="clamp">{statementLabel(document, index)}</bdi>
      </button>
    </li>
  );
  const limitedBy = finding.limitedBy ?? [];
  return (
    <dl class="statement-links">
      <div>
        <dt>Granted by</dt>
        <dd>
          <ul class="inline-list">{finding.grantedBy.map(button)}</ul>
        </dd>
      </div>
      {limitedBy.length > 0 && (
        <div>
          <dt>Limited by</dt>
          <dd>
            <ul class="inline-list">{limitedBy.map(button)}</ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function goToStatement(index: number): void {
  const line = globalThis.document.querySelector<HTMLElement>(`.document [data-statement="${index}"]`);
  if (line === null) return;
  line.scrollIntoView({ block: 'center' });
  // Who goes by keys, or listens, goes on from there.
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
}
