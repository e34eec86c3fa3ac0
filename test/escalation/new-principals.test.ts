import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { hopName } from '../../src/escalation/graph/hop-name.js';
import {
  ACCOUNT_ID,
  allow,
  boundedBy,
  deny,
  details,
  document,
  iamArn,
  inline,
  managed,
  role,
  user,
} from '../account/authorization-details.js';
import { administrator, ofUser } from './administrator-by-making.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const APP_ROLES = iamArn('role/app-*');
const makeRoles = allow(['iam:CreateRole', 'iam:AttachRolePolicy'], APP_ROLES);
const when = (operator: string, key: string, value: string) => ({
  Condition: { [operator]: { [key]: value } },
});

const ofRole = (own: Fields, more: Fields = {}, policies: readonly Fields[] = []) =>
  administrator({
    roles: [role('maker', { RolePolicyList: [inline('own', document(own))], ...more })],
    policies,
  });

describe('whoever can make a role and give it everything is administrator', () => {
  it('by the statements that allow it', () => {
    expect(ofUser(allow('s3:*'), makeRoles)).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:AttachRolePolicy',
      [1],
      [],
    ]);
  });

  it('by an inline policy as well, in statements apart', () => {
    expect(
      ofUser(
        allow('iam:PutRolePolicy', iamArn('role/other-*')),
        allow('iam:PutRolePolicy', iamArn('role/*')),
        allow('iam:CreateRole', APP_ROLES),
      ),
    ).toEqual(['new role', 'confirmed', 'iam:CreateRole,iam:PutRolePolicy', [2, 1], []]);
  });

  it('not where no role fits both', () => {
    expect(
      ofUser(allow('iam:CreateRole', APP_ROLES), allow('iam:AttachRolePolicy', iamArn('role/other-*'))),
    ).toBeNull();
  });

  it('not by a name that is taken, but by one that is free', () => {
    const make = allow(['iam:CreateRole', 'iam:PutRolePolicy'], iamArn('role/app'));
    const maker = user('maker', { UserPolicyList: [inline('own', document(make))] });
    expect(administrator({ users: [maker], roles: [role('app')] })).toBeNull();
    expect(administrator({ users: [maker], roles: [role('other')] })?.[0]).toBe('new role');
  });

  it('not under the path of roles that AWS makes', () => {
    expect(ofUser(allow(['iam:CreateRole', 'iam:PutRolePolicy'], iamArn('role/aws-reserved/*')))).toBeNull();
  });

  it('not where the role must have a boundary, by an Allow or by a Deny', () => {
    const boundary = iamArn('policy/boundary');
    const attach = allow('iam:AttachRolePolicy', APP_ROLES);
    expect(
      ofUser(
        attach,
        allow('iam:CreateRole', APP_ROLES, when('StringEquals', 'iam:PermissionsBoundary', boundary)),
      ),
    ).toBeNull();
    expect(
      ofUser(
        makeRoles,
        deny('iam:CreateRole', '*', when('StringNotEquals', 'iam:PermissionsBoundary', boundary)),
      ),
    ).toBeNull();
    expect(
      ofUser(
        makeRoles,
        deny('iam:AttachRolePolicy', '*', when('StringNotEquals', 'iam:PermissionsBoundary', boundary)),
      ),
    ).toBeNull();
  });

  it('as far as a policy that gives everything may be attached', () => {
    const attaching = (policy: string) =>
      ofUser(
        allow('iam:CreateRole', APP_ROLES),
        allow('iam:AttachRolePolicy', APP_ROLES, when('ArnEquals', 'iam:PolicyARN', policy)),
      );
    expect(attaching('arn:aws:iam::aws:policy/ReadOnlyAccess')).toBeNull();
    expect(attaching('arn:aws:iam::aws:policy/AdministratorAccess')).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:AttachRolePolicy',
      [0, 1],
      [],
    ]);
  });

  it('under the conditions of the statements', () => {
    expect(
      ofUser(
        allow(
          ['iam:CreateRole', 'iam:PutRolePolicy'],
          APP_ROLES,
          when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'),
        ),
      ),
    ).toEqual([
      'new role',
      'conditional',
      'iam:CreateRole,iam:PutRolePolicy',
      [0],
      ['IpAddress aws:SourceIp 10.0.0.0/8'],
    ]);
  });

  it('outside its own boundary, which the role does not have', () => {
    const boundary = document(allow(['iam:CreateRole', 'iam:AttachRolePolicy', 's3:*']));
    const maker = user('maker', {
      UserPolicyList: [inline('own', document(makeRoles))],
      ...boundedBy('limit'),
    });
    expect(administrator({ users: [maker], policies: [managed('limit', boundary)] })?.[0]).toBe('new role');
  });

  it('whether or not it may assume roles, for an account of its own elsewhere may', () => {
    const limit = managed('limit', document(allow(['iam:CreateRole', 'iam:AttachRolePolicy'])));
    expect(ofRole(makeRoles, boundedBy('limit'), [limit])?.slice(0, 2)).toEqual(['new role', 'confirmed']);
    expect(ofUser(makeRoles, deny('sts:AssumeRole'))?.slice(0, 2)).toEqual(['new role', 'confirmed']);
  });

  it('by what it may do itself where a resource control policy keeps out other accounts', () => {
    const organization = parseOrganizationPolicies({
      resourceControlPolicies: [
        {
          level: 'root',
          policies: [
            {
              name: 'no strangers',
              document: document({
                ...deny('sts:AssumeRole', '*', when('StringNotEquals', 'aws:PrincipalAccount', ACCOUNT_ID)),
                Principal: '*',
              }),
            },
          ],
        },
      ],
    });
    const byUser = (...statements: readonly Fields[]) =>
      administrator(
        { users: [user('maker', { UserPolicyList: [inline('own', document(...statements))] })] },
        organization,
      );
    expect(byUser(makeRoles)?.slice(0, 2)).toEqual(['new role', 'confirmed']);
    expect(byUser(makeRoles, deny('sts:AssumeRole'))).toBeNull();
  });

  it('not as a service-linked role, as which only its service acts', () => {
    const path = '/aws-service-role/stacksets.cloudformation.amazonaws.com/';
    expect(ofRole(makeRoles, { Path: path, Arn: iamArn(`role${path}maker`) })).toBeNull();
    expect(ofRole(makeRoles)?.[0]).toBe('new role');
  });
});

