import type { AssessedPolicy, AssessedPrincipal, Assessment } from '../../assessment/assessment.js';

/**
 * What a principal calls an inline policy, where equal documents share one entry under another name; null where
 * it bears the entry's name.
 */
export function inlineName(
  assessment: Assessment,
  principal: AssessedPrincipal,
  policy: AssessedPolicy,
): string | null {
  return principal.inlineNames?.find((each) => assessment.policies[each.policy] === policy)?.name ?? null;
}
