import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { ExclusionsReport } from './assessment.js';
import type { CompiledExclusions } from './compile-exclusions.js';

/** The actions that rules exclude, and which of them would have been found. */
export class ExcludedActions {
  readonly actions: IndexSet;
  private readonly catalog: Catalog;
  private readonly exclusions: CompiledExclusions;
  private hit = IndexSet.empty;

  constructor(catalog: Catalog, exclusions: CompiledExclusions) {
    this.catalog = catalog;
    this.exclusions = exclusions;
    this.actions = catalog.expandAll(exclusions.excludeActions);
  }

  /** Notes actions that were left out of a finding. */
  noteFound(actions: IndexSet): void {
    this.hit = this.hit.union(actions);
  }

  /** Each excluded action that would have been found, with its rule. */
  report(): ExclusionsReport['excluded'][number][] {
    return this.hit.indexes().flatMap((action) => {
      const name = this.catalog.actionName(action);
      const rule = this.exclusions.excludedAction(name);
      return rule === null ? [] : [{ type: 'action' as const, name, rule }];
    });
  }
}
