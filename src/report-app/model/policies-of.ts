import type { AssessedPrincipal } from '../../assessment/assessment.js';

/** Indexes of the policies that a principal has by itself and through its groups, each once. */
export function policiesOf(
  principal: AssessedPrincipal,
  principals: readonly AssessedPrincipal[],
): readonly number[] {
  return [
    ...new Set([
      ...principal.policies,
      ...principal.groups.flatMap((group) => principals[group]?.policies ?? []),
    ]),
  ];
}
