/** Builds small authorization details for tests: entries as AWS writes them, with everything a test may override. */

type Fields = Readonly<Record<string, unknown>>;

export const ACCOUNT_ID = '111122223333';
const CREATED = '2024-03-01T09:00:00+00:00';

export function statement(
  effect: 'Allow' | 'Deny',
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  more: Fields = {},
): Fields {
  return { Effect: effect, Action: action, Resource: resource, ...more };
}

export const allow = (
  action: string | readonly string[],
  resource?: string | readonly string[],
  more?: Fields,
): Fields => statement('Allow', action, resource, more);

export const deny = (
  action: string | readonly string[],
  resource?: string | readonly string[],
  more?: Fields,
): Fields => statement('Deny', action, resource, more);

export const document = (...statements: readonly Fields[]): Fields => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const trusting = (principal: unknown, more: Fields = {}): Fields =>
  document({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more });

const principalEntry = (word: 'User' | 'Group' | 'Role', name: string, more: Fields): Fields => ({
  Path: '/',
  [`${word}Name`]: name,
  [`${word}Id`]: `ID-${name}`,
  Arn: `arn:aws:iam::${ACCOUNT_ID}:${word.toLowerCase()}/${name}`,
  CreateDate: CREATED,
  AttachedManagedPolicies: [],
  ...more,
});

export const user = (name: string, more: Fields = {}): Fields =>
  principalEntry('User', name, { GroupList: [], UserPolicyList: [], ...more });

export const group = (name: string, more: Fields = {}): Fields =>
  principalEntry('Group', name, { GroupPolicyList: [], ...more });

export const role = (name: string, more: Fields = {}): Fields =>
  principalEntry('Role', name, {
    RolePolicyList: [],
    InstanceProfileList: [],
    AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }),
    ...more,
  });

export const inline = (name: string, policyDocument: unknown): Fields => ({
  PolicyName: name,
  PolicyDocument: policyDocument,
});

/** The ARN of something of IAM: `iamArn('role/app')`. */
export const iamArn = (resource: string): string => `arn:aws:iam::${ACCOUNT_ID}:${resource}`;

export const policyArn = (name: string): string => iamArn(`policy/${name}`);

/** The permissions boundary of a user or role, by the name of the policy. */
export const boundedBy = (name: string): Fields => ({
  PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn(name) },
});

export const attached = (name: string, arn = policyArn(name)): Fields => ({
  PolicyName: name,
  PolicyArn: arn,
});

export const version = (versionId: string, isDefault: boolean, policyDocument: unknown): Fields => ({
  VersionId: versionId,
  IsDefaultVersion: isDefault,
  CreateDate: CREATED,
  Document: policyDocument,
});

/** A customer managed policy with one version, which is in force. */
export const managed = (name: string, policyDocument: unknown, more: Fields = {}): Fields => ({
  PolicyName: name,
  PolicyId: `ID-${name}`,
  Arn: policyArn(name),
  Path: '/',
  DefaultVersionId: 'v1',
  AttachmentCount: 0,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: CREATED,
  UpdateDate: CREATED,
  PolicyVersionList: [version('v1', true, policyDocument)],
  ...more,
});

interface Lists {
  readonly users?: readonly unknown[];
  readonly groups?: readonly unknown[];
  readonly roles?: readonly unknown[];
  readonly policies?: readonly unknown[];
}

export const details = ({ users = [], groups = [], roles = [], policies = [] }: Lists): Fields => ({
  UserDetailList: users,
  GroupDetailList: groups,
  RoleDetailList: roles,
  Policies: policies,
});
