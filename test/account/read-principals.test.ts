import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { ACCOUNT, allow, attached, group, policy, role, TRUST, user } from './details.js';

describe('principals', () => {
  it('reads every field of a role', () => {
    const profile = { InstanceProfileName: 'p', Roles: [{ RoleName: 'builder' }] };
    const account = parseAuthorizationDetails({
      RoleDetailList: [
        {
          Path: '/ci/',
          RoleName: 'builder',
          RoleId: 'AROA1',
          Arn: `arn:aws:iam::${ACCOUNT}:role/ci/builder`,
          CreateDate: '2024-05-01T00:00:00+00:00',
          AssumeRolePolicyDocument: TRUST,
          InstanceProfileList: [profile],
          RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: allow('sqs:SendMessage') }],
          ...attached('deploy'),
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit`,
          },
          Tags: [{ Key: 'team', Value: 'ci' }, { Key: 'empty' }],
          RoleLastUsed: { LastUsedDate: '2024-06-01T00:00:00+00:00', Region: 'eu-west-1' },
        },
      ],
      Policies: [policy('deploy'), policy('limit')],
    });
    const [deploy, limit] = account.managedPolicies;
    const [builder] = account.roles;
    expect(account.problems).toEqual([]);
    expect(builder?.trustPolicy?.json).toBe(TRUST);
    expect(builder?.inlinePolicies.map(({ name, document }) => [name, document.json])).toEqual([
      ['inline', allow('sqs:SendMessage')],
    ]);
    expect(builder?.attachedPolicies[0]).toBe(deploy);
    expect(builder?.permissionsBoundary?.policy).toBe(limit);
    expect({
      ...builder,
      trustPolicy: null,
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: null,
    }).toEqual({
      type: 'role',
      id: 'AROA1',
      name: 'builder',
      arn: `arn:aws:iam::${ACCOUNT}:role/ci/builder`,
      accountId: ACCOUNT,
      partition: 'aws',
      path: '/ci/',
      createDate: '2024-05-01T00:00:00+00:00',
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: null,
      tags: [
        { key: 'team', value: 'ci' },
        { key: 'empty', value: '' },
      ],
      trustPolicy: null,
      lastUsed: { date: '2024-06-01T00:00:00+00:00', region: 'eu-west-1' },
      instanceProfiles: [profile],
    });
  });

  it('does without whatever AWS leaves out', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/linked`;
    const [linked] = parseAuthorizationDetails({
      RoleDetailList: [{ RoleName: 'linked', Arn: arn, AssumeRolePolicyDocument: TRUST, RoleLastUsed: {} }],
    }).roles;
    expect({ ...linked, trustPolicy: null }).toEqual({
      type: 'role',
      id: arn,
      name: 'linked',
      arn,
      accountId: ACCOUNT,
      partition: 'aws',
      path: '/aws-service-role/x.amazonaws.com/',
      createDate: null,
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: null,
      tags: [],
      trustPolicy: null,
      lastUsed: { date: null, region: null },
      instanceProfiles: [],
    });
  });

  it('reads a date given in seconds, as the API answers in JSON', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann', { CreateDate: 1_367_513_940 })],
    });
    expect(account.users[0]?.createDate).toBe('2013-05-02T16:59:00.000Z');
  });

  it("makes a user's groups the groups of the account, within the user's own account", () => {
    const elsewhere = { Arn: 'arn:aws:iam::999999999999:group/staff', GroupId: 'AGPAother' };
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann', { GroupList: ['staff', 'Admins', 'staff'] })],
      GroupDetailList: [group('staff', elsewhere), group('staff'), group('admins')],
    });
    const [, staff, admins] = account.groups;
    expect(account.users[0]?.groups.length).toBe(2);
    expect(account.users[0]?.groups[0]).toBe(staff);
    expect(account.users[0]?.groups[1]).toBe(admins);
    expect(account.problems).toEqual([]);
  });

  it('keeps equal documents as one object wherever they stand', () => {
    const inline = { PolicyName: 'a', PolicyDocument: allow('s3:GetObject') };
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann', { UserPolicyList: [inline] })],
      GroupDetailList: [
        group('staff', { GroupPolicyList: [{ PolicyName: 'b', PolicyDocument: allow('s3:GetObject') }] }),
      ],
      Policies: [policy('read')],
    });
    const document = account.managedPolicies[0]?.document;
    expect(account.users[0]?.inlinePolicies[0]?.document).toBe(document);
    expect(account.groups[0]?.inlinePolicies[0]?.document).toBe(document);
  });

  it('takes names and ids of Object.prototype for names and ids', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [user('__proto__', { UserId: 'constructor', GroupList: ['__proto__', 'constructor'] })],
      GroupDetailList: [group('__proto__', { GroupId: '__proto__' })],
      RoleDetailList: [role('constructor', { ...attached('__proto__', 'toString') })],
      Policies: [policy('__proto__', { PolicyId: '__proto__' })],
    });
    expect(account.users[0]?.groups.map(({ name }) => name)).toEqual(['__proto__']);
    expect(account.roles[0]?.attachedPolicies.map(({ id }) => id)).toEqual(['__proto__']);
    expect(account.problems.map(({ what }) => what)).toEqual([
      `policy arn:aws:iam::${ACCOUNT}:policy/toString`,
      'group constructor',
    ]);
  });
});

