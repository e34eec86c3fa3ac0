import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatCount } from '../../output/html-wording.js';
import type { Column } from '../list/column.js';
import { TableWorkspace } from '../list/table-workspace.js';
import { actionRows, otherAction, serviceRow, type ActionRow } from '../model/action-rows.js';
import type { ReportModel } from '../model/report-model.js';
import { searchWords } from '../model/search-rows.js';
import { actionsLink, type ActionsView } from '../route/route.js';
import type { Navigate } from '../route/use-route.js';
import { NameLink } from '../shell/cut-name.js';
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
  const chosen =
    all.find(({ action }) => action === view.selected) ??
    serviceRow(all, view.selected) ??
    otherAction(model.assessment, view.selected);
  const typed = otherAction(model.assessment, view.query.trim());
  const isListed = all.some(({ action }) => action.toLowerCase() === typed?.action.toLowerCase());
  return (
    <TableWorkspace
      title="Actions"
      intro="Actions that findings on policies are about. Choose one, or its service, to see who can use it; for any other action, write its whole name, such as iam:GetUser."
      caption="Actions that findings are about"
      searchLabel="Search actions and services"
      noun={['action', 'actions']}
      nothing="No finding on a policy names an action."
      total={all.length}
      rows={rows}
      keyOf={({ action }) => action}
      columns={columns(view)}
      view={view}
      onClear={
        view.query === ''
          ? undefined
          : () => {
              navigate({ page: 'actions', view: { ...view, query: '' } });
            }
      }
      above={
        typed !== undefined &&
        !isListed && (
          <p>
            No finding is about {typed.action}.{' '}
            <a href={actionsLink({ ...view, selected: typed.action })}>Who can use {typed.action}</a>
          </p>
        )
      }
      onChange={(part, how) => {
        navigate({ page: 'actions', view: { ...view, ...part } }, how);
      }}
      detail={
        chosen === undefined ? null : (
          <ActionDetail model={model} row={chosen} closeLink={actionsLink({ ...view, selected: null })} />
        )
      }
    />
  );
}

function columns(view: ActionsView): readonly Column<ActionRow>[] {
  return [
    {
      id: 'action',
      title: 'Action',
      className: 'column-name',
      firstDescending: false,
      render: ({ action, service }) => (
        <>
          <NameLink href={actionsLink({ ...view, selected: action })} text={action} />
          {/* Stands in for the column of services where that has no room. */}
          <span class="narrow-kinds">{service}</span>
        </>
      ),
    },
    {
      id: 'policies',
      title: 'Policies',
      className: 'column-extent number',
      firstDescending: true,
      render: ({ policies }) => formatCount(policies),
    },
    {
      id: 'service',
      title: 'Service',
      className: 'column-related',
      firstDescending: false,
      render: ({ action, service }) => (
        <a href={actionsLink({ ...view, selected: action.replace(/:.*/s, ':*') })}>{service}</a>
      ),
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
