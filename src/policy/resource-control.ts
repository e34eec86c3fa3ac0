import services from './data/resource-control-policy-services.json' with { type: 'json' };
import type { PolicyDocument } from './policy-document.js';

const SERVICES = new Set(services.prefixes);
const EXEMPT = new Set(services.exceptActions.map((action) => action.toLowerCase()));

/** Actions of services that take part which no resource control policy binds all the same. */
export const EXEMPT_FROM_RESOURCE_CONTROL: readonly string[] = services.exceptActions;

/**
 * Whether resource control policies bind an action.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function isResourceControlled(action: string): boolean {
  const lowerCase = action.toLowerCase();
  return SERVICES.has(lowerCase.slice(0, lowerCase.indexOf(':'))) && !EXEMPT.has(lowerCase);
}

/**
 * Whether RCPFullAWSAccess is left out of a level's policies. It is attached everywhere, cannot be detached, and no
 * other resource control policy can allow anything: where only Deny statements are given, it is meant too.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export function leavesOutFullAccess(policies: readonly { readonly document: PolicyDocument }[]): boolean {
  return (
    policies.length > 0 &&
    policies.every(({ document }) => document.statements.every(({ effect }) => effect === 'Deny'))
  );
}
