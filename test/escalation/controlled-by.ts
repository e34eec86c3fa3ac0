import {
  parseOrganizationPolicies,
  type OrganizationPolicies,
} from '../../src/account/organization-policies.js';
import { ACCOUNT_ID } from '../account/authorization-details.js';

/**
 * An organisation whose root has one resource control policy of these statements; none where there are none.
 *
 * @param organization - its id or its tree, where the file tells of it
 */
export function controlledBy(
  controls: readonly unknown[],
  organization?: unknown,
): OrganizationPolicies | null {
  if (controls.length === 0 && organization === undefined) return null;
  const document = { Version: '2012-10-17', Statement: controls };
  const policies =
    controls.length === 0
      ? {}
      : { resourceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document }] }] };
  return parseOrganizationPolicies(
    organization === undefined ? policies : { organization, accounts: { [ACCOUNT_ID]: policies } },
  );
}
