import { isAccountId } from '../account/arn.js';
import {
  guardrailsOf,
  placeOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../account/organization-policies.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { append, memoised } from '../escalation/graph/grouped.js';
import type { Population } from '../escalation/graph/population.js';

/** Asked for every caller. */
const known = new WeakMap<Population, readonly string[]>();

/**
 * Accounts of the input that a resource may be of whose ARN names none. Of those whose resources the organisation's policies
 * treat alike there are two, so that one is left that is not the caller's.
 */
export function possibleOwners(
  population: Population,
  organization: OrganizationPolicies | null,
): readonly string[] {
  return memoised(known, population, () => {
    const numbers = new Map<PolicyDocument, number>();
    const alike = new Map<string, string[]>();
    for (const id of [...population.byAccount.keys()].filter(isAccountId)) {
      const levels = guardrailsOf(organization, id)?.resourceControlPolicies ?? null;
      const { id: organizationId, path } = placeOf(organization, id) ?? { id: '', path: '' };
      append(
        alike,
        JSON.stringify([organizationId, path, levels?.map((level) => numbered(level, numbers))]),
        id,
      );
    }
    return [...alike.values()].flatMap((owners) => owners.slice(0, 2));
  });
}

/** Equal documents of one level are one object. */
function numbered({ policies }: PolicyLevel, numbers: Map<PolicyDocument, number>): readonly number[] {
  return policies.map(({ document }) => memoised(numbers, document, () => numbers.size));
}
