import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import type { Service } from '../catalog/service.js';

/** Some actions of one service. */
export interface ActionsOfService {
  readonly service: Service;
  /** By their numbers, in ascending order. */
  readonly actions: readonly number[];
}

/** Actions by their services, in the order of the catalogue. */
export function actionsByService(actions: IndexSet, catalog: Catalog): readonly ActionsOfService[] {
  const found: { readonly service: Service; readonly actions: number[] }[] = [];
  let last: (typeof found)[number] | undefined;
  // The actions of a service stand side by side.
  for (const action of actions.indexes()) {
    if (last === undefined || action >= last.service.end) {
      last = { service: catalog.serviceOf(action), actions: [] };
      found.push(last);
    }
    last.actions.push(action);
  }
  return found;
}
