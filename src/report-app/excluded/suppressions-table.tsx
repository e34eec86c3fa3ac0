import type { JSX } from 'preact';
import type { AppliedSuppression } from '../../assessment/suppressions/suppression.js';
import { patternsInWords } from '../../assessment/suppressions/suppression-notes.js';
import { formatCount } from '../../output/html-wording.js';
import { NameText } from '../shell/name-text.js';
import { GrowingTable } from '../shell/growing-table.js';

/** The suppressions of the configuration, and what each did. */
export function SuppressionsTable({
  entries,
}: {
  readonly entries: readonly AppliedSuppression[];
}): JSX.Element {
  return (
    <GrowingTable
      label="Suppressed"
      titles={['Findings with', 'Suppressed', 'Reason', 'Last day']}
      entries={entries}
      cells={(entry) => [
        <span class="mono">
          <NameText text={patternsInWords(entry)} />
        </span>,
        outcome(entry),
        <NameText text={entry.reason} />,
        entry.expires ?? 'none',
      ]}
    />
  );
}

function outcome({ findings, isUsed, isExpired }: AppliedSuppression): string {
  if (isExpired) return 'expired';
  return isUsed ? formatCount(findings) : 'matches nothing';
}
