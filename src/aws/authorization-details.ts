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

/** An inline policy; the document is decoded JSON, and as untrusted as the account that it is from. */
export interface PolicyDetail {
  readonly PolicyName?: string;
  readonly PolicyDocument?: unknown;
}

/** A managed policy of a user, a group or a role, by its ARN. */
export interface AttachedPolicy {
  readonly PolicyName?: string;
  readonly PolicyArn?: string;
}

/** The managed policy that bounds a user or a role. */
export interface AttachedPermissionsBoundary {
  readonly PermissionsBoundaryType?: string;
  readonly PermissionsBoundaryArn?: string;
}

/** A tag of a user, a role, a policy or an instance profile. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** A user, with what it has and the names of its groups. */
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

/** A group, with what it has; its members name it, not it them. */
export interface GroupDetail {
  readonly Path?: string;
  readonly GroupName?: string;
  readonly GroupId?: string;
  readonly Arn?: string;
  readonly CreateDate?: string;
  readonly GroupPolicyList?: readonly PolicyDetail[];
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[];
}

/** When and in which region a role was last used, in the last 400 days. */
export interface RoleLastUsed {
  readonly LastUsedDate?: string;
  readonly Region?: string;
}

/** An instance profile, with the roles in it. */
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

/** A role, with what it has and whom it trusts. */
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

/** A version of a managed policy; the document is decoded JSON. */
export interface PolicyVersion {
  readonly Document?: unknown;
  readonly VersionId?: string;
  readonly IsDefaultVersion?: boolean;
  readonly CreateDate?: string;
}

/** A managed policy, AWS's or the account's own, with the versions that were kept. */
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