describe('whoever can make a user, give it everything and sign in as it is administrator', () => {
  const APP_USERS = iamArn('user/app/*');
  const make = ['iam:CreateUser', 'iam:PutUserPolicy'];

  it.each(['iam:CreateAccessKey', 'iam:CreateLoginProfile'])('with %s', (use) => {
    expect(ofUser(allow([...make, use], APP_USERS))).toEqual([
      'new user',
      'confirmed',
      `iam:CreateUser,iam:PutUserPolicy,${use}`,
      [0],
      [],
    ]);
  });

  it('not without', () => {
    expect(ofUser(allow(make, APP_USERS))).toBeNull();
  });
});

it('tells a nearer way where there is one', () => {
  expect(ofUser(makeRoles, allow('iam:PutUserPolicy'))?.[0]).toBe('iam-007');
});

describe('where a boundary is asked for on what is made', () => {
  const make = (boundary: string) => [
    allow('iam:CreateUser', iamArn('user/new-*'), when('StringEquals', 'iam:PermissionsBoundary', boundary)),
    allow(['iam:PutUserPolicy', 'iam:CreateAccessKey'], iamArn('user/new-*')),
  ];

  it.each(['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/IAMFullAccess'])(
    '%s keeps nothing from it',
    (boundary) => {
      expect(ofUser(...make(boundary))).toEqual([
        'new user',
        'confirmed',
        'iam:CreateUser,iam:PutUserPolicy,iam:CreateAccessKey',
        [0, 1],
        [],
      ]);
    },
  );

  it('others do, and so where every policy must be written under one', () => {
    expect(ofUser(...make('arn:aws:iam::aws:policy/ReadOnlyAccess'))).toBeNull();
    const narrow = when('StringEquals', 'iam:PermissionsBoundary', iamArn('policy/narrow'));
    const [create] = make('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(
      ofUser(
        create ?? {},
        allow('iam:PutUserPolicy', iamArn('user/new-*'), narrow),
        allow('iam:CreateAccessKey', iamArn('user/new-*')),
      ),
    ).toBeNull();
  });
});

