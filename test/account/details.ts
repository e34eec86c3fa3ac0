/** An invented account's authorization details in pieces, as the AWS CLI writes them. */
export const ACCOUNT = '111122223333';

/** A valid policy document that allows one action. */
export function allow(action: string): Record<string, unknown> {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] };
}

export const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export function user(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    UserName: name,
    UserId: `AIDA${name}`,
    Arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    Path: '/',
    ...more,
  };
}

export function group(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    GroupName: name,
    GroupId: `AGPA${name}`,
    Arn: `arn:aws:iam::${ACCOUNT}:group/${name}`,
    Path: '/',
    ...more,
  };
}

export function role(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    RoleName: name,
    RoleId: `AROA${name}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    Path: '/',
    AssumeRolePolicyDocument: TRUST,
    ...more,
  };
}

export function policy(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    PolicyName: name,
    PolicyId: `ANPA${name}`,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    Path: '/',
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: allow('s3:GetObject') }],
    ...more,
  };
}

export function attached(...names: readonly string[]): Record<string, unknown> {
  return {
    AttachedManagedPolicies: names.map((name) => ({
      PolicyName: name,
      PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    })),
  };
}
