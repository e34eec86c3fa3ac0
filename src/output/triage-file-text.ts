import type { Assessment, TriageDecision } from '../assessment/assessment.js';
import { TRIAGE_FORMAT } from '../assessment/parse-triage-file.js';
import type { StoredTriageFile } from '../assessment/stored-triage-file.js';

/** The text of `triage.json`. Sorted, so that two of them can be compared line by line. */
export function triageFileText(
  { account, name }: Pick<Assessment, 'account' | 'name'>,
  decisions: Iterable<TriageDecision>,
  savedAt: string,
): string {
  const sorted = [...decisions].sort(
    (a, b) => compare(a.description, b.description) || compare(a.finding, b.finding),
  );
  const file: StoredTriageFile = {
    format: TRIAGE_FORMAT,
    version: 1,
    account: { id: account.id, name },
    savedAt,
    decisions: sorted,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