describe('a boundary that keeps something from what is made is taken off', () => {
  const boundary = iamArn('policy/boundary');
  const BOUNDED = when('StringEquals', 'iam:PermissionsBoundary', boundary);
  const asked = [
    makeRoles,
    deny('iam:CreateRole', '*', when('StringNotEquals', 'iam:PermissionsBoundary', boundary)),
  ];
  const takenOff = (action: string, resource: string, more: Fields = {}) =>
    ofUser(...asked, allow(action, resource, more));

  it('by its maker', () => {
    expect(takenOff('iam:DeleteRolePermissionsBoundary', iamArn('role/app-one'))).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:AttachRolePolicy,iam:DeleteRolePermissionsBoundary',
      [0, 2],
      [],
    ]);
    expect(takenOff('iam:DeleteRolePermissionsBoundary', APP_ROLES, BOUNDED)?.slice(0, 2)).toEqual([
      'new role',
      'confirmed',
    ]);
    expect(
      ofUser(
        allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'], iamArn('user/new-*')),
        deny('iam:CreateUser', '*', when('StringNotEquals', 'iam:PermissionsBoundary', boundary)),
        allow('iam:DeleteUserPermissionsBoundary', iamArn('user/*')),
      )?.[2],
    ).toBe('iam:CreateUser,iam:PutUserPolicy,iam:DeleteUserPermissionsBoundary,iam:CreateAccessKey');
  });

  it('for one that keeps nothing from it, unless the same must stay', () => {
    expect(takenOff('iam:PutRolePermissionsBoundary', APP_ROLES)).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:AttachRolePolicy,iam:PutRolePermissionsBoundary',
      [0, 2],
      [],
    ]);
    expect(takenOff('iam:PutRolePermissionsBoundary', APP_ROLES, BOUNDED)).toBeNull();
  });

  it('by a new version of its policy, if it is one of the account', () => {
    expect(takenOff('iam:CreatePolicyVersion', boundary)).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:AttachRolePolicy,iam:CreatePolicyVersion',
      [0, 2],
      [],
    ]);
    expect(takenOff('iam:CreatePolicyVersion', iamArn('policy/other'))).toBeNull();
    const ofAws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect(
      ofUser(
        makeRoles,
        deny('iam:CreateRole', '*', when('StringNotEquals', 'iam:PermissionsBoundary', ofAws)),
        allow('iam:CreatePolicyVersion'),
      ),
    ).toBeNull();
  });

  it('where only the policies ask for it', () => {
    const narrow = [allow('iam:CreateRole', APP_ROLES), allow('iam:PutRolePolicy', APP_ROLES, BOUNDED)];
    expect(ofUser(...narrow)).toBeNull();
    expect(ofUser(...narrow, allow('iam:DeleteRolePermissionsBoundary', APP_ROLES))?.slice(0, 3)).toEqual([
      'new role',
      'confirmed',
      'iam:CreateRole,iam:PutRolePolicy,iam:DeleteRolePermissionsBoundary',
    ]);
  });

  it('under the conditions of that', () => {
    const mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
    expect(takenOff('iam:DeleteRolePermissionsBoundary', APP_ROLES, mfa)?.slice(1)).toEqual([
      'conditional',
      'iam:CreateRole,iam:AttachRolePolicy,iam:DeleteRolePermissionsBoundary',
      [0, 2],
      ['Bool aws:MultiFactorAuthPresent true'],
    ]);
  });

  it('not on roles of other names, nor against a Deny', () => {
    expect(takenOff('iam:DeleteRolePermissionsBoundary', iamArn('role/other-*'))).toBeNull();
    expect(
      ofUser(
        ...asked,
        allow('iam:DeleteRolePermissionsBoundary'),
        deny('iam:DeleteRolePermissionsBoundary', '*', BOUNDED),
      ),
    ).toBeNull();
  });
});

