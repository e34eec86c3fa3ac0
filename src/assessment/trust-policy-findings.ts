import type { AssessmentContext } from './assessment-context.js';

/**
 * Runs every kind of trust-policy risk on the roles that no rule excludes.
 *
 * @returns the numbers of the roles that compute services can assume
 */
export function addTrustPolicyFindings(context: AssessmentContext): ReadonlySet<number> {
  const { principals, excludedPrincipals, settings, exclusions, collector, identityOf } = context;
  const computeRoles = new Set<number>();
  principals.forEach((principal, number) => {
    if (principal.type !== 'role' || excludedPrincipals[number] !== null) return;
    const trust = principal.trustPolicy?.parsed;
    if (trust === undefined || !trust.ok) return;
    const judged = {
      document: trust.document,
      accountId: principal.accountId,
      isKnownAccount: exclusions.isKnownAccount,
    };
    for (const kind of settings.kinds.onTrustPolicies) {
      const found = kind.assess(judged);
      if (kind.id === 'AssumableByComputeService' && found.length > 0) computeRoles.add(number);
      collector.addTrustFindings(number, identityOf(number), kind, found);
    }
  });
  return computeRoles;
}
