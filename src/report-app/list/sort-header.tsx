import type { JSX } from 'preact';
import type { ListSort } from '../model/list-view.js';
import type { Column } from './column.js';

interface SortHeaderProps<Row> {
  readonly column: Column<Row>;
  readonly sort: ListSort;
  readonly onSort: (sort: ListSort) => void;
}

/** A column's head: a button where the column can be sorted by. */
export function SortHeader<Row>({ column, sort, onSort }: SortHeaderProps<Row>): JSX.Element {
  const { firstDescending } = column;
  if (firstDescending === null) {
    return (
      <th scope="col" class={column.className}>
        {column.title}
      </th>
    );
  }
  const isSorted = sort.column === column.id;
  const direction = sort.descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      class={column.className}
      aria-sort={isSorted ? direction : 'none'}
      data-title={typeof column.title === 'string' ? column.title : undefined}
    >
      <button
        type="button"
        class="sort-button"
        onClick={() => {
          onSort({ column: column.id, descending: isSorted ? !sort.descending : firstDescending });
        }}
      >
        {column.title}
        <svg class="sort-arrow" viewBox="0 0 8 8" width="8" height="8" aria-hidden="true">
          <path d={isSorted && !sort.descending ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z'} />
        </svg>
      </button>
    </th>
  );
}
