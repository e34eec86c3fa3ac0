import type { Catalog } from '../../catalog/catalog.js';
import type { IndexSet } from '../../catalog/index-set.js';
import type { EscalationPath } from '../escalation-path.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { edgeActions } from './edge-actions.js';
import type { Edge, Preparation } from './edge.js';
import { makesAnother } from './new-principals.js';
import { ASSUMING, SENDING_ACTIONS } from './trust-statements.js';

/** A step with the actions that it makes possible. */
type Freeing = Pick<Preparation, 'action'> & { readonly frees: IndexSet };

/**
 * Of the steps by which a principal takes off what holds it back, or gains more, those that an edge needs: they free an
 * action that the edge uses, or one that a later step of them uses. Whether they do on the very resources is not asked. Who gives
 * itself everything, or joins a group to have what that has, needs all of them.
 */
export function stepsNeeded<Step extends Freeing>(
  steps: readonly Step[],
  edge: Edge,
  self: number,
  catalog: Catalog,
): readonly Step[] {
  const row = escalationPathsOf(catalog).get(edge.path);
  const isForItself = edge.outcome === 'administrator' && edge.targets.has(self) && !makesAnother(edge);
  if (row?.target === 'group' || isForItself) return steps;
  return stepsFreeing(steps, usedActions(edge, row, catalog), catalog);
}

/** Of the steps those that free one of some actions, or one that a later step of them uses. */
export function stepsFreeing<Step extends Freeing>(
  steps: readonly Step[],
  actions: IndexSet,
  catalog: Catalog,
): readonly Step[] {
  let used = actions;
  const needed: Step[] = [];
  for (const step of [...steps].reverse()) {
    if (!step.frees.intersects(used)) continue;
    needed.unshift(step);
    used = used.union(catalog.setOf([step.action]));
  }
  return needed;
}

/** With what a trust policy may ask to be sent along. */
function usedActions(edge: Edge, row: EscalationPath | undefined, catalog: Catalog): IndexSet {
  const actions = edgeActions(edge, row);
  return catalog.setOf(actions.includes(ASSUMING) ? [...actions, ...SENDING_ACTIONS] : actions);
}
