import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { hopEvidence } from '../../src/escalation/graph/hop-evidence.js';
import {
  ACCOUNT_ID,
  allow,
  attached,
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
const open = { AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }) };
const may = (actions: readonly string[], ...resources: readonly string[]) =>
  inline(actions.join('-').replaceAll(':', '-'), document(allow([...actions], resources.map(iamArn))));
const everything = managed('everything', document(allow('*')));
const refusing = managed('refusing', document(deny('*')));
const limit = managed('limit', document(allow('s3:*')));
const bounded = boundedBy('limit');
const refused = { AttachedManagedPolicies: [attached('everything'), attached('refusing')] };
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

type Lists = Parameters<typeof details>[0];

/** A policy with a version that is not in force. */
function withOlder(name: string, current: Fields, older: Fields): Fields {
  const policy = managed(name, document(current));
  const [version] = policy['PolicyVersionList'] as readonly Fields[];
  const versions = [
    { ...version, VersionId: 'v1', IsDefaultVersion: false, Document: document(older) },
    { ...version, VersionId: 'v2' },
  ];
  return { ...policy, DefaultVersionId: 'v2', PolicyVersionList: versions };
}

/** How a user ann of some policies becomes administrator. */
function chain(own: readonly unknown[], lists: Lists): readonly string[] | null {
  return chainOf({ ...lists, users: [user('ann', { UserPolicyList: own }), ...(lists.users ?? [])] });
}

/** The same of a role. */
function chainOfRole(own: readonly unknown[], lists: Lists): readonly string[] | null {
  return chainOf({ ...lists, roles: [role('ann', { RolePolicyList: own }), ...(lists.roles ?? [])] });
}

/** How surely, and by which steps to whom, on how many statements. */
function chainOf(lists: Lists): readonly string[] | null {
  const account = parseAuthorizationDetails(details({ policies: [everything, refusing, limit], ...lists }));
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const { principals } = graph.population;
  const found = search.chainFrom(principals.findIndex(({ name }) => name === 'ann'));
  return found === null
    ? null
    : [
        found.verdict,
        ...found.hops.map((hop) => {
          const { statements } = hopEvidence(graph, hop);
          return `${hop.edge.path} ${principals[hop.to]?.name}, ${statements.length}`;
        }),
      ];
}

describe('whoever takes a Deny off an administrator it can become', () => {
  const assume = may(['sts:AssumeRole'], 'role/boss');
  const boss = (fields: Fields = refused) => role('boss', { ...open, ...fields });

  it.each([
    ['iam:DetachRolePolicy', refused, 'role/boss'],
    [
      'iam:DeleteRolePolicy',
      {
        AttachedManagedPolicies: [attached('everything')],
        RolePolicyList: [inline('no', document(deny('*')))],
      },
      'role/boss',
    ],
    ['iam:CreatePolicyVersion', refused, 'policy/refusing'],
  ])('is one by %s', (action, fields, resource) => {
    const roles = [boss(fields)];
    expect(chain([assume, may([action], resource)], { roles })).toEqual([
      'confirmed',
      'rewrite permissions boss, 1',
      'assume role boss, 2',
    ]);
    expect(chain([assume], { roles })).toBeNull();
    expect(chain([may([action], resource)], { roles })).toBeNull();
    expect(chain([assume, may([action], 'role/other')], { roles })).toBeNull();
  });

  it('is one by taking a user out of the group that has it', () => {
    const lists = {
      users: [user('bob', { GroupList: ['held'], AttachedManagedPolicies: [attached('everything')] })],
      groups: [group('held', { GroupPolicyList: [inline('no', document(deny('*')))] })],
    };
    const own = [may(['iam:CreateAccessKey'], 'user/bob'), may(['iam:RemoveUserFromGroup'], 'group/held')];
    expect(chain(own, lists)).toEqual(['confirmed', 'rewrite permissions bob, 1', 'iam-002 bob, 1']);
    expect(chain(own.slice(0, 1), lists)).toBeNull();
  });

  it('is one under the conditions of its own statements', () => {
    const vpn = when('IpAddress', 'aws:SourceIp', '10.0.0.0/8');
    const detach = inline('detach', document(allow('iam:DetachRolePolicy', iamArn('role/boss'), vpn)));
    expect(chain([assume, detach], { roles: [boss()] })).toEqual([
      'conditional',
      'rewrite permissions boss, 1',
      'assume role boss, 2',
    ]);
  });

  it('is none where the Deny leaves the role what it needs, or the role has less without it', () => {
    const detach = may(['iam:DetachRolePolicy'], 'role/boss');
    const less = { AttachedManagedPolicies: [attached('limit'), attached('refusing')] };
    expect(chain([assume, detach], { roles: [boss(less)] })).toBeNull();
  });
});

