import {
  parseOrganizationPolicies,
  type OrganizationPolicies,
} from '../../src/account/organization-policies.js';

/** An organisation whose root has one resource control policy of these statements; none where there are none. */
export function controlledBy(controls: readonly unknown[]): OrganizationPolicies | null {
  if (controls.length === 0) return null;
  const document = { Version: '2012-10-17', Statement: controls };
  return parseOrganizationPolicies({
    resourceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document }] }],
  });
}
