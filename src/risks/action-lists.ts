import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';

/** A data file of action names: those of 0.9.1, and further ones that are reported apart. */
export interface ActionList {
  readonly actions: readonly string[];
  readonly further: readonly { readonly action: string }[];
}

const resolved = new WeakMap<
  Catalog,
  Map<ActionList, { readonly actions: IndexSet; readonly further: IndexSet }>
>();

/** The actions of a list as sets of one catalogue. */
export function actionList(
  catalog: Catalog,
  list: ActionList,
): { readonly actions: IndexSet; readonly further: IndexSet } {
  const lists =
    resolved.get(catalog) ??
    new Map<ActionList, { readonly actions: IndexSet; readonly further: IndexSet }>();
  resolved.set(catalog, lists);
  let sets = lists.get(list);
  if (sets === undefined) {
    const actions = catalog.setOf(list.actions);
    sets = { actions, further: catalog.setOf(list.further.map(({ action }) => action)).minus(actions) };
    lists.set(list, sets);
  }
  return sets;
}
