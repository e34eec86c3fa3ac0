import type { JSX } from 'preact';
import { STATUS_TITLES } from '../../output/triage-wording.js';
import { usePrinting } from '../list/use-printing.js';
import type { ReportModel } from '../model/report-model.js';
import type { TriageStore } from '../model/triage-store.js';
import type { WorksheetEntry } from '../model/worksheet-entry.js';
import { NameText } from '../shell/name-text.js';
import { FindingDetail } from './triage-detail.js';

/** More would be no document that anybody reads. */
const MOST = 200;

interface PrintedFindingsProps {
  readonly model: ReportModel;
  readonly store: TriageStore;
  readonly entries: readonly WorksheetEntry[];
}

/** The details of the selected findings, behind the worksheet on paper and nowhere on the screen. */
export function PrintedFindings({ model, store, entries }: PrintedFindingsProps): JSX.Element | null {
  const isPrinting = usePrinting();
  if (!isPrinting || entries.length === 0) return null;
  const left = entries.length - MOST;
  return (
    <section class="printed-findings">
      <h2>The selected findings</h2>
      {entries.slice(0, MOST).map((entry) => (
        <article key={entry.key}>
          <h3>
            {entry.kindTitle}: <NameText text={entry.subject.name} />
          </h3>
          <PrintedDecision store={store} entry={entry} />
          <FindingDetail model={model} entry={entry} />
        </article>
      ))}
      {left > 0 && <p>{left} more selected findings are not printed; select fewer.</p>}
    </section>
  );
}

function PrintedDecision({
  store,
  entry,
}: {
  readonly store: TriageStore;
  readonly entry: WorksheetEntry;
}): JSX.Element | null {
  const decision = store.decisions.get(entry.finding.id);
  if (decision === undefined) return null;
  const { status, owner, note } = decision;
  return (
    <p>
      {STATUS_TITLES[status]}
      {owner !== '' && (
        <>
          , owner <NameText text={owner} />
        </>
      )}
      {note !== '' && (
        <>
          : <NameText text={note} />
        </>
      )}
    </p>
  );
}
