import { POLICY_TYPES } from '../../output/html-risk-matrix.js';
import { SEVERITIES } from '../../output/html-wording.js';
import { STANDINGS, type PrincipalsView } from '../model/principal-rows.js';
import { DEFAULT_PATHS_VIEW, type PathsView } from '../model/paths-view.js';
import { DEFAULT_POLICY_VIEW, DEFAULT_TRUST_VIEW, type ListView } from '../model/list-view.js';
import { formatPathsView, parsePathsView } from './paths-search.js';
import { appendSort, parseSort } from './sort-search.js';
import {
  DEFAULT_WORKSHEET_VIEW,
  formatWorksheetView,
  parseWorksheetView,
  type WorksheetView,
} from '../model/worksheet-view.js';

/** What the address says: the page, and on a list page what it shows. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'triage'; readonly view: WorksheetView }
  | { readonly page: 'policies'; readonly view: ListView }
  | { readonly page: 'trust'; readonly view: ListView }
  | { readonly page: 'resources'; readonly view: ListView }
  | { readonly page: 'principals'; readonly view: PrincipalsView }
  | { readonly page: 'paths'; readonly view: PathsView }
  | { readonly page: 'actions'; readonly view: ActionsView }
  /** `kind` is the id of the kind to read about; null for the top of the page. */
  | { readonly page: 'guidance'; readonly kind: string | null }
  | { readonly page: 'glossary' }
  | { readonly page: 'appendices' }
  | { readonly page: 'excluded' };

/** What the actions page shows; rows are chosen by the name of the action. */
export type ActionsView = Pick<ListView, 'query' | 'sort' | 'selected'>;

/** Pages by the name they have in the address. */
export type Page = Route['page'];

const DEFAULT_PRINCIPALS_VIEW: PrincipalsView = {
  query: '',
  types: [],
  standings: [],
  sort: { column: 'severity', descending: true },
  selected: null,
  expanded: false,
};

const DEFAULT_ACTIONS_VIEW: ActionsView = {
  query: '',
  sort: { column: 'policies', descending: true },
  selected: null,
};

const DEFAULT_VIEWS = {
  policies: DEFAULT_POLICY_VIEW,
  trust: DEFAULT_TRUST_VIEW,
  resources: DEFAULT_TRUST_VIEW,
} as const;

/** Reads the fragment of an address. Whatever it cannot read it takes for the default, for people edit addresses. */
export function parseRoute(hash: string): Route {
  const [, page = '', search = ''] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  switch (page) {
    case 'policies':
    case 'trust':
    case 'resources':
      return { page, view: parseView(new URLSearchParams(search), DEFAULT_VIEWS[page]) };
    case 'triage': {
      const parameters = new URLSearchParams(search);
      return {
        page,
        view: parseWorksheetView(parameters, parseSort(parameters, DEFAULT_WORKSHEET_VIEW.sort)),
      };
    }
    case 'principals':
      return { page, view: parsePrincipalsView(new URLSearchParams(search)) };
    case 'paths':
      return { page, view: parsePathsView(new URLSearchParams(search)) };
    case 'actions':
      return { page, view: parseActionsView(new URLSearchParams(search)) };
    case 'guidance':
      return { page, kind: new URLSearchParams(search).get('kind') };
    case 'glossary':
    case 'appendices':
    case 'excluded':
      return { page };
    default:
      return { page: 'overview' };
  }
}

/** The fragment for a route, without what is as by default. */
export function formatRoute(route: Route): string {
  if (route.page === 'guidance' && route.kind !== null)
    return `#/guidance?${new URLSearchParams({ kind: route.kind }).toString()}`;
  if (!('view' in route)) return `#/${route.page}`;
  const search = formatAnyView(route).toString();
  return search === '' ? `#/${route.page}` : `#/${route.page}?${search}`;
}

function formatAnyView(route: Extract<Route, { readonly view: unknown }>): URLSearchParams {
  switch (route.page) {
    case 'triage': {
      const search = formatWorksheetView(route.view);
      appendSort(search, route.view.sort, DEFAULT_WORKSHEET_VIEW.sort);
      return search;
    }
    case 'principals':
      return formatPrincipalsView(route.view);
    case 'paths':
      return formatPathsView(route.view);
    case 'actions':
      return formatActionsView(route.view);
    default:
      return formatView(route.view, DEFAULT_VIEWS[route.page]);
  }
}

/** The fragment for the worksheet with a part of its view changed from the default. */
export function triageLink(view: Partial<WorksheetView>): string {
  return formatRoute({ page: 'triage', view: { ...DEFAULT_WORKSHEET_VIEW, ...view } });
}

/** The fragment for the principals page with a part of its view changed from the default. */
export function principalsLink(view: Partial<PrincipalsView>): string {
  return formatRoute({ page: 'principals', view: { ...DEFAULT_PRINCIPALS_VIEW, ...view } });
}

/** The fragment for the policies page with a part of its view changed from the default. */
export function policiesLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'policies', view: { ...DEFAULT_POLICY_VIEW, ...view } });
}

/** The fragment for the paths page with a part of its view changed from the default. */
export function pathsLink(view: Partial<PathsView>): string {
  return formatRoute({ page: 'paths', view: { ...DEFAULT_PATHS_VIEW, ...view } });
}

/** The fragment for the actions page with a part of its view changed from the default. */
export function actionsLink(view: Partial<ActionsView>): string {
  return formatRoute({ page: 'actions', view: { ...DEFAULT_ACTIONS_VIEW, ...view } });
}

/** The fragment for the trust policies page with a part of its view changed from the default. */
export function trustLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'trust', view: { ...DEFAULT_TRUST_VIEW, ...view } });
}

/** The fragment for the resource policies page with a part of its view changed from the default. */
export function resourcesLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'resources', view: { ...DEFAULT_TRUST_VIEW, ...view } });
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

function parsePrincipalsView(search: URLSearchParams): PrincipalsView {
  return {
    query: search.get('q') ?? '',
    types: (['user', 'group', 'role'] as const).filter((type) => search.getAll('type').includes(type)),
    standings: STANDINGS.filter((standing) => search.getAll('administrator').includes(standing)),
    sort: parseSort(search, DEFAULT_PRINCIPALS_VIEW.sort),
    selected: search.get('id'),
    expanded: search.get('expand') === 'all',
  };
}

function formatPrincipalsView({
  query,
  types,
  standings,
  sort,
  selected,
  expanded,
}: PrincipalsView): URLSearchParams {
  const search = new URLSearchParams();
  if (query !== '') search.append('q', query);
  for (const type of types) search.append('type', type);
  for (const standing of standings) search.append('administrator', standing);
  appendSort(search, sort, DEFAULT_PRINCIPALS_VIEW.sort);
  if (expanded) search.append('expand', 'all');
  if (selected !== null) search.append('id', selected);
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
