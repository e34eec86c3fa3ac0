import { IndexSet } from '../catalog/index-set.js';
import type { Reach } from './reach.js';
import { overlaps } from './resource-pattern.js';
import type { StatementReading } from './statement-reading.js';

/** Reach together with the Allow statements it comes from. */
export interface GrantedReach {
  readonly reach: Reach;
  readonly allows: readonly StatementReading[];
}

/**
 * What two layers of policy both give, as an identity policy and a permissions boundary: the lesser extent, under
 * the conditions of both.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function intersectReach(left: GrantedReach, right: GrantedReach): Reach {
  const a = left.reach;
  const b = right.reach;
  const unrestricted = a.unrestricted.intersect(b.unrestricted);
  const coveredLeft = a.unrestricted.union(a.conditional);
  const coveredRight = b.unrestricted.union(b.conditional);
  const covered = coveredLeft.intersect(coveredRight);
  const reached = coveredLeft.union(a.scoped).intersect(coveredRight.union(b.scoped));
  const scoped = reached.minus(covered);
  const apart = disjointActions(a.scoped.intersect(b.scoped), left.allows, right.allows);
  return {
    unrestricted,
    conditional: covered.minus(unrestricted),
    scoped: scoped.minus(apart),
    denied: a.denied.union(b.denied),
  };
}

/** The reach in which everything that was unconditional depends on something that is not known. */
export function underCondition({ unrestricted, conditional, scoped, denied }: Reach): Reach {
  return {
    unrestricted: IndexSet.empty,
    conditional: unrestricted.union(conditional),
    scoped,
    denied,
  };
}

/** Of actions that both sides give on named resources, those of which they name no resource in common. */
function disjointActions(
  actions: IndexSet,
  left: readonly StatementReading[],
  right: readonly StatementReading[],
): IndexSet {
  if (actions.isEmpty) return IndexSet.empty;
  let shared = IndexSet.empty;
  for (const one of left) {
    const open = one.actions.intersect(actions).minus(shared);
    if (open.isEmpty) continue;
    for (const other of right) {
      const common = open.intersect(other.actions);
      if (!common.isEmpty && canNameOneResource(one, other)) shared = shared.union(common);
    }
  }
  return actions.minus(shared);
}

function canNameOneResource(one: StatementReading, other: StatementReading): boolean {
  // What NotResource leaves over is too wide to be told apart.
  if (one.coverage.inverted || other.coverage.inverted) return true;
  return one.coverage.patterns.some((pattern) =>
    other.coverage.patterns.some((against) => overlaps(pattern.loose, against.loose)),
  );
}
