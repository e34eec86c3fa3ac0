import fc from 'fast-check';
import {
  allow,
  details,
  deny,
  document,
  group,
  inline,
  managed,
  policyArn,
  role,
  user,
} from '../../account/authorization-details.js';

/** Accounts by the digit that their ids repeat. */
export const ACCOUNT_IDS = ['111122223333', '222233334444', '333344445555'] as const;
const WRITTEN_FOR = ACCOUNT_IDS[0];

const ROLES = ['one', 'two', 'team/three'];
const [MFA, TEAM, NAMED, ORGANIZATION] = [
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/t*' } },
  { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
];
const SAME_ACCOUNT = { StringEquals: { 'aws:PrincipalAccount': ACCOUNT_IDS[1] } };

const SENDING = 'sts:TagSession';
const ASSUMING_AND_SENDING = ['sts:AssumeRole', SENDING];
const SENT = { StringEquals: { 'aws:RequestTag/team': 'red' } };
const FROM_SOMEONE = { StringLike: { 'sts:SourceIdentity': '?*' } };

const roleArn = fc
  .tuple(fc.constantFrom(...ACCOUNT_IDS), fc.constantFrom(...ROLES))
  .map(([account, name]) => `arn:aws:iam::${account}:role/${name}`);
const condition = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  MFA,
  TEAM,
  NAMED,
  { StringEquals: { 'aws:ResourceTag/team': 'red' } },
  { StringEquals: { 'aws:ResourceAccount': ACCOUNT_IDS[1] } },
);
const withCondition = (Condition: object | undefined) => (Condition === undefined ? {} : { Condition });

const assumingResource = fc.oneof(
  roleArn,
  roleArn,
  fc.constantFrom(
    '*',
    'arn:aws:iam::*:role/one',
    `arn:aws:iam::${ACCOUNT_IDS[2]}:role/*`,
    'arn:aws:iam::*:role/${aws:username}',
    'arn:aws:iam::*:role/team/${aws:PrincipalTag/team}',
  ),
);
const assuming = fc
  .tuple(
    fc.constantFrom<string | string[]>(
      'sts:AssumeRole',
      'sts:*',
      'sts:Assume*',
      SENDING,
      ASSUMING_AND_SENDING,
    ),
    assumingResource,
    condition,
  )
  .map(([action, resource, test]) => allow(action, resource, withCondition(test)));
const ownRole = (name: string) => `arn:aws:iam::${WRITTEN_FOR}:role/${name}`;
const ownUser = (name: string) => `arn:aws:iam::${WRITTEN_FOR}:user/${name}`;
const other = fc.constantFrom(
  allow('*'),
  allow('iam:*'),
  allow('iam:PutRolePolicy', ownRole('one')),
  allow('iam:PutRolePolicy', ownRole('two')),
  allow('iam:UpdateAssumeRolePolicy', ownRole('one')),
  allow(['iam:CreateAccessKey', 's3:GetObject']),
  allow('iam:AddUserToGroup'),
  allow('iam:PutUserPolicy', [ownUser('ann'), ownUser('bob')]),
  allow('iam:DetachRolePolicy'),
  allow(['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary']),
  allow(['iam:DeleteRolePolicy', 'iam:DeleteUserPolicy'], '*', { Condition: MFA }),
  allow('iam:TagRole'),
  allow('s3:*'),
);
const denying = fc
  .tuple(fc.constantFrom('sts:AssumeRole', 'sts:*', '*', SENDING), assumingResource, condition)
  .map(([action, resource, test]) => deny(action, resource, withCondition(test)));
const statements = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: assuming },
    { weight: 3, arbitrary: other },
    { weight: 1, arbitrary: denying },
  ),
  { minLength: 0, maxLength: 3 },
);

const trusted = fc.oneof(
  fc.constantFrom(...ACCOUNT_IDS).map((account) => `arn:aws:iam::${account}:root`),
  roleArn,
  fc.constantFrom(
    ...ACCOUNT_IDS,
    '*',
    `arn:aws:iam::${ACCOUNT_IDS[0]}:user/ann`,
    `arn:aws:iam::${ACCOUNT_IDS[1]}:user/ann`,
    `arn:aws:sts::${ACCOUNT_IDS[1]}:assumed-role/one/session`,
  ),
);
const trustCondition = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  MFA,
  TEAM,
  NAMED,
  ORGANIZATION,
  SAME_ACCOUNT,
  SENT,
  FROM_SOMEONE,
);
const trustStatement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
    principals: fc.array(trusted, { minLength: 1, maxLength: 2 }),
    isNegated: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    Action: fc.constantFrom<string | string[]>('sts:AssumeRole', 'sts:*', ASSUMING_AND_SENDING),
    test: trustCondition,
  })
  .map(({ Effect, principals, isNegated, Action, test }) => ({
    Effect,
    [isNegated ? 'NotPrincipal' : 'Principal']: { AWS: principals },
    Action,
    ...withCondition(test),
  }));
