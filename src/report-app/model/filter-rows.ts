import type { ListSort, ListView } from './list-view.js';
import { severityRank, type SubjectRow } from './subject-row.js';

/** The rows that a view shows, sorted. `matches` is the search of the view's query. */
export function visibleRows(
  rows: readonly SubjectRow[],
  view: ListView,
  matches: (row: SubjectRow) => boolean,
): readonly SubjectRow[] {
  return sortedRows(rows, view).filter((row) => passes(row, view) && matches(row));
}

/** The order that each list was last shown in: a keystroke in the search does not change it, and sorting costs most. */
const orders = new WeakMap<
  readonly SubjectRow[],
  { readonly order: string; readonly rows: readonly SubjectRow[] }
>();

function sortedRows(rows: readonly SubjectRow[], view: ListView): readonly SubjectRow[] {
  const order = `${view.scope} ${String(view.sort.descending)} ${knownColumn(view.sort)}`;
  const last = orders.get(rows);
  if (last?.order === order) return last.rows;
  const sorted = sortRows([...rows], view);
  orders.set(rows, { order, rows: sorted });
  return sorted;
}

function passes(row: SubjectRow, view: ListView): boolean {
  const tally = row.tallies[view.scope];
  return (
    (view.types.length === 0 || view.types.some((type) => type === row.type)) &&
    (view.severities.length === 0 || view.severities.includes(tally.worst)) &&
    (view.kinds.length === 0 || tally.kinds.some(({ kind }) => view.kinds.includes(kind)))
  );
}

type Compare = (a: SubjectRow, b: SubjectRow) => number;

function sortRows(rows: SubjectRow[], view: ListView): readonly SubjectRow[] {
  const compare = comparison(view);
  const sign = view.sort.descending ? -1 : 1;
  // What is equal in the sorted column stands by gravity, then by name, whichever way the column is sorted.
  return rows.sort((a, b) => sign * compare(a, b) || byGravity(view)(b, a) || byName(a, b));
}

function comparison(view: ListView): Compare {
  switch (knownColumn(view.sort)) {
    case 'name':
      return byName;
    case 'type':
      return (a, b) => byText(a.type, b.type);
    case 'findings':
      return (a, b) => a.tallies[view.scope].total - b.tallies[view.scope].total;
    case 'extent':
      return (a, b) => a.extent - b.extent;
    case 'severity':
      return byGravity(view);
  }
}

function knownColumn({ column }: ListSort): 'name' | 'type' | 'findings' | 'extent' | 'severity' {
  return column === 'name' || column === 'type' || column === 'findings' || column === 'extent'
    ? column
    : 'severity';
}

function byGravity({ scope }: ListView): Compare {
  return (a, b) =>
    severityRank(a.tallies[scope].worst) - severityRank(b.tallies[scope].worst) ||
    a.tallies[scope].kinds.length - b.tallies[scope].kinds.length ||
    a.extent - b.extent;
}

function byName(a: SubjectRow, b: SubjectRow): number {
  return byText(a.name.toLowerCase(), b.name.toLowerCase()) || a.index - b.index;
}

/** By code units: the same on every machine, and much quicker than by a locale. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
