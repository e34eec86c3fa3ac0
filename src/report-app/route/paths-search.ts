import { DEFAULT_PATHS_VIEW, VERDICTS, type PathsView } from '../model/paths-view.js';
import { appendSort, parseSort } from './sort-search.js';

/** What the address says of the paths page. */
export function parsePathsView(search: URLSearchParams): PathsView {
  return {
    as: search.get('as') === 'list' ? 'list' : 'graph',
    query: search.get('q') ?? '',
    starts: search.getAll('start'),
    targets: search.getAll('target'),
    verdicts: VERDICTS.filter((verdict) => search.getAll('verdict').includes(verdict)),
    sort: parseSort(search, DEFAULT_PATHS_VIEW.sort),
    selected: search.get('id'),
    unfolded: search.getAll('open'),
  };
}

/** The paths page in the address, without what is as by default. */
export function formatPathsView(view: PathsView): URLSearchParams {
  const search = new URLSearchParams();
  if (view.as !== 'graph') search.append('as', view.as);
  if (view.query !== '') search.append('q', view.query);
  for (const start of view.starts) search.append('start', start);
  for (const target of view.targets) search.append('target', target);
  for (const verdict of view.verdicts) search.append('verdict', verdict);
  appendSort(search, view.sort, DEFAULT_PATHS_VIEW.sort);
  if (view.selected !== null) search.append('id', view.selected);
  for (const fold of view.unfolded) search.append('open', fold);
  return search;
}
