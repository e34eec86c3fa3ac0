import { isAccountId } from '../account/arn.js';
import {
  guardrailsOf,
  placeOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../account/organization-policies.js';
import type { PolicyDocument } from '../policy/policy-document.js';
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
  let owners = known.get(population);
  if (owners === undefined) {
    const numbers = new Map<PolicyDocument, number>();
    const alike = new Map<string, string[]>();
    for (const id of [...population.byAccount.keys()].filter(isAccountId)) {
      const levels = guardrailsOf(organization, id)?.resourceControlPolicies ?? null;
      const { id: organizationId, path } = placeOf(organization, id) ?? { id: '', path: '' };
      const kind = JSON.stringify([organizationId, path, levels?.map((level) => numbered(level, numbers))]);
      const others = alike.get(kind) ?? [];
      if (others.length < 2) alike.set(kind, [...others, id]);
    }
    owners = [...alike.values()].flat();
    known.set(population, owners);
  }
  return owners;
}

/** Equal documents of one level are one object. */
function numbered({ policies }: PolicyLevel, numbers: Map<PolicyDocument, number>): readonly number[] {
  return policies.map(({ document }) => {
    const number = numbers.get(document) ?? numbers.size;
    numbers.set(document, number);
    return number;
  });
}
