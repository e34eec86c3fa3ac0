import type { Principal } from '../account/account.js';

/**
 * Who keeps a principal, where that is not the account itself. IAM Identity Center makes a role under a path of its
 * own for each permission set of the account, and writes it anew whenever the permission set changes.
 * Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function managedBy({ type, name, path }: Principal): 'IAM Identity Center' | null {
  const isPermissionSet =
    type === 'role' &&
    name.startsWith('AWSReservedSSO_') &&
    path.startsWith('/aws-reserved/sso.amazonaws.com/');
  return isPermissionSet ? 'IAM Identity Center' : null;
}
