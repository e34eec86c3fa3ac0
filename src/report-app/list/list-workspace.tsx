import type { ComponentChildren, JSX } from 'preact';
import type { RiskScope } from '../../assessment/assessment.js';
import { isFiltered, withoutFilters, type ListView } from '../model/list-view.js';
import type { ReportModel, RowTable } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import type { Column } from './column.js';
import { ListFilters } from './list-filters.js';
import { TableWorkspace } from './table-workspace.js';
import { useVisibleRows } from './use-visible-rows.js';

interface ListWorkspaceProps {
  readonly model: ReportModel;
  readonly title: string;
  readonly caption: string;
  readonly riskScope: RiskScope;
  readonly searchLabel: string;
  readonly noun: readonly [one: string, many: string];
  readonly table: RowTable;
  readonly columns: readonly Column<SubjectRow>[];
  readonly view: ListView;
  /** Said where the account has no row at all. */
  readonly nothing: string;
  readonly remark?: ComponentChildren;
  readonly onChange: (view: ListView, how: 'push' | 'replace') => void;
  readonly detail: (row: SubjectRow) => ComponentChildren;
}

/** A list of what findings are on, with its search and filters, and beside it what was chosen. */
export function ListWorkspace(props: ListWorkspaceProps): JSX.Element {
  const { table, view, onChange } = props;
  const rows = useVisibleRows(table, view);
  const chosen = view.selected === null ? undefined : table.byKey.get(view.selected);
  return (
    <TableWorkspace
      {...props}
      total={table.rows.length}
      rows={rows}
      keyOf={({ key }) => key}
      filters={<ListFilters {...props} />}
      onClear={
        isFiltered(view)
          ? () => {
              onChange(withoutFilters(view), 'push');
            }
          : undefined
      }
      onChange={(part, how) => {
        // Another policy opens with its own gravest finding.
        onChange(
          { ...view, ...part, ...(part.selected === undefined ? {} : { finding: null }) },
          how ?? 'push',
        );
      }}
      detail={chosen === undefined ? null : props.detail(chosen)}
    />
  );
}
