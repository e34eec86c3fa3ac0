import type { Catalog } from '../../catalog/catalog.js';
import type { IndexSet } from '../../catalog/index-set.js';
import type { EscalationPath } from '../escalation-path.js';
import { escalationPathsOf } from '../escalation-paths.js';
import type { Edge } from './edge.js';
import type { LiftingStep } from './lifting.js';

const ASSUMING = 'sts:AssumeRole';
/** A trust policy may ask for what they send. */
const SENT_ALONG = ['sts:TagSession', 'sts:SetSourceIdentity'];

/**
 * Of the steps by which a principal takes off what holds it back, those that an edge needs: they free an action that
 * the edge uses, or one that a later step of them uses. Whether they do on the very resources is not asked. Who gives
 * itself everything, or joins a group to have what that has, needs all of them.
 */
export function stepsNeeded(
  steps: readonly LiftingStep[],
  edge: Edge,
  self: number,
  catalog: Catalog,
): readonly LiftingStep[] {
  const row = escalationPathsOf(catalog).get(edge.path);
  if (row?.target === 'group' || (edge.outcome === 'administrator' && edge.targets.has(self))) return steps;
  let used = usedActions(edge, row, catalog);
  const needed: LiftingStep[] = [];
  for (const step of [...steps].reverse()) {
    if (!step.frees.intersects(used)) continue;
    needed.unshift(step);
    used = used.union(catalog.setOf([step.action]));
  }
  return needed;
}

function usedActions({ path, further }: Edge, row: EscalationPath | undefined, catalog: Catalog): IndexSet {
  const actions = [...(row?.requiredActions ?? [ASSUMING, path]), ...further];
  return catalog.setOf(actions.includes(ASSUMING) ? [...actions, ...SENT_ALONG] : actions);
}
