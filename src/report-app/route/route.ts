import { POLICY_TYPES } from '../../output/html-risk-matrix.js';
import { SEVERITIES } from '../../output/html-wording.js';
import { DEFAULT_POLICY_VIEW, DEFAULT_TRUST_VIEW, type ListSort, type ListView } from '../model/list-view.js';

/** What the address says: the page, and on a list page what it shows. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'policies'; readonly view: ListView }
  | { readonly page: 'trust'; readonly view: ListView }
  | { readonly page: 'actions'; readonly view: ActionsView }
  | { readonly page: 'guidance' }
  | { readonly page: 'glossary' }
  | { readonly page: 'excluded' };

/** What the actions page shows. */
export interface ActionsView {
  readonly query: string;
  readonly sort: ListSort;
  /** Name of the chosen action. */
  readonly selected: string | null;
}

/** Pages by the name they have in the address. */
export type Page = Route['page'];

const DEFAULT_ACTIONS_VIEW: ActionsView = {
  query: '',
  sort: { column: 'policies', descending: true },
  selected: null,
};

const DEFAULT_VIEWS = { policies: DEFAULT_POLICY_VIEW, trust: DEFAULT_TRUST_VIEW } as const;

/** Reads the fragment of an address. Whatever it cannot read it takes for the default, for people edit addresses. */
export function parseRoute(hash: string): Route {
  const [, page = '', search = ''] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  switch (page) {
    case 'policies':
    case 'trust':
      return { page, view: parseView(new URLSearchParams(search), DEFAULT_VIEWS[page]) };
    case 'actions':
      return { page, view: parseActionsView(new URLSearchParams(search)) };
    case 'guidance':
    case 'glossary':
    case 'excluded':
      return { page };
    default:
      return { page: 'overview' };
  }
}

/** The fragment for a route, without what is as by default. */
export function formatRoute(route: Route): string {
  if (!('view' in route)) return `#/${route.page}`;
  const search = (
    route.page === 'actions'
      ? formatActionsView(route.view)
      : formatView(route.view, DEFAULT_VIEWS[route.page])
  ).toString();
  return search === '' ? `#/${route.page}` : `#/${route.page}?${search}`;
}

/** The fragment for the policies page with a part of its view changed from the default. */
export function policiesLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'policies', view: { ...DEFAULT_POLICY_VIEW, ...view } });
}

/** The fragment for the actions page with a part of its view changed from the default. */
export function actionsLink(view: Partial<ActionsView>): string {
  return formatRoute({ page: 'actions', view: { ...DEFAULT_ACTIONS_VIEW, ...view } });
}

/** The fragment for the trust policies page with a part of its view changed from the default. */
export function trustLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'trust', view: { ...DEFAULT_TRUST_VIEW, ...view } });
}

function parseView(search: URLSearchParams, defaults: ListView): ListView {
  const scope = search.get('scope');
  return {
    query: search.get('q') ?? '',
    types: POLICY_TYPES.filter((type) => search.getAll('type').includes(type)),
    severities: SEVERITIES.filter((severity) => search.getAll('severity').includes(severity)),
    kinds: search.getAll('kind'),
    scope: scope === 'counted' || scope === 'all' ? scope : defaults.scope,
    sort: parseSort(search, defaults.sort),
    selected: search.get('id'),
    finding: search.get('finding'),
  };
}

function formatView(view: ListView, defaults: ListView): URLSearchParams {
  const search = new URLSearchParams();
  if (view.query !== '') search.append('q', view.query);
  for (const type of view.types) search.append('type', type);
  for (const severity of view.severities) search.append('severity', severity);
  for (const kind of view.kinds) search.append('kind', kind);
  if (view.scope !== defaults.scope) search.append('scope', view.scope);
  appendSort(search, view.sort, defaults.sort);
  if (view.selected !== null) search.append('id', view.selected);
  if (view.finding !== null) search.append('finding', view.finding);
  return search;
}

function parseActionsView(search: URLSearchParams): ActionsView {
  return {
    query: search.get('q') ?? '',
    sort: parseSort(search, DEFAULT_ACTIONS_VIEW.sort),
    selected: search.get('action'),
  };
}

function formatActionsView({ query, sort, selected }: ActionsView): URLSearchParams {
  const search = new URLSearchParams();
  if (query !== '') search.append('q', query);
  appendSort(search, sort, DEFAULT_ACTIONS_VIEW.sort);
  if (selected !== null) search.append('action', selected);
  return search;
}

function parseSort(search: URLSearchParams, byDefault: ListSort): ListSort {
  const sort = search.get('sort');
  return sort === null || sort === '' || sort === '-'
    ? byDefault
    : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
}

function appendSort(search: URLSearchParams, { column, descending }: ListSort, byDefault: ListSort): void {
  if (column !== byDefault.column || descending !== byDefault.descending)
    search.append('sort', `${descending ? '-' : ''}${column}`);
}
