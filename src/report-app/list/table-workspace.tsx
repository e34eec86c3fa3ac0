import type { ComponentChildren, JSX } from 'preact';
import { countOf, formatCount } from '../../output/html-wording.js';
import type { ListSort } from '../model/list-view.js';
import { ClearFilters } from './clear-button.js';
import type { Column } from './column.js';
import { SearchBox } from './search-box.js';
import { useDetailFocus } from './use-detail-focus.js';
import { VirtualTable } from './virtual-table.js';

/** What every page with a list and a detail has in its address. */
export interface TableView {
  readonly query: string;
  readonly sort: ListSort;
  /** Key of the chosen row. */
  readonly selected: string | null;
}

interface TableWorkspaceProps<Row extends object> {
  readonly title: string;
  readonly intro?: string;
  /** Stands under the heading in any case. */
  readonly remark?: ComponentChildren;
  readonly caption: string;
  readonly searchLabel: string;
  readonly noun: readonly [one: string, many: string];
  /** Said where there is no row at all. */
  readonly nothing: string;
  /** Number of rows without search and filters. */
  readonly total: number;
  /** Number of rows with them, where that is not the number of `rows`. */
  readonly shown?: number;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What opening a row chooses, where that is not its key. */
  readonly choiceOf?: (row: Row) => string;
  /** Content of a row that goes across all columns; null where it has cells. */
  readonly wide?: (row: Row) => ComponentChildren;
  readonly columns: readonly Column<Row>[];
  readonly view: TableView;
  readonly filters?: ComponentChildren;
  /** Takes away search and filters; absent where there is nothing to take away. */
  readonly onClear?: (() => void) | undefined;
  /** Between the toolbar and the table. */
  readonly above?: ComponentChildren;
  /** Shown in the table's place; null for the table. */
  readonly instead?: ComponentChildren;
  readonly onChange: (view: Partial<TableView>, how?: 'replace') => void;
  /** What the view chooses; null where it chooses nothing that exists. */
  readonly detail: ComponentChildren;
}

/** A list with its search, and beside it what was chosen. */
export function TableWorkspace<Row extends object>(props: TableWorkspaceProps<Row>): JSX.Element {
  const { total, rows, view, detail, onChange } = props;
  const shown = props.shown ?? rows.length;
  const isOpen = detail !== null;
  const [listPane, detailPane] = useDetailFocus(isOpen ? view.selected : null);
  return (
    <main class={isOpen ? 'workspace workspace-split' : 'workspace'} id="main" tabIndex={-1}>
      <section class="list-pane" ref={listPane} aria-labelledby="list-title">
        <h1 id="list-title">{props.title}</h1>
        {props.remark}
        {total === 0 ? (
          <p class="empty">{props.nothing}</p>
        ) : (
          <>
            {props.intro !== undefined && <p class="quiet">{props.intro}</p>}
            <div class="toolbar" role="search" aria-label="Search and filter">
              <SearchBox
                label={props.searchLabel}
                query={view.query}
                onSearch={(query) => {
                  onChange({ query }, 'replace');
                }}
              />
              {props.filters}
              <p class="toolbar-count">
                <span role="status">
                  {shown === total
                    ? countOf(total, ...props.noun)
                    : `${formatCount(shown)} of ${countOf(total, ...props.noun)}`}
                </span>
                {props.onClear !== undefined && <ClearFilters onClear={props.onClear} />}
              </p>
            </div>
            {props.above}
            {view.selected !== null && !isOpen && (
              <p class="notice">The address names something that is not in this report.</p>
            )}
            {rows.length === 0 ? (
              <p class="empty">
                None of the {countOf(total, ...props.noun)} fits the search and the filters.
              </p>
            ) : (
              (props.instead ?? (
                <VirtualTable
                  caption={props.caption}
                  columns={props.columns}
                  rows={rows}
                  keyOf={props.keyOf}
                  wide={props.wide}
                  selectedKey={view.selected}
                  sort={view.sort}
                  onSort={(sort) => {
                    onChange({ sort });
                  }}
                  onOpen={(row) => {
                    onChange({ selected: (props.choiceOf ?? props.keyOf)(row) });
                  }}
                />
              ))
            )}
          </>
        )}
      </section>
      {isOpen && (
        <section
          class="detail-pane"
          ref={detailPane}
          aria-labelledby="detail-title"
          tabIndex={0}
          key={view.selected}
        >
          {detail}
        </section>
      )}
    </main>
  );
}
