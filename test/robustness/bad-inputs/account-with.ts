const ACCOUNT = '111122223333';
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** What every account of the corpus also holds: a role whose only policy must be assessed whatever else is wrong. */
export const SOUND_POLICY_NAME = 'sound';

type Fields = Readonly<Record<string, unknown>>;

/** A role as the API describes it; `changes` add to its fields or replace them. */
export function role(name: string, changes: Fields = {}): Fields {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
    CreateDate: '2024-05-01T12:00:00+00:00',
    AssumeRolePolicyDocument: TRUST,
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    ...changes,
  };
}

/** A user as the API describes it. */
export function user(name: string, changes: Fields = {}): Fields {
  return {
    Path: '/',
    UserName: name,
    UserId: `AIDA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    CreateDate: '2024-05-01T12:00:00+00:00',
    UserPolicyList: [],
    GroupList: [],
    AttachedManagedPolicies: [],
    ...changes,
  };
}

/** A customer-managed policy as the API describes it. */
export function managedPolicy(name: string, changes: Fields = {}): Fields {
  return {
    PolicyName: name,
    PolicyId: `ANPA${name.toUpperCase()}`,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    Path: '/',
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    IsAttachable: true,
    PolicyVersionList: [
      {
        VersionId: 'v1',
        IsDefaultVersion: true,
        Document: documentWith({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }),
      },
    ],
    ...changes,
  };
}

/** A policy document of one statement. */
export function documentWith(statement: unknown): Fields {
  return { Version: '2012-10-17', Statement: [statement] };
}

/** Authorization details that hold a sound role, at index 0, and whatever is given beside it. */
export function accountWith(parts: {
  readonly users?: readonly unknown[];
  readonly groups?: readonly unknown[];
  readonly roles?: readonly unknown[];
  readonly policies?: readonly unknown[];
}): Fields {
  const sound = role('untouched', {
    RolePolicyList: [
      {
        PolicyName: SOUND_POLICY_NAME,
        PolicyDocument: documentWith({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
      },
    ],
  });
  return {
    UserDetailList: parts.users ?? [],
    GroupDetailList: parts.groups ?? [],
    RoleDetailList: [sound, ...(parts.roles ?? [])],
    Policies: parts.policies ?? [],
  };
}

/** An account in which the role `bad` has one inline policy, `broken`, with the document given. */
export function accountWithDocument(document: unknown): Fields {
  return accountWith({
    roles: [role('bad', { RolePolicyList: [{ PolicyName: 'broken', PolicyDocument: document }] })],
  });
}

/** A list in a list in a list, and so on. */
export function nestedLists(depth: number): unknown {
  let nested: unknown = [];
  for (let level = 1; level < depth; level++) nested = [nested];
  return nested;
}
