import protectedRoles from './data/protected-roles.json' with { type: 'json' };

const REFUSED = lowerCaseSet(protectedRoles.refused);
const REFUSED_ON_PERMISSION_SETS = lowerCaseSet(protectedRoles.refusedOnPermissionSets);

function lowerCaseSet(actions: readonly string[]): ReadonlySet<string> {
  return new Set(actions.map((action) => action.toLowerCase()));
}

/**
 * Whether a role is one that AWS keeps for itself, going by its path: a service-linked role, or one that IAM Identity
 * Center made for a permission set.
 */
export function isProtectedPath(path: string): boolean {
  return protectedRoles.paths.some((start) => path.startsWith(start));
}

/**
 * Whether IAM refuses an action on protected roles, whoever asks: it would change whom they trust or what they may do.
 * The action may be written in any case.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html
 */
export function isRefusedOnProtectedRoles(action: string): boolean {
  return REFUSED.has(action.toLowerCase());
}

/**
 * Whether IAM refuses an action on the role of a path, whoever asks. The action may be written in any case.
 * Source: https://repost.aws/knowledge-center/identity-center-aws-reserved-sso
 */
export function isRefusedOnRole(path: string, action: string): boolean {
  return (
    (isProtectedPath(path) && isRefusedOnProtectedRoles(action)) ||
    (path.startsWith(protectedRoles.permissionSetPath) &&
      REFUSED_ON_PERMISSION_SETS.has(action.toLowerCase()))
  );
}
