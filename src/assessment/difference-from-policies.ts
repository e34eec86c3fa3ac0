import type { EffectiveAccess } from '../access/effective-access.js';
import { IndexSet } from '../catalog/index-set.js';
import { reportedPaths } from '../escalation/reported-paths.js';
import { reachedActions, type Reach } from '../policy/reach.js';

/** Whether nothing is taken away and no action is given by several policies only together. */
export function isSumOfPolicies(
  { denies, boundary, guardrails, granted }: EffectiveAccess,
  single: readonly Reach[],
): boolean {
  if (denies.length > 0 || boundary !== 'none' || guardrails.length > 0) return false;
  return IndexSet.unionOf(single.map(({ unrestricted }) => unrestricted)).includes(granted.unrestricted);
}

/** How what a principal can do without a condition and on everything differs from what its policies show. */
export interface Difference {
  /** Whether there is an action that no policy shows by itself. */
  readonly adds: boolean;
  /** Actions that a policy shows and that are out of reach. */
  readonly lost: IndexSet;
}

/** A principal reaches what its policies show one by one. */
export const NO_DIFFERENCE: Difference = { adds: false, lost: IndexSet.empty };

/** Kinds about single actions pick theirs from what is reached, so where reach does not differ none of them does. */
export function differenceFromPolicies({ reach }: EffectiveAccess, assessed: readonly Reach[]): Difference {
  const shown = IndexSet.unionOf(assessed.map(({ unrestricted }) => unrestricted));
  return { adds: !shown.includes(reach.unrestricted), lost: shown.minus(reachedActions(reach)) };
}

/** Whether a policy shows every path that is open without a condition, and nothing that is taken away matters to any. */
export function oneShowsAllPaths(
  { catalog, reach, denies, boundary, guardrails }: EffectiveAccess,
  assessed: readonly Reach[],
): boolean {
  const { actions, passRole } = reportedPaths(catalog);
  if (boundary !== 'none' || guardrails.length > 0) return false;
  if (denies.some((deny) => deny.actions.intersects(actions))) return false;
  const open = reach.unrestricted.intersect(actions);
  if (open.isEmpty) return true;
  const showsAll = ({ unrestricted }: Reach) => unrestricted.includes(open);
  if (!reach.conditional.intersects(passRole)) return assessed.some(showsAll);
  // The services that a role can be passed to may come from several policies, and what is done there from one more.
  const passing = assessed.filter((each) => reachedActions(each).intersects(passRole));
  return passing.length === 1 && passing.every(showsAll);
}
