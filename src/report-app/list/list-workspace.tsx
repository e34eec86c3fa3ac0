import type { ComponentChildren, JSX } from 'preact';
import type { RiskScope } from '../../assessment/assessment.js';
import type { ListView } from '../model/list-view.js';
import type { ReportModel, RowTable } from '../model/report-model.js';
import type { SubjectRow } from '../model/subject-row.js';
import type { Column } from './column.js';
import { ListToolbar } from './list-toolbar.js';
import { useDetailFocus } from './use-detail-focus.js';
import { useVisibleRows } from './use-visible-rows.js';
import { VirtualTable } from './virtual-table.js';

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

/** A list with its search and filters, and beside it what was chosen. */
export function ListWorkspace(props: ListWorkspaceProps): JSX.Element {
  const { table, view, onChange } = props;
  const rows = useVisibleRows(table, view);
  const chosen = view.selected === null ? undefined : table.byKey.get(view.selected);
  const [listPane, detailPane] = useDetailFocus(chosen?.key ?? null);
  return (
    <main class={chosen === undefined ? 'workspace' : 'workspace workspace-split'} id="main" tabIndex={-1}>
      <section class="list-pane" ref={listPane} aria-labelledby="list-title">
        <h1 id="list-title">{props.title}</h1>
        {props.remark}
        {table.rows.length === 0 ? (
          <p class="empty">{props.nothing}</p>
        ) : (
          <>
            <ListToolbar {...props} shown={rows.length} total={table.rows.length} />
            {view.selected !== null && chosen === undefined && (
              <p class="notice">The address names something that is not in this report.</p>
            )}
            {rows.length === 0 ? (
              <p class="empty">
                None of the {table.rows.length} {props.noun[1]} fits the search and the filters.
              </p>
            ) : (
              <VirtualTable
                caption={props.caption}
                columns={props.columns}
                rows={rows}
                keyOf={(row) => row.key}
                selectedKey={view.selected}
                sort={view.sort}
                onSort={(sort) => {
                  onChange({ ...view, sort }, 'push');
                }}
                onOpen={(row) => {
                  onChange({ ...view, selected: row.key, finding: null }, 'push');
                }}
              />
            )}
          </>
        )}
      </section>
      {chosen !== undefined && (
        <section
          class="detail-pane"
          ref={detailPane}
          aria-labelledby="detail-title"
          tabIndex={0}
          key={chosen.key}
        >
          {props.detail(chosen)}
        </section>
      )}
    </main>
  );
}