it('says in words what is made', () => {
  const name = (type: string, ...actions: readonly string[]) => {
    const statement = allow(actions, iamArn(`${type}/made-*`));
    const account = parseAuthorizationDetails(
      details({ users: [user('maker', { UserPolicyList: [inline('own', document(statement))] })] }),
    );
    const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
    const edge = graph.nodes[0]?.administrator?.edge ?? null;
    return edge === null ? null : hopName(graph, { from: 0, to: 0, edge });
  };
  expect(name('role', 'iam:CreateRole', 'iam:PutRolePolicy')).toBe(
    'Make a role that has every permission and assume it',
  );
  expect(name('user', 'iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey')).toBe(
    'Make a user that has every permission and sign in as it',
  );
  expect(name('group', 'iam:CreateGroup', 'iam:PutGroupPolicy', 'iam:AddUserToGroup')).toBe(
    'Make a group that has every permission and join it',
  );
});

it('is as sure of a pattern beside one with a variable as of one alone', () => {
  const resources = [APP_ROLES, iamArn('role/${aws:PrincipalTag/team}/*')];
  expect(ofUser(allow(['iam:CreateRole', 'iam:PutRolePolicy'], resources))?.slice(0, 2)).toEqual([
    'new role',
    'confirmed',
  ]);
});

describe('a user that can make a group, give it everything and join it is administrator', () => {
  const TEAMS = iamArn('group/team-*');
  const make = ['iam:CreateGroup', 'iam:AddUserToGroup'];
  const makeTeams = allow([...make, 'iam:PutGroupPolicy'], TEAMS);

  it.each(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'])('with %s', (grant) => {
    expect(ofUser(allow([...make, grant], TEAMS))).toEqual([
      'new group',
      'confirmed',
      `iam:CreateGroup,${grant},iam:AddUserToGroup`,
      [0],
      [],
    ]);
  });

  it('not without joining, nor under another name than the policies', () => {
    expect(ofUser(allow(['iam:CreateGroup', 'iam:PutGroupPolicy'], TEAMS))).toBeNull();
    expect(ofUser(allow(make, TEAMS), allow('iam:PutGroupPolicy', iamArn('group/crew-*')))).toBeNull();
  });

  it('not as a role, which no group has for a member', () => {
    expect(ofRole(makeTeams)).toBeNull();
  });

  it('only within its own boundary and Deny', () => {
    const bounded = (limit: Fields) =>
      administrator({
        users: [
          user('maker', { UserPolicyList: [inline('own', document(makeTeams))], ...boundedBy('limit') }),
        ],
        policies: [managed('limit', document(limit))],
      });
    expect(bounded(allow(['iam:*', 's3:*']))).toBeNull();
    expect(bounded(allow('*'))?.slice(0, 2)).toEqual(['new group', 'confirmed']);
    expect(ofUser(makeTeams, deny('ec2:*'))).toBeNull();
    expect(
      ofUser(makeTeams, deny('*', '*', when('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'))),
    ).toEqual([
      'new group',
      'conditional',
      'iam:CreateGroup,iam:PutGroupPolicy,iam:AddUserToGroup',
      [0, 1],
      ['unless BoolIfExists aws:MultiFactorAuthPresent false'],
    ]);
  });
});
