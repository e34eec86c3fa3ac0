import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  boundedBy,
  deny,
  details,
  document,
  group,
  iamArn,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const ofItself = allow('iam:PutUserPolicy', iamArn('user/ann'));
const bounded = boundedBy('limit');

/** How the user ann is administrator, if she is, or becomes one. */
function verdictOf(lists: Parameters<typeof details>[0]): string | null {
  const account = parseAuthorizationDetails(details(lists));
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const ann = graph.population.principals.findIndex(({ name }) => name === 'ann');
  return graph.nodes[ann]?.administrator?.verdict ?? search.chainFrom(ann)?.verdict ?? null;
}

const withBoundary = (...limit: readonly Fields[]) =>
  verdictOf({
    users: [user('ann', { UserPolicyList: [inline('own', document(ofItself))], ...bounded })],
    policies: [managed('limit', document(...limit))],
  });

describe('whoever writes its own policies inside a boundary', () => {
  it('is no administrator where the boundary gives no way out', () => {
    expect(withBoundary(allow(['s3:*', 'iam:PutUserPolicy', 'iam:Get*']))).toBeNull();
  });

  it.each(['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary', 'iam:CreatePolicyVersion'])(
    'takes it off by %s',
    (way) => {
      expect(withBoundary(allow(['s3:*', 'iam:PutUserPolicy', way]))).toBe('confirmed');
    },
  );

  it('makes a user or a role that has none', () => {
    const user = ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'];
    expect(withBoundary(allow(user))).toBe('confirmed');
    expect(withBoundary(allow(user.slice(0, 2)))).toBeNull();
    expect(withBoundary(allow(['iam:PutUserPolicy', 'iam:CreateRole', 'iam:PutRolePolicy']))).toBe(
      'confirmed',
    );
    expect(withBoundary(allow(user), deny('iam:CreateUser'))).toBeNull();
  });

  it('does so under the conditions of the boundary', () => {
    const vpn = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
    expect(
      withBoundary(allow('iam:PutUserPolicy'), allow('iam:DeleteUserPermissionsBoundary', '*', vpn)),
    ).toBe('conditional');
  });
});

describe('whoever writes its own policies under a Deny', () => {
  const denied = (...actions: readonly string[]) =>
    verdictOf({
      users: [
        user('ann', {
          UserPolicyList: [inline('own', document(ofItself)), inline('no', document(deny([...actions])))],
        }),
      ],
    });

  it('takes the Deny off with what it gives itself', () => {
    expect(denied('s3:*')).toBe('confirmed');
    expect(denied('s3:*', 'iam:Create*')).toBe('confirmed');
  });

  it('is no administrator where the Deny holds on to itself', () => {
    expect(denied('s3:*', 'iam:Create*', 'iam:Delete*', 'iam:PutUserPolicy')).toBeNull();
  });
});

describe('whoever writes the policies of somebody that it can become', () => {
  const lists = (limit: Fields, ...more: readonly string[]) => ({
    users: [
      user('ann', {
        UserPolicyList: [
          inline(
            'own',
            document(allow(['iam:PutRolePolicy', 'sts:AssumeRole', ...more], iamArn('role/boss'))),
          ),
        ],
      }),
    ],
    roles: [role('boss', { AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }), ...bounded })],
    policies: [managed('limit', document(limit))],
  });

  it('is administrator where that one, or itself, takes off its boundary', () => {
    expect(verdictOf(lists(allow(['s3:*', 'iam:DeleteRolePermissionsBoundary'])))).toBe('confirmed');
    expect(verdictOf(lists(allow('s3:*'), 'iam:DeleteRolePermissionsBoundary'))).toBe('confirmed');
    expect(verdictOf(lists(allow('s3:*')))).toBeNull();
  });
});

it('writes the policies of a group that it joins with what the group gives it', () => {
  const groups = [
    group('team', {
      GroupPolicyList: [inline('own', document(allow('iam:PutGroupPolicy', iamArn('group/team'))))],
    }),
  ];
  const join = inline('join', document(allow('iam:AddUserToGroup', iamArn('group/team'))));
  expect(verdictOf({ users: [user('ann', { UserPolicyList: [join] })], groups })).toBe('confirmed');
  expect(verdictOf({ users: [user('ann')], groups })).toBeNull();
});
