import type { ManagedPolicyDetail } from '@aws-sdk/client-iam';
import type { UserDetail } from './authorization-details.js';

/** Everyone in an account who may hold a policy. */
export type Holder = Pick<UserDetail, 'AttachedManagedPolicies' | 'PermissionsBoundary'>;

/** The ARNs of the policies that are attached to somebody or bound somebody's permissions. */
export function usedPolicyArns(holders: Iterable<Holder>): ReadonlySet<string> {
  const arns = new Set<string>();
  for (const { AttachedManagedPolicies, PermissionsBoundary } of holders) {
    for (const { PolicyArn } of AttachedManagedPolicies ?? [])
      if (PolicyArn !== undefined) arns.add(PolicyArn);
    const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
    if (boundary !== undefined) arns.add(boundary);
  }
  return arns;
}

/** Whether anybody has a policy: by AWS's own counts, or because a principal of the account names it. */
export function isUsed(policy: ManagedPolicyDetail, used: ReadonlySet<string>): boolean {
  const { AttachmentCount = 0, PermissionsBoundaryUsageCount = 0, Arn = '' } = policy;
  return AttachmentCount > 0 || PermissionsBoundaryUsageCount > 0 || used.has(Arn);
}
