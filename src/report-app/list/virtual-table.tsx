import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount } from '../../output/html-wording.js';
import type { ListSort } from '../model/list-view.js';
import { NameText } from '../shell/name-text.js';
import type { Column } from './column.js';
import { isRowGroup, type RowGroup } from './row-group.js';
import { focusRow, useRowKeys } from './use-row-keys.js';
import { SortHeader } from './sort-header.js';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.js';

interface VirtualTableProps<Row extends object> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** Rows, and where they are grouped the heads of the groups. */
  readonly rows: readonly (Row | RowGroup)[];
  readonly keyOf: (row: Row) => string;
  /** Content of a row that goes across all columns; null where it has cells. */
  readonly wide?: ((row: Row) => ComponentChildren) | undefined;
  readonly selectedKey: string | null;
  readonly sort: ListSort;
  readonly onSort: (sort: ListSort) => void;
  readonly onOpen: (row: Row) => void;
  /** Folds and unfolds a group. */
  readonly onFold?: (groupKey: string) => void;
}

/** A table of any length with a fixed head. Arrow keys, j and k step through the links of its rows. */
export function VirtualTable<Row extends object>(props: VirtualTableProps<Row>): JSX.Element {
  const { caption, columns, rows, keyOf, selectedKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const inSight = useVirtualRows(rows.length, scroller);
  useSelectedInSight(inSight, rows, keyOf, selectedKey, scroller);
  useRowKeys(scroller, {
    count: rows.length,
    selected: rows.findIndex((row) => !isRowGroup(row) && keyOf(row) === selectedKey),
    scrollTo: inSight.scrollTo,
  });
  return (
    <>
      <p class="print-only quiet">
        Columns for which paper has no room are left out: landscape has room for more, and the exports of the
        triage worksheet have them all.
      </p>
      <div class="table-scroll" ref={scroller} onMouseOver={showWholeText}>
        <table class="virtual-table" aria-rowcount={rows.length + 1}>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <SortHeader key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={inSight.above} />
            {rows.slice(inSight.first, inSight.end).map((row, position) => {
              const index = inSight.first + position;
              if (isRowGroup(row))
                return (
                  <GroupHead
                    key={`group ${row.groupKey}`}
                    group={row}
                    index={index}
                    columns={columns}
                    onFold={props.onFold}
                  />
                );
              const key = keyOf(row);
              const wide = props.wide?.(row) ?? null;
              return (
                <tr
                  key={key}
                  data-index={index}
                  aria-rowindex={index + 2}
                  class={key === selectedKey ? 'row row-selected' : 'row'}
                  onClick={(event) => {
                    // A click on the link goes there by itself, and a box to tick is no way in.
                    if (event.target instanceof Element && event.target.closest('a, .column-mark') === null)
                      props.onOpen(row);
                  }}
                >
                  {wide === null ? (
                    columns.map((column) => (
                      <td key={column.id} class={column.className}>
                        {column.render(row)}
                      </td>
                    ))
                  ) : (
                    <td class="wide">
                      <div>{wide}</div>
                    </td>
                  )}
                </tr>
              );
            })}
            <Spacer height={inSight.below} />
          </tbody>
        </table>
        {inSight.unprinted > 0 && (
          <p class="print-only">
            The first {formatCount(inSight.end)} of {formatCount(rows.length)} rows are printed. Filter the
            list to print others.
          </p>
        )}
      </div>
    </>
  );
}

interface GroupHeadProps<Row> {
  readonly group: RowGroup;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly onFold: ((groupKey: string) => void) | undefined;
}

/** The head of a group. Its text runs over empty cells: one wide cell would count columns that a list hides. */
function GroupHead<Row>({ group, index, columns, onFold }: GroupHeadProps<Row>): JSX.Element {
  const [first, ...others] = columns;
  return (
    <tr class="row-group" data-index={index} aria-rowindex={index + 2}>
      <th scope="rowgroup" class={first?.className}>
        <button
          type="button"
          aria-expanded={!group.isFolded}
          onClick={() => {
            onFold?.(group.groupKey);
          }}
        >
          <NameText text={group.title} /> <span class="quiet">{formatCount(group.count)}</span>
        </button>
      </th>
      {others.map((column) => (
        <td key={column.id} class={column.className} />
      ))}
    </tr>
  );
}

/** Stands for the rows out of sight. It spans one column: more would count those that a narrow list hides. */
function Spacer({ height }: { readonly height: number }): JSX.Element | null {
  if (height <= 0) return null;
  return (
    <tr class="spacer" aria-hidden="true">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

/** Shows the chosen row when the table opens, as a link or the back button does, and goes back to it at the end. */
function useSelectedInSight<Row extends object>(
  inSight: VirtualRows,
  rows: readonly (Row | RowGroup)[],
  keyOf: (row: Row) => string,
  selectedKey: string | null,
  scroller: RefObject<HTMLElement | null>,
): void {
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const wanted = selectedKey ?? shown.current;
    shown.current = selectedKey;
    if (wanted === null) return;
    const index = rows.findIndex((row) => !isRowGroup(row) && keyOf(row) === wanted);
    if (index < 0) return;
    inSight.scrollTo(index);
    // What had the focus is gone with the detail.
    const { activeElement } = document;
    const isLost = activeElement === document.body || activeElement?.id === 'main';
    if (selectedKey === null && isLost && scroller.current !== null) focusRow(scroller.current, index);
    // Only a new choice scrolls: typing in the search must not.
  }, [selectedKey]);
}

/** What a cell has no room for is shown over it. */
function showWholeText({ target }: MouseEvent): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td, th') : null;
  if (cell === null) return;
  const isCut = [cell, ...cell.querySelectorAll('a, .kinds-named')].some(
    ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth,
  );
  if (isCut) cell.title = cell.innerText;
  else cell.removeAttribute('title');
}