describe('whoever takes the boundary off an administrator it can become', () => {
  const held = { ...bounded, AttachedManagedPolicies: [attached('everything')] };

  it.each(['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'])(
    'is one by %s',
    (action) => {
      const lists = { users: [user('bob', held)] };
      const key = may(['iam:CreateAccessKey'], 'user/bob');
      expect(chain([key, may([action], 'user/bob')], lists)).toEqual([
        'confirmed',
        'rewrite permissions bob, 1',
        'iam-002 bob, 1',
      ]);
      expect(chain([key, may([action], 'user/other')], lists)).toBeNull();
      expect(chain([key], lists)).toBeNull();
    },
  );

  it('is one by putting another in its place', () => {
    const roles = [role('boss', { ...open, ...held })];
    const own = [may(['sts:AssumeRole', 'iam:PutRolePermissionsBoundary'], 'role/boss')];
    expect(chain(own, { roles })).toEqual([
      'confirmed',
      'rewrite permissions boss, 1',
      'assume role boss, 2',
    ]);
    expect(chain([may(['sts:AssumeRole'], 'role/boss')], { roles })).toBeNull();
  });

  it('is one by a new version of the policy of the boundary', () => {
    const roles = [role('boss', { ...open, ...held })];
    const own = [may(['sts:AssumeRole'], 'role/boss'), may(['iam:CreatePolicyVersion'], 'policy/limit')];
    expect(chain(own, { roles })).toEqual([
      'confirmed',
      'rewrite permissions boss, 1',
      'assume role boss, 2',
    ]);
    expect(chain(own.slice(1), { roles })).toBeNull();
    expect(
      chain([...own.slice(0, 1), may(['iam:CreatePolicyVersion'], 'policy/other')], { roles }),
    ).toBeNull();
  });

  it('is one by an older version of the policy of the boundary only where that allows everything', () => {
    const users = [user('bob', held)];
    const own = [
      may(['iam:CreateAccessKey'], 'user/bob'),
      may(['iam:SetDefaultPolicyVersion'], 'policy/limit'),
    ];
    const policies = (older: Fields) => [everything, withOlder('limit', allow('s3:*'), older)];
    expect(chain(own, { users, policies: policies(allow('*')) })).toEqual([
      'confirmed',
      'rewrite permissions bob, 1',
      'iam-002 bob, 1',
    ]);
    expect(chain(own, { users, policies: policies(allow('ec2:*')) })).toBeNull();
  });

  it('is one by writing its policies after that of its boundary', () => {
    const users = [user('bob', { ...bounded, AttachedManagedPolicies: [attached('narrow')] })];
    const policies = [limit, managed('narrow', document(allow('s3:ListAllMyBuckets')))];
    const key = may(['iam:CreateAccessKey'], 'user/bob');
    const rewrite = (...names: readonly string[]) =>
      names.map((name) => may(['iam:CreatePolicyVersion'], `policy/${name}`));
    expect(chain([key, ...rewrite('narrow', 'limit')], { users, policies })).toEqual([
      'confirmed',
      'rewrite permissions bob, 2',
      'iam-002 bob, 1',
    ]);
    expect(chain([key, ...rewrite('narrow')], { users, policies })).toBeNull();
    expect(chain([key, ...rewrite('limit')], { users, policies })).toBeNull();
  });

  it('is none where it has less without', () => {
    const users = [user('bob', { ...bounded, AttachedManagedPolicies: [attached('limit')] })];
    const own = [may(['iam:CreateAccessKey', 'iam:DeleteUserPermissionsBoundary'], 'user/bob')];
    expect(chain(own, { users })).toBeNull();
  });
});

