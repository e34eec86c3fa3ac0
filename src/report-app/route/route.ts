import { POLICY_TYPES } from '../../output/html-risk-matrix.js';
import { SEVERITIES } from '../../output/html-wording.js';
import { DEFAULT_POLICY_VIEW, DEFAULT_TRUST_VIEW, type ListView } from '../model/list-view.js';

/** What the address says: the page, and on a list page what it shows. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'policies'; readonly view: ListView }
  | { readonly page: 'trust'; readonly view: ListView }
  | { readonly page: 'excluded' };

/** Pages by the name they have in the address. */
export type Page = Route['page'];

const DEFAULT_VIEWS = { policies: DEFAULT_POLICY_VIEW, trust: DEFAULT_TRUST_VIEW } as const;

/** Reads the fragment of an address. Whatever it cannot read it takes for the default, for people edit addresses. */
export function parseRoute(hash: string): Route {
  const [, page = '', search = ''] = /^#?\/?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  switch (page) {
    case 'policies':
    case 'trust':
      return { page, view: parseView(new URLSearchParams(search), DEFAULT_VIEWS[page]) };
    case 'excluded':
      return { page };
    default:
      return { page: 'overview' };
  }
}

/** The fragment for a route, without what is as by default. */
export function formatRoute(route: Route): string {
  if (route.page === 'overview' || route.page === 'excluded') return `#/${route.page}`;
  const search = formatView(route.view, DEFAULT_VIEWS[route.page]).toString();
  return search === '' ? `#/${route.page}` : `#/${route.page}?${search}`;
}

/** The fragment for the policies page with a part of its view changed from the default. */
export function policiesLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'policies', view: { ...DEFAULT_POLICY_VIEW, ...view } });
}

/** The fragment for the trust policies page with a part of its view changed from the default. */
export function trustLink(view: Partial<ListView>): string {
  return formatRoute({ page: 'trust', view: { ...DEFAULT_TRUST_VIEW, ...view } });
}

function parseView(search: URLSearchParams, defaults: ListView): ListView {
  const sort = search.get('sort');
  const scope = search.get('scope');
  return {
    query: search.get('q') ?? '',
    types: POLICY_TYPES.filter((type) => search.getAll('type').includes(type)),
    severities: SEVERITIES.filter((severity) => search.getAll('severity').includes(severity)),
    kinds: search.getAll('kind'),
    scope: scope === 'counted' || scope === 'all' ? scope : defaults.scope,
    sort:
      sort === null || sort === '' || sort === '-'
        ? defaults.sort
        : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
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
  const { column, descending } = view.sort;
  if (column !== defaults.sort.column || descending !== defaults.sort.descending) {
    search.append('sort', `${descending ? '-' : ''}${column}`);
  }
  if (view.selected !== null) search.append('id', view.selected);
  if (view.finding !== null) search.append('finding', view.finding);
  return search;
}
