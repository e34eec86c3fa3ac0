import type * as Sdk from '@aws-sdk/client-iam';
import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  GroupDetail,
  InstanceProfile,
  ManagedPolicyDetail,
  PolicyDetail,
  PolicyVersion,
  ProfiledRole,
  RoleDetail,
  RoleLastUsed,
  Tag,
  UserDetail,
} from './authorization-details.js';

/** A user as the AWS CLI prints it. */
export function printedUser(user: Sdk.UserDetail): UserDetail {
  return present({
    Path: user.Path,
    UserName: user.UserName,
    UserId: user.UserId,
    Arn: user.Arn,
    CreateDate: printedDate(user.CreateDate),
    UserPolicyList: user.UserPolicyList?.map(printedInlinePolicy),
    GroupList: user.GroupList,
    AttachedManagedPolicies: user.AttachedManagedPolicies?.map(printedAttachment),
    PermissionsBoundary: printedBoundary(user.PermissionsBoundary),
    Tags: user.Tags?.map(printedTag),
  });
}

/** A group as the AWS CLI prints it. */
export function printedGroup(group: Sdk.GroupDetail): GroupDetail {
  return present({
    Path: group.Path,
    GroupName: group.GroupName,
    GroupId: group.GroupId,
    Arn: group.Arn,
    CreateDate: printedDate(group.CreateDate),
    GroupPolicyList: group.GroupPolicyList?.map(printedInlinePolicy),
    AttachedManagedPolicies: group.AttachedManagedPolicies?.map(printedAttachment),
  });
}

/** A role as the AWS CLI prints it. */
export function printedRole(role: Sdk.RoleDetail): RoleDetail {
  return present({
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: role.Arn,
    CreateDate: printedDate(role.CreateDate),
    AssumeRolePolicyDocument: decodedDocument(role.AssumeRolePolicyDocument),
    InstanceProfileList: role.InstanceProfileList?.map(printedInstanceProfile),
    RolePolicyList: role.RolePolicyList?.map(printedInlinePolicy),
    AttachedManagedPolicies: role.AttachedManagedPolicies?.map(printedAttachment),
    PermissionsBoundary: printedBoundary(role.PermissionsBoundary),
    Tags: role.Tags?.map(printedTag),
    RoleLastUsed: printedLastUse(role.RoleLastUsed),
  });
}

/** What the ARNs of AWS's own policies have in the place of an account. */
const AWS_OWNED = /^arn:[^:]*:iam::aws:/;

/**
 * A managed policy as the AWS CLI prints it. Earlier versions of AWS's own policies are of use to nobody: only the
 * account's own policies can be set back to one.
 *
 * @param includeNonDefaultVersions - keep all versions of AWS's policies too
 */
export function printedPolicy(
  policy: Sdk.ManagedPolicyDetail,
  includeNonDefaultVersions: boolean,
): ManagedPolicyDetail {
  const keepsAll = includeNonDefaultVersions || !AWS_OWNED.test(policy.Arn ?? '');
  return present({
    PolicyName: policy.PolicyName,
    PolicyId: policy.PolicyId,
    Arn: policy.Arn,
    Path: policy.Path,
    DefaultVersionId: policy.DefaultVersionId,
    AttachmentCount: policy.AttachmentCount,
    PermissionsBoundaryUsageCount: policy.PermissionsBoundaryUsageCount,
    IsAttachable: policy.IsAttachable,
    Description: policy.Description,
    CreateDate: printedDate(policy.CreateDate),
    UpdateDate: printedDate(policy.UpdateDate),
    PolicyVersionList: policy.PolicyVersionList?.filter(
      ({ IsDefaultVersion, VersionId }) =>
        keepsAll || IsDefaultVersion === true || VersionId === policy.DefaultVersionId,
    ).map(printedVersion),
  });
}

function printedVersion(version: Sdk.PolicyVersion): PolicyVersion {
  return present({
    Document: decodedDocument(version.Document),
    VersionId: version.VersionId,
    IsDefaultVersion: version.IsDefaultVersion,
    CreateDate: printedDate(version.CreateDate),
  });
}

function printedInlinePolicy({ PolicyName, PolicyDocument }: Sdk.PolicyDetail): PolicyDetail {
  return present({ PolicyName, PolicyDocument: decodedDocument(PolicyDocument) });
}

function printedAttachment({ PolicyName, PolicyArn }: Sdk.AttachedPolicy): AttachedPolicy {
  return present({ PolicyName, PolicyArn });
}

function printedBoundary(
  boundary: Sdk.AttachedPermissionsBoundary | undefined,
): AttachedPermissionsBoundary | undefined {
  if (boundary === undefined) return undefined;
  const { PermissionsBoundaryType, PermissionsBoundaryArn } = boundary;
  return present({ PermissionsBoundaryType, PermissionsBoundaryArn });
}

function printedTag({ Key, Value }: Sdk.Tag): Tag {
  return present({ Key, Value });
}

function printedLastUse(use: Sdk.RoleLastUsed | undefined): RoleLastUsed | undefined {
  return use === undefined
    ? undefined
    : present({ LastUsedDate: printedDate(use.LastUsedDate), Region: use.Region });
}

function printedInstanceProfile(profile: Sdk.InstanceProfile): InstanceProfile {
  return present({
    Path: profile.Path,
    InstanceProfileName: profile.InstanceProfileName,
    InstanceProfileId: profile.InstanceProfileId,
    Arn: profile.Arn,
    CreateDate: printedDate(profile.CreateDate),
    Roles: profile.Roles?.map(printedProfiledRole),
    Tags: profile.Tags?.map(printedTag),
  });
}

function printedProfiledRole(role: Sdk.Role): ProfiledRole {
  return present({
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: role.Arn,
    CreateDate: printedDate(role.CreateDate),
    AssumeRolePolicyDocument: decodedDocument(role.AssumeRolePolicyDocument),
    Description: role.Description,
    MaxSessionDuration: role.MaxSessionDuration,
    PermissionsBoundary: printedBoundary(role.PermissionsBoundary),
    Tags: role.Tags?.map(printedTag),
    RoleLastUsed: printedLastUse(role.RoleLastUsed),
  });
}

/** To the second, in UTC, with the offset written out. */
function printedDate(date: Date | undefined): string | undefined {
  return date?.toISOString().replace(/\.\d+Z$/, '+00:00');
}

/** A document arrives as JSON in URL encoding. What is not that stays as it came, for the scan to report. */
function decodedDocument(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    const document: unknown = JSON.parse(decodeURIComponent(text));
    return document;
  } catch {
    return text;
  }
}

type Present<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys that AWS did not send. */
function present<T extends object>(entry: T): Present<T> {
  const known: Present<T> = {};
  // The keys are those of the object, and what is copied is not undefined.
  const target = known as Record<string, unknown>;
  for (const [key, value] of Object.entries(entry)) if (value !== undefined) target[key] = value;
  return known;
}
