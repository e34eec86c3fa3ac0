import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ShowMore } from './show-more.js';

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
  const holder = useRef<HTMLDivElement>(null);
  return (
    <>
      <div class="scroll-x" ref={holder} role="group" aria-label={label} tabIndex={0}>
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
      <ShowMore list={holder} shown={shown} total={entries.length} times={5} onShow={setShown} />
    </>
  );
}
