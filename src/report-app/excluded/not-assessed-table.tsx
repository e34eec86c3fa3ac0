import type { JSX } from 'preact';
import type { NotAssessed } from '../../assessment/assessment.js';
import { NameText } from '../shell/name-text.js';
import { GrowingTable } from '../shell/growing-table.js';

/** What could not be assessed, its place in the input, and why. */
export function NotAssessedTable({ entries }: { readonly entries: readonly NotAssessed[] }): JSX.Element {
  return (
    <GrowingTable
      label="Not assessed"
      titles={['What', 'Reason', 'Place in the input']}
      entries={entries}
      cells={(entry) => [
        <NameText text={entry.what} />,
        <NameText text={entry.reason} />,
        <span class="mono">
          <NameText text={entry.where} />
        </span>,
      ]}
    />
  );
}
