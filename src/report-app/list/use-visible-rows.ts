import { useMemo } from 'preact/hooks';
import { visibleRows } from '../model/filter-rows.js';
import type { ListView } from '../model/list-view.js';
import type { RowTable } from '../model/report-model.js';
import { searchWords } from '../model/search-rows.js';
import type { SubjectRow } from '../model/subject-row.js';

/** The rows that a view shows; worked out anew only when search, filters or sort change, not with the choice. */
export function useVisibleRows(table: RowTable, view: ListView): readonly SubjectRow[] {
  const { query, types, severities, kinds, scope, sort } = view;
  return useMemo(
    () => visibleRows(table.rows, view, searchWords(query).length === 0 ? () => true : table.search()(query)),
    [table, query, types.join(), severities.join(), kinds.join('\n'), scope, sort.column, sort.descending],
  );
}