const trust = fc.array(trustStatement, { minLength: 1, maxLength: 2 }).map((list) => document(...list));

const tags = fc.constantFrom({}, {}, { Tags: [{ Key: 'team', Value: 'red' }] });
const boundary = fc.constantFrom(
  {},
  {},
  {},
  {},
  { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') } },
  {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('missing') },
  },
);
const held = (key: string) =>
  fc.tuple(statements, tags, boundary).map(([list, tagged, bounded]) => ({
    ...tagged,
    ...bounded,
    [key]: list.length === 0 ? [] : [inline('policy', document(...list))],
  }));
const isMember = fc.boolean().map((is) => (is ? { GroupList: ['team'] } : {}));

const accountDetails = fc
  .record({
    ann: fc.tuple(held('UserPolicyList'), isMember),
    bob: fc.option(fc.tuple(held('UserPolicyList'), isMember), { nil: null }),
    team: statements,
    roles: fc.tuple(...ROLES.map(() => fc.tuple(held('RolePolicyList'), trust))),
    fence: statements,
  })
  .map(({ ann, bob, team, roles, fence }) =>
    details({
      users: [
        user('ann', { ...ann[0], ...ann[1] }),
        ...(bob === null ? [] : [user('bob', { ...bob[0], ...bob[1] })]),
      ],
      groups: [
        group('team', { GroupPolicyList: team.length === 0 ? [] : [inline('shared', document(...team))] }),
      ],
      roles: roles.map(([policies, AssumeRolePolicyDocument], index) => {
        const place = ROLES[index] ?? '';
        const name = place.split('/').at(-1) ?? '';
        return role(name, {
          ...policies,
          AssumeRolePolicyDocument,
          Arn: `arn:aws:iam::${WRITTEN_FOR}:role/${place}`,
          Path: place === name ? '/' : `/${place.slice(0, -name.length)}`,
        });
      }),
      policies: [managed('fence', document(...(fence.length === 0 ? [allow('s3:*')] : fence)))],
    }),
  );

const FULL = document(allow('*'));
const FULL_RESOURCE = document(allow('*', '*', { Principal: '*' }));
const service = fc.oneof(
  fc.constant(FULL),
  fc.tuple(denying).map(([statement]) => document(allow('*'), statement)),
  fc.constant(document(allow(['s3:*', 'iam:*']))),
);
const resource = fc
  .tuple(roleArn, trustCondition)
  .map(([Resource, test]) =>
    document(deny('sts:AssumeRole', Resource, { Principal: '*', ...withCondition(test) })),
  );
const guardrails = fc.record({
  serviceControlPolicies: fc
    .array(service, { minLength: 1, maxLength: 2 })
    .map((list) => list.map((each) => ({ level: 'ou', policies: [{ name: 'service', document: each }] }))),
  resourceControlPolicies: fc.array(resource, { maxLength: 1 }).map((list) => [
    {
      level: 'root',
      policies: [FULL_RESOURCE, ...list].map((each) => ({ name: 'RCPFullAWSAccess', document: each })),
    },
  ]),
});

/** A small organisation: what each account's details and the organisation's policies hold, as JSON. */
export interface RandomOrganization {
  readonly accounts: readonly unknown[];
  readonly policies: unknown;
}

/** Principals who may assume roles of each other's accounts in every way that we know. */
export const randomOrganization: fc.Arbitrary<RandomOrganization> = fc
  .record({
    accounts: fc.tuple(...ACCOUNT_IDS.map(() => accountDetails)),
    guardrails: fc.option(fc.tuple(...ACCOUNT_IDS.map(() => guardrails)), { nil: null, freq: 2 }),
  })
  .map(({ accounts, guardrails: imposed }) => ({
    accounts: accounts.map((each, place) => movedTo(ACCOUNT_IDS[place] ?? '', each)),
    policies:
      imposed === null
        ? null
        : {
            managementAccount: ACCOUNT_IDS[0],
            accounts: Object.fromEntries(ACCOUNT_IDS.map((id, place) => [id, imposed[place]])),
          },
  }));

/** The same account under another id: its own ARNs move, those that policies name stay. */
function movedTo(accountId: string, input: Readonly<Record<string, unknown>>): unknown {
  const text = JSON.stringify(input);
  const own = text.replace(
    new RegExp(`("(?:Arn|PermissionsBoundaryArn)":"arn:aws:iam::)${WRITTEN_FOR}`, 'g'),
    `$1${accountId}`,
  );
  return JSON.parse(own.replaceAll(/("Action":"iam:[^}]*?arn:aws:iam::)\d{12}/g, `$1${accountId}`));
}
