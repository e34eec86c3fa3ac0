import type { JSX } from 'preact';
import type { ExclusionsReport } from '../../assessment/assessment.js';
import { NameText } from '../shell/name-text.js';
import { GrowingTable } from '../shell/growing-table.js';

/** What was excluded, and by which rule. */
export function ExcludedTable({ entries }: { readonly entries: ExclusionsReport['excluded'] }): JSX.Element {
  return (
    <GrowingTable
      label="Excluded"
      titles={['What', 'Name', 'Rule']}
      entries={entries}
      cells={(entry) => [
        entry.type,
        <NameText text={entry.name} />,
        // A rule of ours is a sentence, one of the exclusions file a pattern.
        <span class={entry.rule.includes(' ') ? undefined : 'mono'}>
          <NameText text={entry.rule} />
        </span>,
      ]}
    />
  );
}
