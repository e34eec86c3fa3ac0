import type { ResourcePolicies } from '../account/resource-policies.js';
import { isWithinPattern, mayOverlap } from '../policy/written-patterns.js';
import { givenPolicyFor } from './given-policy.js';
import type { WhoCanAnswer } from './who-can-answer.js';

/**
 * The answers on those resources an answer names whose policies are given. One on all resources of a pattern is one
 * where the policy denies them all, be it under conditions; what the caller's own policies say of a pattern, which may
 * match in part, is worked out already.
 *
 * @param on - the answer on one resource
 */
export function answersByGivenPolicies(
  { resources }: WhoCanAnswer,
  policies: ResourcePolicies,
  on: (resource: string) => WhoCanAnswer,
): readonly WhoCanAnswer[] {
  return resources.flatMap((resource) => {
    if (!isDecidable(resource, policies)) return [];
    const answer = on(resource);
    return /[*?]/.test(resource) && !isDeniedByOwner(answer) ? [] : [answer];
  });
}

/** Not what depends on a variable, nor a pattern of which a Deny spares a part that has no pattern of its own. */
function isDecidable(resource: string, policies: ResourcePolicies): boolean {
  const policy = resource.includes('${') ? undefined : givenPolicyFor(resource, policies);
  if (policy === undefined) return false;
  return policy.statements.every(
    ({ effect, notResources }) =>
      effect === 'Allow' || (notResources ?? []).every((spared) => isWithinOrApart(resource, spared)),
  );
}

function isDeniedByOwner({ statements }: WhoCanAnswer): boolean {
  return statements.some(({ policyType, effect }) => policyType === 'resource' && effect === 'Deny');
}

/** Whether one of two patterns holds the other, or they have nothing in common. */
function isWithinOrApart(one: string, other: string): boolean {
  return isWithinPattern(one, other) || isWithinPattern(other, one) || !mayOverlap(one, other);
}
