import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { countOf, formatCount } from '../../output/html-wording.js';
import type { Column } from '../list/column.js';
import { SearchBox } from '../list/search-box.js';
import { useDetailFocus } from '../list/use-detail-focus.js';
import { VirtualTable } from '../list/virtual-table.js';
import { actionRows, type ActionRow } from '../model/action-rows.js';
import type { ReportModel } from '../model/report-model.js';
import { searchWords } from '../model/search-rows.js';
import { actionsLink, type ActionsView } from '../route/route.js';
import type { Navigate } from '../route/use-route.js';
import { ActionDetail } from './action-detail.js';

interface ActionsPageProps {
  readonly model: ReportModel;
  readonly view: ActionsView;
  readonly navigate: Navigate;
}

/** The actions that findings are about, and who can use the chosen one by which statement. */
export function ActionsPage({ model, view, navigate }: ActionsPageProps): JSX.Element {
  const all = useMemo(() => actionRows(model.assessment), [model]);
  const rows = useMemo(() => shownRows(all, view), [all, view.query, view.sort.column, view.sort.descending]);
  const chosen = all.find(({ action }) => action === view.selected);
  const [listPane, detailPane] = useDetailFocus(chosen?.action ?? null);
  const change = (part: Partial<ActionsView>, how?: 'replace'): void => {
    navigate({ page: 'actions', view: { ...view, ...part } }, how);
  };
  return (
    <main class={chosen === undefined ? 'workspace' : 'workspace workspace-split'} id="main" tabIndex={-1}>
      <section class="list-pane" ref={listPane} aria-labelledby="list-title">
        <h1 id="list-title">Actions</h1>
        {all.length === 0 ? (
          <p class="empty">No finding on a policy names an action.</p>
        ) : (
          <>
            <p class="quiet">
              Actions that findings on policies are about. Choose one to see who can use it.
            </p>
            <div class="toolbar" role="search" aria-label="Search">
              <SearchBox
                label="Search actions and services"
                query={view.query}
                onSearch={(query) => {
                  change({ query }, 'replace');
                }}
              />
              <p class="toolbar-count" role="status">
                {rows.length === all.length
                  ? countOf(all.length, 'action')
                  : `${formatCount(rows.length)} of ${countOf(all.length, 'action')}`}
              </p>
            </div>
            {rows.length === 0 ? (
              <p class="empty">None of the {formatCount(all.length)} actions fits the search.</p>
            ) : (
              <VirtualTable
                caption="Actions that findings are about"
                columns={columns(view)}
                rows={rows}
                keyOf={({ action }) => action}
                selectedKey={view.selected}
                sort={view.sort}
                onSort={(sort) => {
                  change({ sort });
                }}
                onOpen={({ action }) => {
                  change({ selected: action });
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
          key={chosen.action}
        >
          <ActionDetail model={model} row={chosen} closeLink={actionsLink({ ...view, selected: null })} />
        </section>
      )}
    </main>
  );
}

function columns(view: ActionsView): readonly Column<ActionRow>[] {
  return [
    {
      id: 'action',
      title: 'Action',
      className: 'column-name',
      firstDescending: false,
      render: ({ action }) => <a href={actionsLink({ ...view, selected: action })}>{action}</a>,
    },
    {
      id: 'service',
      title: 'Service',
      className: 'column-related',
      firstDescending: false,
      render: ({ service }) => service,
    },
    {
      id: 'policies',
      title: 'Policies',
      className: 'column-extent number',
      firstDescending: true,
      render: ({ policies }) => formatCount(policies),
    },
  ];
}

function shownRows(rows: readonly ActionRow[], { query, sort }: ActionsView): readonly ActionRow[] {
  const words = searchWords(query);
  const shown = rows.filter(({ action, service }) => {
    const text = `${action}\n${service}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sign = sort.descending ? -1 : 1;
  const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
  return shown.sort(
    (a, b) =>
      sign *
        (sort.column === 'policies'
          ? a.policies - b.policies
          : sort.column === 'service'
            ? byText(a.service, b.service)
            : byText(a.action, b.action)) || byText(a.action, b.action),
  );
}
