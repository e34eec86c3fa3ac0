import fc from 'fast-check';
import {
  allow,
  attached,
  document,
  group,
  iamArn,
  inline,
  managed,
  role,
  trusting,
  user,
  version,
} from '../account/authorization-details.js';
import type { AuthorizationDetails } from './without-statements.js';

type Fields = Readonly<Record<string, unknown>>;

/** A policy that only allows. */
export interface AllowingPolicy {
  readonly statements: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
  }[];
}

export interface Holder {
  readonly inline: readonly AllowingPolicy[];
  readonly attached: readonly string[];
}

/** A small account without boundaries, Deny statements and conditions, by the names of what is in it. */
export interface SmallAccount {
  readonly users: Readonly<Record<string, Holder & { readonly groups: readonly string[] }>>;
  readonly groups: Readonly<Record<string, Holder>>;
  readonly roles: Readonly<Record<string, Holder & { readonly trusts: string }>>;
  readonly policies: Readonly<Record<string, AllowingPolicy>>;
  /** Policies with an older version that allows everything. */
  readonly wider: readonly string[];
}

export const EVERYTHING: AllowingPolicy = { statements: [{ actions: ['*'], resources: ['*'] }] };

const [USERS, GROUPS, ROLES, POLICIES] = [
  ['ann', 'bob'],
  ['team', 'staff'],
  ['one', 'two'],
  ['narrow', 'other', 'third'],
];
/** Without what makes principals: that several take turns in making one is not looked for. */
const ACTIONS = [
  'iam:CreateAccessKey',
  'sts:AssumeRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutGroupPolicy',
  'iam:AttachGroupPolicy',
  'iam:AddUserToGroup',
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:Put*',
  'iam:*Role*Policy',
  's3:GetObject',
  '*',
];
const RESOURCES = [
  '*',
  ...USERS.map((name) => iamArn(`user/${name}`)),
  ...GROUPS.map((name) => iamArn(`group/${name}`)),
  ...ROLES.map((name) => iamArn(`role/${name}`)),
  ...POLICIES.map((name) => iamArn(`policy/${name}`)),
  iamArn('user/*'),
  iamArn('role/*'),
  iamArn('policy/*'),
];

const some = (values: readonly string[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const policy: fc.Arbitrary<AllowingPolicy> = fc.record({
  statements: fc.array(fc.record({ actions: some(ACTIONS, 3), resources: some(RESOURCES, 2) }), {
    minLength: 1,
    maxLength: 2,
  }),
});
const holder: fc.Arbitrary<Holder> = fc.record({
  inline: fc.array(policy, { maxLength: 1 }),
  attached: fc.subarray(POLICIES, { maxLength: 1 }),
});

function each<Value>(
  names: readonly string[],
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Record<string, Value>> {
  return fc.record(Object.fromEntries(names.map((name) => [name, value])));
}

export const smallAccount: fc.Arbitrary<SmallAccount> = fc.record({
  users: each(
    USERS,
    fc.tuple(holder, fc.subarray(GROUPS)).map(([held, groups]) => ({ ...held, groups })),
  ),
  groups: each(GROUPS, holder),
  roles: each(
    ROLES,
    fc
      .tuple(holder, fc.constantFrom('root', 'root', 'user/ann', 'role/one'))
      .map(([held, trusts]) => ({ ...held, trusts: iamArn(trusts) })),
  ),
  policies: each(POLICIES, policy),
  wider: fc.subarray(POLICIES, { maxLength: 1 }),
});

/** The policy as AWS writes it. */
export function written({ statements }: AllowingPolicy): Fields {
  return document(...statements.map(({ actions, resources }) => allow(actions, resources)));
}

/** The authorization details of the account. */
export function detailsOf({ users, groups, roles, policies, wider }: SmallAccount): AuthorizationDetails {
  const held = (holds: Holder, key: string): Fields => ({
    [key]: holds.inline.map((own, index) => inline(`own-${index}`, written(own))),
    AttachedManagedPolicies: holds.attached.map((name) => attached(name)),
  });
  const entries = <Value>(
    all: Readonly<Record<string, Value>>,
    entry: (name: string, value: Value) => Fields,
  ) => Object.entries(all).map(([name, value]) => entry(name, value));
  return {
    UserDetailList: entries(users, (name, each) =>
      user(name, { ...held(each, 'UserPolicyList'), GroupList: each.groups }),
    ),
    GroupDetailList: entries(groups, (name, each) => group(name, held(each, 'GroupPolicyList'))),
    RoleDetailList: entries(roles, (name, each) =>
      role(name, {
        ...held(each, 'RolePolicyList'),
        AssumeRolePolicyDocument: trusting({ AWS: each.trusts }),
      }),
    ),
    Policies: entries(policies, (name, each) =>
      wider.includes(name)
        ? managed(name, null, {
            DefaultVersionId: 'v2',
            PolicyVersionList: [
              version('v1', false, written(EVERYTHING)),
              version('v2', true, written(each)),
            ],
          })
        : managed(name, written(each)),
    ),
  };
}
