import type { EffectiveAccess } from '../../access/effective-access.js';
import type { Reach } from '../../policy/reach.js';
import { intersectReach, underCondition } from '../../policy/reach-intersection.js';

/** How much of something there is: all of it, all of it under conditions, or less. */
export type Fullness = 'open' | 'conditional' | 'closed';

/**
 * Whether a principal that writes its own policies could do everything its organisation allows. Its boundary and
 * the Deny statements it cannot take off say how far that goes.
 */
export function ceilingOf(access: EffectiveAccess): Fullness {
  return leastFull(boundaryLeaves(access), deniesLeave(access));
}

/** What the boundary alone leaves. */
export function boundaryLeaves({ boundary, catalog }: EffectiveAccess): Fullness {
  if (boundary === 'none') return 'open';
  return boundary === 'unknown' ? 'conditional' : fullnessOf(boundary.reach, catalog.all);
}

/** Whether it holds every action on everything, but for what its organisation takes away. */
export function holdsEverything(access: EffectiveAccess): Fullness {
  const { boundary, granted, allows, catalog } = access;
  if (access.reach.unrestricted.isEmpty && access.reach.conditional.isEmpty) return 'closed';
  if (boundary === 'unknown') return fullnessOf(underCondition(granted), catalog.all);
  const reach = boundary === 'none' ? granted : intersectReach({ reach: granted, allows }, boundary);
  return fullnessOf(reach, catalog.all);
}

/** What the Deny statements among its own policies leave. */
export function deniesLeave({ granted, denies }: EffectiveAccess): Fullness {
  if (!granted.denied.isEmpty) return 'closed';
  const conditional = denies.some(
    ({ denial, coverage }) => denial?.kind === 'conditional' && (coverage.everything || coverage.inverted),
  );
  return conditional ? 'conditional' : 'open';
}

function fullnessOf({ unrestricted, conditional }: Reach, all: EffectiveAccess['catalog']['all']): Fullness {
  if (unrestricted.includes(all)) return 'open';
  return all.isWithin(unrestricted, conditional) ? 'conditional' : 'closed';
}

function leastFull(a: Fullness, b: Fullness): Fullness {
  if (a === 'closed' || b === 'closed') return 'closed';
  return a === 'conditional' || b === 'conditional' ? 'conditional' : 'open';
}
