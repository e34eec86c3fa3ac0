import { IndexSet } from '../../catalog/index-set.js';
import type { Capabilities } from './capabilities.js';
import { edgesTo, type Edge } from './edge.js';
import type { Standing } from './standing.js';
import { conditionally, without, type Targets } from './targets.js';

/**
 * Edges by which a user joins groups and gains what they have. What its own boundary or a Deny of its own keeps from
 * it, no group gives.
 */
export function groupEdges(
  path: string,
  targets: Targets,
  { self, population }: Capabilities,
  { ceilings }: Standing,
): readonly Edge[] {
  const others = without(targets, population.groupsOf.get(self) ?? IndexSet.empty);
  if (ceilings.open.has(self)) return edgesTo(others, path, 'become');
  return ceilings.conditional.has(self) ? edgesTo(conditionally(others), path, 'become') : [];
}
