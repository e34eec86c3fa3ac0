import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatCount } from '../../output/html-wording.js';

const ROWS_AT_FIRST = 200;

interface GrowingTableProps<Entry> {
  readonly label: string;
  readonly titles: readonly string[];
  readonly entries: readonly Entry[];
  readonly cells: (entry: Entry) => readonly ComponentChildren[];
}

/** A plain table that shows its first rows, and more when asked. */
export function GrowingTable<Entry>({
  label,
  titles,
  entries,
  cells,
}: GrowingTableProps<Entry>): JSX.Element {
  const [shown, setShown] = useState(ROWS_AT_FIRST);
  const left = entries.length - shown;
  return (
    <>
      <div class="scroll-x" role="group" aria-label={label} tabIndex={0}>
        <table class="plain">
          <thead>
            <tr>
              {titles.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.slice(0, shown).map((entry, index) => (
              <tr key={index}>
                {cells(entry).map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <p class="print-only">{formatCount(left)} more are not printed; show them before printing.</p>
      )}
      {left > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            setShown(shown * 5);
          }}
        >
          Show {formatCount(Math.min(left, shown * 4))} more of {formatCount(entries.length)}
        </button>
      )}
    </>
  );
}
