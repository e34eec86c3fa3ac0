import type { ResourcePolicies } from '../account/resource-policies.js';
import { isWithinPattern, mayOverlap } from '../policy/written-patterns.js';
import { givenPolicyFor } from './given-policy.js';

/**
 * Whether the policy of a resource, or of all resources of a pattern, is given, so that the answer about the resource
 * can be decided as that of a single request. Not so what depends on a variable, and a pattern of which a Deny spares a
 * part that has no pattern of its own.
 */
export function isDecidedByGivenPolicy(resource: string, policies: ResourcePolicies): boolean {
  const policy = resource.includes('${') ? undefined : givenPolicyFor(resource, policies);
  if (policy === undefined) return false;
  return policy.statements.every(
    ({ effect, notResources }) =>
      effect === 'Allow' || (notResources ?? []).every((spared) => isWithinOrApart(resource, spared)),
  );
}

/** Whether one of two patterns holds the other, or they have nothing in common. */
function isWithinOrApart(one: string, other: string): boolean {
  return isWithinPattern(one, other) || isWithinPattern(other, one) || !mayOverlap(one, other);
}
