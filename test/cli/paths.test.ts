import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  group,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const paths = (...parameters: readonly string[]) => runCommandLine(workspace.path, ['paths', ...parameters]);

const arn = (name: string, accountId = ACCOUNT_ID) => `arn:aws:iam::${accountId}:${name}`;
const everything = inline('everything', document(allow('*')));

/** A user that may assume a role, which may assume an administrator. */
const chain = details({
  users: [
    user('ann', {
      UserPolicyList: [
        inline('hop', document({ Sid: 'First', ...allow('sts:AssumeRole', arn('role/middle')) })),
      ],
    }),
    user('bob'),
  ],
  roles: [
    role('middle', { AssumeRolePolicyDocument: trusting({ AWS: arn('root') }) }),
    role('top', {
      RolePolicyList: [everything],
      AssumeRolePolicyDocument: trusting(
        { AWS: arn('role/middle') },
        { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      ),
    }),
  ],
});

const FIRST_HOP = {
  from: arn('user/ann'),
  to: arn('role/middle'),
  via: null,
  path: 'assume role',
  name: 'Assume the role',
  verdict: 'confirmed',
  statements: [
    { policyType: 'inline', policy: 'hop', holder: arn('user/ann'), statement: 'First', effect: 'Allow' },
    {
      policyType: 'trust policy',
      policy: 'trust policy of middle',
      holder: arn('role/middle'),
      statement: 0,
      effect: 'Allow',
    },
  ],
  conditions: [],
  needs: [],
  lifts: [],
  gains: [],
};
const SECOND_HOP = {
  from: arn('role/middle'),
  to: arn('role/top'),
  via: null,
  path: 'assume role',
  name: 'Assume the role',
  verdict: 'conditional',
  statements: [
    {
      policyType: 'trust policy',
      policy: 'trust policy of top',
      holder: arn('role/top'),
      statement: 0,
      effect: 'Allow',
    },
  ],
  conditions: ['Bool aws:MultiFactorAuthPresent true'],
  needs: [],
  lifts: [],
  gains: [],
};

describe('paths', () => {
  test('gives every chain to administrator as JSON, the shortest first', () => {
    workspace.write({ 'account.json': JSON.stringify(chain) });
    const { exitCode, stdout, stderr } = paths('-i', 'account.json', '--format', 'json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      paths: [
        { from: arn('role/middle'), to: 'administrator', verdict: 'conditional', hops: [SECOND_HOP] },
        { from: arn('user/ann'), to: 'administrator', verdict: 'conditional', hops: [FIRST_HOP, SECOND_HOP] },
      ],
      administrators: [
        {
          principal: arn('role/top'),
          kind: 'holds everything',
          verdict: 'confirmed',
          by: null,
          withinGuardrails: false,
        },
      ],
      chokePoints: {
        statements: [SECOND_HOP.statements[0]],
        atLeast: 1,
        isSmallest: true,
        isComplete: true,
      },
    });
  });

  test('ends with the statements whose removal closes every way', () => {
    workspace.write({ 'account.json': JSON.stringify(chain) });
    const { stdout } = paths('-i', 'account.json');
    expect(stdout.trimEnd().split('\n').slice(-2)).toEqual([
      'Removing this statement leaves nobody else a way to administrator',
      '  Allow statement 1 in trust policy of top',
    ]);
  });

  test('goes from one principal to another', () => {
    workspace.write({ 'account.json': JSON.stringify(chain) });
    const { stdout } = paths(
      '-i',
      'account.json',
      '--from',
      'ann',
      '--to',
      arn('role/middle'),
      '--format',
      'json',
    );
    expect(JSON.parse(stdout)).toEqual({
      paths: [{ from: arn('user/ann'), to: arn('role/middle'), verdict: 'confirmed', hops: [FIRST_HOP] }],
      administrators: [],
      chokePoints: null,
    });
  });

  test('explains each step in words', () => {
    workspace.write({ 'account.json': JSON.stringify(chain) });
    expect(paths('-i', 'account.json', '--from', 'middle').stdout).toBe(`1 path, the shortest first.

${arn('role/middle')} -> administrator   conditional, 1 step
  1. Assume the role (assume role): ${arn('role/top')}
     Allow statement 1 in trust policy of top
     if Bool aws:MultiFactorAuthPresent true
`);
  });

  test.each([
    ['dot', `  n1 -> n2 [label="assume role", style=dashed];\n`],
    ['mermaid', `  n1 -.->|"assume role, conditional"| n2\n`],
    [
      'graphml',
      `<edge source="n1" target="n2"><data key="path">assume role</data><data key="verdict">conditional</data></edge>\n`,
    ],
  ])('draws a graph in %s', (format, edge) => {
    workspace.write({ 'account.json': JSON.stringify(chain) });
    expect(paths('-i', 'account.json', '--from', 'ann', '--format', format).stdout).toContain(edge);
  });

  test('crosses accounts that are scanned together', () => {
    const other = '444455556666';
    const trusted = role('top', {
      Arn: arn('role/top', other),
      RolePolicyList: [everything],
      AssumeRolePolicyDocument: trusting({ AWS: arn('user/ann') }),
    });
    const caller = user('ann', {
      UserPolicyList: [inline('hop', document(allow('sts:AssumeRole', arn('role/top', other))))],
    });
    workspace.write({
      'accounts/a.json': JSON.stringify(details({ users: [caller] })),
      'accounts/b.json': JSON.stringify(details({ roles: [trusted] })),
    });
    const { stdout } = paths('-i', join(workspace.path, 'accounts'), '--format', 'json');
    expect(
      JSON.parse(stdout).paths.map(({ from, hops }: { from: string; hops: unknown[] }) => [
        from,
        hops.length,
      ]),
    ).toEqual([[arn('user/ann'), 1]]);
  });

  test('from a group names the way to ask', () => {
    workspace.write({
      'account.json': JSON.stringify(details({ groups: [group('staff')] })),
    });
    expect(paths('-i', 'account.json', '--from', 'staff')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr:
        'cloudsplaining: --from staff: this is a group, and groups act by their members; name one of them.\n',
    });
  });

  test('names those that have the same name', () => {
    const other = '444455556666';
    workspace.write({
      'accounts/one.json': JSON.stringify(chain),
      'accounts/two.json': JSON.stringify(chain).replaceAll(arn('').split(':')[4] ?? '', other),
    });
    expect(paths('-i', 'accounts', '--to', 'top')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: --to top: several principals of the input have this name; give the ARN of one, such as ${arn('role/top')} or ${arn('role/top', other)}.\n`,
    });
  });

  test('takes the organisation into account', () => {
    const guard = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'sts:*', Resource: '*' }, allow('*')],
    };
    workspace.write({
      'account.json': JSON.stringify(chain),
      'organization.json': JSON.stringify({
        serviceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document: guard }] }],
      }),
    });
    const { stdout } = paths(
      '-i',
      'account.json',
      '--organization-policies',
      'organization.json',
      '--format',
      'json',
    );
    expect(JSON.parse(stdout).paths).toEqual([]);
  });

  test.each([
    [
      ['--from', 'nobody'],
      '--from nobody: no principal of the input has this name or ARN; names are written as in AWS, upper and lower case apart.',
    ],
    [['--from', 'Ann'], '--from Ann: no principal of the input has this name or ARN; did you mean ann?'],
    [
      ['--to', arn('role/tpo')],
      `--to ${arn('role/tpo')}: no principal of the input has this name or ARN; did you mean ${arn('role/top')}?`,
    ],
    [
      ['--organization-policies', 'odd.json'],
      'odd.json: level must be "root", "ou" or "account", not "moon" (at $.serviceControlPolicies[0].level).',
    ],
  ])('refuses %j', (parameters, sentence) => {
    workspace.write({
      'account.json': JSON.stringify(chain),
      'odd.json': JSON.stringify({ serviceControlPolicies: [{ level: 'moon', policies: [] }] }),
    });
    const { exitCode, stdout, stderr } = paths('-i', 'account.json', ...parameters);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
  });
});

test('what of the file cannot be read is said, so that no path does not pass for none', () => {
  const broken = (name: string) => role(name, { RolePolicyList: 7 });
  workspace.write({ 'account.json': JSON.stringify(details({ roles: [broken('a')] })) });
  expect(paths('-i', 'account.json').stderr).toBe(
    'Not read: role a ($.RoleDetailList[0].RolePolicyList): RolePolicyList must be a list, not a number\n',
  );
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(broken);
  workspace.write({ 'account.json': JSON.stringify(details({ roles: many })) });
  expect(paths('-i', 'account.json').stderr.split('\n').slice(4)).toEqual([
    'Not read: role e ($.RoleDetailList[4].RolePolicyList): RolePolicyList must be a list, not a number',
    'Not read: 2 more, which a scan lists.',
    '',
  ]);
});

describe('principals of the account that the file lacks', () => {
  const gone = arn('user/gone');
  const lacking = details({
    roles: [
      role('top', {
        RolePolicyList: [everything],
        AssumeRolePolicyDocument: trusting({ AWS: arn('role/hop') }),
      }),
      role('hop', { AssumeRolePolicyDocument: trusting({ AWS: gone }) }),
      role('aside', { AssumeRolePolicyDocument: trusting({ AWS: arn('role/lost') }) }),
    ],
  });
  const noteOn = (...options: readonly string[]) => {
    workspace.write({ 'account.json': JSON.stringify(lacking) });
    const { exitCode, stderr } = paths('-i', 'account.json', ...options);
    expect(exitCode).toBe(0);
    return stderr;
  };
  const note = (roles: string, name: string) =>
    `Note: Roles that ${roles} trust principals of the account that the input does not hold, so nothing is known of them or of who can become them: ${name}.\n`;

  test('are noted where a role on the way trusts them, and only there', () => {
    expect(noteOn()).toBe(note('are or become administrator', gone));
    expect(noteOn('--format', 'json')).toBe(note('are or become administrator', gone));
    expect(noteOn('--to', 'top')).toBe(note('are or become the principal asked about', gone));
    expect(noteOn('--to', 'aside')).toBe(note('are or become the principal asked about', arn('role/lost')));
  });

  test('are not noted where all are there', () => {
    workspace.write({
      'account.json': JSON.stringify(details({ roles: [role('top', { RolePolicyList: [everything] })] })),
    });
    expect(paths('-i', 'account.json').stderr).toBe('');
  });
});

describe('a service-linked role', () => {
  const account = details({
    roles: [
      role('AWSServiceRoleForExample', {
        Path: '/aws-service-role/example.amazonaws.com/',
        Arn: arn('role/aws-service-role/example.amazonaws.com/AWSServiceRoleForExample'),
        RolePolicyList: [inline('hop', document(allow('sts:AssumeRole')))],
      }),
      role('top', {
        RolePolicyList: [everything],
        AssumeRolePolicyDocument: trusting({ AWS: arn('root') }, { Sid: '' }),
      }),
    ],
  });

  test('is no start unless it is asked about, for only its service acts as it', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const all = JSON.parse(paths('-i', 'account.json', '--format', 'json').stdout);
    expect(all).toMatchObject({ paths: [], chokePoints: { statements: [] } });
    const asked = paths('-i', 'account.json', '--from', 'AWSServiceRoleForExample').stdout;
    expect(asked).toContain('AWSServiceRoleForExample -> administrator   confirmed, 1 step');
    expect(asked).toContain('Allow statement 1 in trust policy of top');
  });
});

test('a step that no path describes is called by its action, once', () => {
  const limit = managed('limit', document(allow('iam:PutRolePermissionsBoundary')));
  const held = role('held', {
    RolePolicyList: [everything],
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: limit['Arn'] },
  });
  workspace.write({ 'account.json': JSON.stringify(details({ roles: [held], policies: [limit] })) });
  const { stdout } = paths('-i', 'account.json');
  expect(stdout.split('\n').filter((line) => line.includes('iam:Put'))).toEqual([
    '     iam:PutRolePermissionsBoundary: administrator',
    '     after taking off permissions boundary arn:aws:iam::111122223333:policy/limit, by iam:PutRolePermissionsBoundary',
  ]);
});

test('a boundary that the input lacks is named on standard error, and as a condition', () => {
  const boundary = {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/lost') },
  };
  const keys = inline('keys', document(allow('iam:CreateAccessKey')));
  const users = [
    user('ann', { UserPolicyList: [keys], ...boundary }),
    user('top', { UserPolicyList: [everything] }),
  ];
  workspace.write({ 'account.json': JSON.stringify(details({ users })) });
  const { stdout, stderr } = paths('-i', 'account.json');
  expect(stderr).toBe(
    `Not read: policy ${arn('policy/lost')} ($.UserDetailList[0].PermissionsBoundary.PermissionsBoundaryArn): it is the permissions boundary of one principal but is not in the file, so its limits are not known\n`,
  );
  expect(stdout.split('\n').filter((line) => line.includes('lost'))).toEqual([
    `     if the permissions boundary ${arn('policy/lost')}, which is not in the input, allows it`,
  ]);
});