describe('whoever chooses a wider version of a policy', () => {
  const twoVersions = (older: Fields) => withOlder('narrow', allow('s3:ListAllMyBuckets'), older);
  const choose = may(['iam:SetDefaultPolicyVersion'], 'policy/narrow');
  const roles = [role('boss', { ...open, AttachedManagedPolicies: [attached('narrow')] })];
  const assume = may(['sts:AssumeRole'], 'role/boss');

  it('of one it can become is administrator', () => {
    const policies = [twoVersions(allow('*'))];
    expect(chain([choose, assume], { roles, policies })).toEqual([
      'confirmed',
      'rewrite permissions boss, 1',
      'assume role boss, 2',
    ]);
    expect(chain([choose], { roles, policies })).toBeNull();
    expect(chain([assume], { roles, policies })).toBeNull();
    expect(chain([choose, assume], { roles, policies: [twoVersions(allow('ec2:*'))] })).toBeNull();
  });

  it('of a group it can join is administrator', () => {
    const groups = [group('team', { AttachedManagedPolicies: [attached('narrow')] })];
    expect(
      chain([choose, may(['iam:AddUserToGroup'], 'group/team')], {
        groups,
        policies: [twoVersions(allow('*'))],
      }),
    ).toEqual(['confirmed', 'rewrite permissions team, 1', 'iam-013 team, 1']);
  });
});

describe('whoever joins a group whose policies it writes', () => {
  const groups = [group('team')];
  const join = may(['iam:AddUserToGroup'], 'group/team');

  it.each(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'])('is administrator with %s', (action) => {
    expect(chain([join, may([action], 'group/team')], { groups })).toEqual([
      'confirmed',
      'rewrite permissions team, 1',
      'iam-013 team, 1',
    ]);
    expect(chain([join, may([action], 'group/other')], { groups })).toBeNull();
    expect(chain([may([action], 'group/team')], { groups })).toBeNull();
  });
});

describe('whoever puts a user that it can become into a group', () => {
  const groups = [group('admins', { AttachedManagedPolicies: [attached('everything')] }), group('team')];
  const users = [user('bob')];
  const key = may(['iam:CreateAccessKey'], 'user/bob');
  const put = (name: string) => may(['iam:AddUserToGroup'], `group/${name}`);

  it('is administrator where the group has everything', () => {
    expect(chainOfRole([key, put('admins')], { users, groups })).toEqual([
      'confirmed',
      'rewrite permissions bob, 1',
      'iam-002 bob, 1',
    ]);
  });

  it('is none without any of it', () => {
    expect(chainOfRole([key, put('team')], { users, groups })).toBeNull();
    expect(chainOfRole([put('admins')], { users, groups })).toBeNull();
    expect(chainOfRole([key], { users, groups })).toBeNull();
    expect(chainOfRole([key, put('admins')], { users: [user('bob', bounded)], groups })).toBeNull();
  });
});

it('nobody writes policies of another account, whatever its own allow', () => {
  const other = '999988887777';
  const ann = user('ann', {
    UserPolicyList: [
      inline(
        'own',
        document(allow(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'sts:AssumeRole'])),
      ),
    ],
  });
  const boss = role('boss', {
    AttachedManagedPolicies: [attached('narrow')],
    AssumeRolePolicyDocument: trusting({ AWS: 'ann' }),
  });
  const policies = [managed('narrow', document(allow('s3:*')))];
  const elsewhere = JSON.stringify(details({ roles: [boss], policies }))
    .replaceAll(ACCOUNT_ID, other)
    .replace('"ann"', JSON.stringify(iamArn('user/ann')));
  const become = (...inputs: readonly unknown[]) => {
    const accounts = inputs.map((input) => parseAuthorizationDetails(input));
    const { search } = analyseEscalation(accounts, new DocumentReader(catalog), null);
    return search.chainFrom(0)?.hops.map(({ edge }) => edge.path) ?? null;
  };
  expect(become(details({ users: [ann] }), JSON.parse(elsewhere))).toBeNull();
  const here = JSON.stringify(details({ users: [ann], roles: [boss], policies }));
  expect(become(JSON.parse(here.replace('"AWS":"ann"', `"AWS":"${iamArn('user/ann')}"`)))).toEqual([
    'iam-016',
  ]);
});
