/**
 * What `aws iam get-account-authorization-details` prints: all pages in one, documents decoded, the keys in its order.
 * A key that AWS did not send is absent.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export interface AuthorizationDetails {
  readonly UserDetailList: readonly UserDetail[];
  readonly GroupDetailList: readonly GroupDetail[];
  readonly RoleDetailList: readonly RoleDetail[];
  readonly Policies: readonly ManagedPolicyDetail[];
}

export interface PolicyDetail {
  readonly PolicyName?: string;
  readonly PolicyDocument?: unknown;
}

export interface AttachedPolicy {
  readonly PolicyName?: string;
  readonly PolicyArn?: string;
}

export interface AttachedPermissionsBoundary {
  readonly PermissionsBoundaryType?: string;
  readonly PermissionsBoundaryArn?: string;
}

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface UserDetail {
  readonly Path?: string;
  readonly UserName?: string;
  readonly UserId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly UserPolicyList?: readonly PolicyDetail[];
  readonly GroupList?: readonly string[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly Tags?: readonly Tag[];
}

export interface GroupDetail {
  readonly Path?: string;
  readonly GroupName?: string;
  readonly GroupId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly GroupPolicyList?: readonly PolicyDetail[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
}

export interface RoleLastUsed {
  readonly LastUsedDate?: string;
  readonly Region?: string;
}

export interface InstanceProfile {
  readonly Path?: string;
  readonly InstanceProfileName?: string;
  readonly InstanceProfileId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly Roles?: readonly ProfiledRole[];
  readonly Tags?: readonly Tag[];
}

/** A role as it stands in an instance profile. */
export interface ProfiledRole {
  readonly Path?: string;
  readonly RoleName?: string;
  readonly RoleId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly AssumeRolePolicyDocument?: unknown;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly Tags?: readonly Tag[];
  readonly RoleLastUsed?: RoleLastUsed;
}

export interface RoleDetail {
  readonly Path?: string;
  readonly RoleName?: string;
  readonly RoleId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly AssumeRolePolicyDocument?: unknown;
  readonly InstanceProfileList?: readonly InstanceProfile[];
  readonly RolePolicyList?: readonly PolicyDetail[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly Tags?: readonly Tag[];
  readonly RoleLastUsed?: RoleLastUsed;
}

export interface PolicyVersion {
  readonly Document?: unknown;
  readonly VersionId?: string;
  readonly IsDefaultVersion?: boolean;
  readonly CreateDate?: string;
}

export interface ManagedPolicyDetail {
  readonly PolicyName?: string;
  readonly PolicyId?: string;
  readonly Arn?: string;
  readonly Path?: string;
  readonly DefaultVersionId?: string;
  readonly AttachmentCount?: number;
  readonly PermissionsBoundaryUsageCount?: number;
  readonly IsAttachable?: boolean;
  readonly Description?: string;
  readonly CreateDate?: string;
  readonly UpdateDate?: string;
  readonly PolicyVersionList?: readonly PolicyVersion[];
}