describe('problems with principals', () => {
  it.each([
    ['no object', 7, 'the file', '', 'an entry of RoleDetailList must be an object, not a number'],
    [
      'no name',
      { Arn: 'arn:aws:iam::1:role/x' },
      'role',
      '.RoleName',
      'RoleName must be a text, not nothing, so the role is left out',
    ],
    [
      'an empty name',
      role('', {}),
      'role',
      '.RoleName',
      'RoleName must be a text, not an empty one, so the role is left out',
    ],
    [
      'a list for a name',
      role('x', { RoleName: [] }),
      'role',
      '.RoleName',
      'RoleName must be a text, not a list, so the role is left out',
    ],
    [
      'no ARN',
      { RoleName: 'x' },
      'role x',
      '.Arn',
      'Arn must be a text, not nothing, so the role is left out',
    ],
    [
      'something else for an ARN',
      role('x', { Arn: 'role/x' }),
      'role x',
      '.Arn',
      '"role/x" is not an ARN, so the role is left out',
    ],
  ])('leaves out a role with %s', (_what, entry, what, place, reason) => {
    const account = parseAuthorizationDetails({ RoleDetailList: [role('good'), entry] });
    expect(account.roles.map(({ name }) => name)).toEqual(['good']);
    expect(account.problems).toEqual([{ what, where: `$.RoleDetailList[1]${place}`, reason }]);
  });

  it.each([
    ['RoleId', 7, '.RoleId', 'RoleId must be a text, not a number'],
    ['Path', {}, '.Path', 'Path must be a text, not an object'],
    ['CreateDate', true, '.CreateDate', 'CreateDate must be a date, not a boolean'],
    ['CreateDate', 1e300, '.CreateDate', 'CreateDate must be a date, not a number'],
    ['RolePolicyList', {}, '.RolePolicyList', 'RolePolicyList must be a list, not an object'],
    [
      'RolePolicyList',
      ['x'],
      '.RolePolicyList[0]',
      'an entry of RolePolicyList must be an object, not a string',
    ],
    [
      'AttachedManagedPolicies',
      'x',
      '.AttachedManagedPolicies',
      'AttachedManagedPolicies must be a list, not a string',
    ],
    [
      'PermissionsBoundary',
      'arn',
      '.PermissionsBoundary',
      'PermissionsBoundary must be an object, not a string',
    ],
    ['Tags', [null], '.Tags[0]', 'an entry of Tags must be an object, not null'],
    ['RoleLastUsed', 'never', '.RoleLastUsed', 'RoleLastUsed must be an object, not a string'],
    [
      'InstanceProfileList',
      [3],
      '.InstanceProfileList[0]',
      'an entry of InstanceProfileList must be an object, not a number',
    ],
    [
      'AssumeRolePolicyDocument',
      null,
      '.AssumeRolePolicyDocument',
      'the document is missing, so it is not assessed',
    ],
    [
      'AssumeRolePolicyDocument',
      [],
      '.AssumeRolePolicyDocument',
      'a policy document must be a JSON object, not a list',
    ],
  ])('keeps a role whose %s is %j', (key, value, place, reason) => {
    const account = parseAuthorizationDetails({ RoleDetailList: [role('odd', { [key]: value })] });
    expect(account.roles.map(({ name, path }) => name + path)).toEqual(['odd/']);
    expect(account.problems).toEqual([{ what: 'role odd', where: `$.RoleDetailList[0]${place}`, reason }]);
  });

  it.each([
    [
      'an inline policy that is malformed',
      { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: { Statement: [{}] } }] },
      'inline policy p of user ann',
      '.UserPolicyList[0].PolicyDocument',
      'Effect must be "Allow" or "Deny", not nothing (at $.Statement[0].Effect of the document)',
    ],
    [
      'an inline policy without a document',
      { UserPolicyList: [{ PolicyName: 'p' }] },
      'inline policy p of user ann',
      '.UserPolicyList[0].PolicyDocument',
      'the document is missing, so it is not assessed',
    ],
    [
      'an inline policy without a name',
      { UserPolicyList: [{ PolicyDocument: allow('s3:*') }] },
      'inline policy of user ann',
      '.UserPolicyList[0].PolicyName',
      'PolicyName must be a text, not nothing, so it is assessed without its name',
    ],
    [
      'two inline policies of one name',
      {
        UserPolicyList: [
          { PolicyName: 'p', PolicyDocument: allow('s3:*') },
          { PolicyName: 'p', PolicyDocument: allow('sqs:*') },
        ],
      },
      'inline policy p of user ann',
      '.UserPolicyList[1].PolicyName',
      'another inline policy of the same principal has this name; both are kept',
    ],
    [
      'an attached policy without an ARN',
      { AttachedManagedPolicies: [{ PolicyName: 'p' }] },
      'attached policy of user ann',
      '.AttachedManagedPolicies[0].PolicyArn',
      'PolicyArn must be a text, not nothing, so it is not known which policy is attached',
    ],
    [
      'a boundary without an ARN',
      { PermissionsBoundary: {} },
      'permissions boundary of user ann',
      '.PermissionsBoundary.PermissionsBoundaryArn',
      'PermissionsBoundaryArn must be a text, not nothing, so the boundary is passed over',
    ],
    [
      'a tag whose value is a list',
      { Tags: [{ Key: 'k', Value: [] }] },
      'tag k of user ann',
      '.Tags[0].Value',
      'Value must be a text, not a list',
    ],
    [
      'a group that is no text',
      { GroupList: [5] },
      'user ann',
      '.GroupList[0]',
      "a group's name must be a text, not a number",
    ],
  ])('reports %s', (_what, more, what, place, reason) => {
    const account = parseAuthorizationDetails({ UserDetailList: [user('ann', more)] });
    expect(account.users.length).toBe(1);
    expect(account.problems).toEqual([{ what, where: `$.UserDetailList[0]${place}`, reason }]);
  });

  it('keeps a malformed inline policy, one without a name and both of one name', () => {
    const account = parseAuthorizationDetails({
      GroupDetailList: [
        group('staff', {
          GroupPolicyList: [
            { PolicyName: 'bad', PolicyDocument: 'nonsense' },
            { PolicyDocument: allow('s3:*') },
            { PolicyName: 'twice', PolicyDocument: allow('s3:*') },
            { PolicyName: 'twice', PolicyDocument: allow('sqs:*') },
          ],
        }),
      ],
    });
    expect(account.groups[0]?.inlinePolicies.map(({ name, document }) => [name, document.parsed.ok])).toEqual(
      [
        ['bad', false],
        ['(no name)', true],
        ['twice', true],
        ['twice', true],
      ],
    );
  });

  it('reports each missing policy, boundary and group once, with the number of principals', () => {
    const boundary = {
      PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limit` },
    };
    const account = parseAuthorizationDetails({
      UserDetailList: [
        user('ann', { ...attached('gone', 'gone'), GroupList: ['lost', 'lost'] }),
        user('bob', { ...attached('gone'), ...boundary, GroupList: ['lost'] }),
        user('cat', attached('away')),
      ],
    });
    expect(
      account.users.map(({ attachedPolicies, groups }) => attachedPolicies.length + groups.length),
    ).toEqual([0, 0, 0]);
    expect(account.users[1]?.permissionsBoundary).toEqual({
      arn: `arn:aws:iam::${ACCOUNT}:policy/limit`,
      policy: null,
    });
    expect(account.problems).toEqual([
      {
        what: `policy arn:aws:iam::${ACCOUNT}:policy/gone`,
        where: '$.UserDetailList[0].AttachedManagedPolicies[0]',
        reason: 'it is attached to 2 principals but is not in the file, so it is not assessed',
      },
      {
        what: `policy arn:aws:iam::${ACCOUNT}:policy/away`,
        where: '$.UserDetailList[2].AttachedManagedPolicies[0]',
        reason: 'it is attached to one principal but is not in the file, so it is not assessed',
      },
      {
        what: `policy arn:aws:iam::${ACCOUNT}:policy/limit`,
        where: '$.UserDetailList[1].PermissionsBoundary.PermissionsBoundaryArn',
        reason:
          'it is the permissions boundary of one principal but is not in the file, so its limits are not known',
      },
      {
        what: 'group lost',
        where: '$.UserDetailList[0].GroupList[0]',
        reason: 'its members include 2 principals but it is not in the file, so its policies are not known',
      },
    ]);
  });

  it('keeps the first of two principals with one ARN', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann', { Path: '/first/' }), user('ann', { UserPolicyList: 'never read' })],
    });
    expect(account.users.map(({ path }) => path)).toEqual(['/first/']);
    expect(account.problems).toEqual([
      {
        what: 'user ann',
        where: '$.UserDetailList[1].Arn',
        reason: `the file holds arn:aws:iam::${ACCOUNT}:user/ann more than once; the first is kept and this one is left out`,
      },
    ]);
  });

  it('keeps both of two principals that share a name or an id but not the ARN', () => {
    const other = `arn:aws:iam::${ACCOUNT}:user/team/ANN`;
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann'), user('ANN', { Arn: other, UserId: 'AIDAann' })],
    });
    expect(account.users.map(({ id, arn }) => [id, arn])).toEqual([
      ['AIDAann', `arn:aws:iam::${ACCOUNT}:user/ann`],
      [other, other],
    ]);
    expect(account.problems).toEqual([
      {
        what: 'user ANN',
        where: '$.UserDetailList[1].UserName',
        reason: `arn:aws:iam::${ACCOUNT}:user/ann in the same account has this name too; both are kept`,
      },
      {
        what: 'user ANN',
        where: '$.UserDetailList[1].UserId',
        reason: `arn:aws:iam::${ACCOUNT}:user/ann has this id too; both are kept, this one under its ARN instead of the id`,
      },
    ]);
  });

  it('lets principals of different types or accounts share a name', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [
        user('x'),
        user('x', { Arn: 'arn:aws:iam::999999999999:user/x', UserId: 'AIDAother' }),
      ],
      GroupDetailList: [group('x')],
      RoleDetailList: [role('x')],
    });
    expect(account.problems).toEqual([]);
  });

  it('leaves out an instance profile that is nested too deep to be written', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const account = parseAuthorizationDetails({
      RoleDetailList: [role('x', { InstanceProfileList: [{ deep }, { fine: 1 }] })],
    });
    expect(account.roles[0]?.instanceProfiles).toEqual([{ fine: 1 }]);
    expect(account.problems).toEqual([
      {
        what: 'instance profile of role x',
        where: '$.RoleDetailList[0].InstanceProfileList[0]',
        reason: 'it is nested more than 64 levels deep, so it is left out',
      },
    ]);
  });

  it('reads a list of attached policies of any length', () => {
    const names = Array.from({ length: 150_000 }, (_, index) => `p${index}`);
    const account = parseAuthorizationDetails({
      RoleDetailList: [
        role('hoarder', attached(...names.slice(0, 100_000))),
        role('other', attached(...names.slice(50_000))),
      ],
      Policies: names.slice(0, 10).map((name) => policy(name)),
    });
    expect(account.roles.map(({ attachedPolicies }) => attachedPolicies.length)).toEqual([10, 0]);
    expect(account.problems.length).toBe(149_990);
  });

  it('shortens a name without end', () => {
    const account = parseAuthorizationDetails({ RoleDetailList: [role('x'.repeat(100_000), { Path: 1 })] });
    expect(account.problems.map(({ what }) => what)).toEqual([`role ${'x'.repeat(128)}`]);
  });
});
