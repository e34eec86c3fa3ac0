import type { ListSort } from '../model/list-view.js';

/** The column to sort by, as the address says it: `name`, or `-name` for descending. */
export function parseSort(search: URLSearchParams, byDefault: ListSort): ListSort {
  const sort = search.get('sort');
  return sort === null || sort === '' || sort === '-'
    ? byDefault
    : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
}

/** Writes the column to sort by, unless it is the default. */
export function appendSort(
  search: URLSearchParams,
  { column, descending }: ListSort,
  byDefault: ListSort,
): void {
  if (column !== byDefault.column || descending !== byDefault.descending)
    search.append('sort', `${descending ? '-' : ''}${column}`);
}
