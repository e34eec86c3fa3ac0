import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  deny,
  details,
  document,
  group,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const whoCan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['who-can', '-i', 'account.json', ...parameters]);

const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:${name}`;
const READ = ['--action', 's3:getobject', '--resource', 'arn:aws:s3:::data/x'];

/** One user that can read, one by its group, one with MFA, one that is denied, one in a boundary, one by a role. */
const account = details({
  users: [
    user('ann', { UserPolicyList: [inline('read', document({ Sid: 'Read', ...allow('s3:Get*') }))] }),
    user('ben', { GroupList: ['readers'] }),
    user('cas', {
      UserPolicyList: [
        inline(
          'read',
          document(allow('s3:Get*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
        ),
      ],
    }),
    user('dee', { GroupList: ['readers'], UserPolicyList: [inline('never', document(deny('s3:*')))] }),
    user('eve', {
      GroupList: ['readers'],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: policyArn('ec2-only'),
      },
    }),
    user('fay', {
      GroupList: ['readers'],
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: policyArn('elsewhere'),
      },
    }),
    user('gus', { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole', arn('role/reader'))))] }),
  ],
  groups: [
    group('readers', {
      GroupPolicyList: [inline('read', document(allow('s3:GetObject', 'arn:aws:s3:::data/*')))],
    }),
  ],
  roles: [
    role('reader', {
      RolePolicyList: [inline('read', document(allow('s3:GetObject', 'arn:aws:s3:::data/*')))],
      AssumeRolePolicyDocument: trusting({ AWS: arn('root') }),
    }),
  ],
  policies: [managed('ec2-only', document(allow('ec2:*')))],
});

const decisions = (stdout: string) =>
  Object.fromEntries(
    // The command's own output, as the test below pins it.
    (JSON.parse(stdout) as { results: { principal: string; decision: string }[] }).results.map(
      ({ principal, decision }) => [principal.slice(principal.lastIndexOf('/') + 1), decision],
    ),
  );

describe('who-can', () => {
  test('decides for every user and role', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const { exitCode, stdout, stderr } = whoCan(...READ, '--format', 'json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(decisions(stdout)).toEqual({
      ann: 'allowed',
      ben: 'allowed',
      cas: 'conditional',
      dee: 'explicitlyDenied',
      eve: 'implicitlyDenied',
      fay: 'conditional',
      gus: 'implicitlyDenied',
      reader: 'allowed',
    });
  });

  test('explains one, with the policy and the group it comes through', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    expect(JSON.parse(whoCan(...READ, '--principal', 'ben', '--format', 'json').stdout)).toEqual({
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::data/x',
      results: [
        {
          principal: arn('user/ben'),
          decision: 'allowed',
          statements: [
            {
              policyType: 'identity',
              policy: 'read of group readers',
              statement: 0,
              effect: 'Allow',
              matched: true,
              reason: 'it matches the request',
            },
          ],
          conditions: [],
          notes: [],
          resources: [],
          via: null,
        },
      ],
    });
  });

  test('says on which resources where none is named', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const { stdout } = whoCan('--action', 's3:GetObject', '--format', 'json');
    expect(decisions(stdout)).toEqual({
      ann: 'allowed',
      ben: 'allowed',
      cas: 'conditional',
      dee: 'explicitlyDenied',
      eve: 'implicitlyDenied',
      fay: 'conditional',
      gus: 'implicitlyDenied',
      reader: 'allowed',
    });
    expect(JSON.parse(stdout).results.map(({ resources }: { resources: string[] }) => resources)).toEqual([
      ['*'],
      ['arn:aws:s3:::data/*'],
      ['*'],
      [],
      [],
      ['arn:aws:s3:::data/*'],
      [],
      ['arn:aws:s3:::data/*'],
    ]);
  });

  test('counts the policies of resources where no resource is named', () => {
    workspace.write({
      'account.json': JSON.stringify(account),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::shared': document(
          allow('s3:GetObject', 'arn:aws:s3:::shared/public/*', { Principal: { AWS: arn('user/gus') } }),
        ),
      }),
    });
    const { stdout } = whoCan(
      '--action',
      's3:GetObject',
      '--principal',
      'gus',
      '--resource-policies',
      'resources.json',
      '--format',
      'json',
    );
    expect(
      JSON.parse(stdout).results.map(({ decision, resources }: { decision: string; resources: unknown }) => ({
        decision,
        resources,
      })),
    ).toEqual([{ decision: 'allowed', resources: ['arn:aws:s3:::shared/public/*'] }]);
  });

  test('leaves the use of keys open where their policies are not given', () => {
    workspace.write({
      'account.json': JSON.stringify(
        details({ users: [user('kim', { UserPolicyList: [inline('keys', document(allow('kms:*')))] })] }),
      ),
    });
    const answers = (action: string) =>
      JSON.parse(whoCan('--action', action, '--format', 'json').stdout).results.map(
        ({ decision, notes }: { decision: string; notes: unknown }) => ({ decision, notes }),
      );
    expect(answers('kms:Decrypt')).toEqual([
      {
        decision: 'conditional',
        notes: ['the policy of the key, which was not given, must allow it too'],
      },
    ]);
    expect(answers('kms:CreateKey')).toEqual([{ decision: 'allowed', notes: [] }]);
  });

  test.each([
    [
      's3:GetObject',
      'arn:aws:sqs:eu-west-1:111122223333:queue',
      's3:GetObject works on no resource of this form; its resources are arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}, arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ],
    [
      's3:ListAllMyBuckets',
      'arn:aws:s3:::data',
      's3:ListAllMyBuckets works on no resource; it is asked about with * only',
    ],
  ])('remarks on %s of %s', (action, resource, remark) => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const { exitCode, stderr } = whoCan('--action', action, '--resource', resource);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Note: ${resource}: ${remark}.\n` });
  });

  test('includes those who can become someone who can', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const { stdout } = whoCan(...READ, '--principal', 'gus', '--via-escalation', '--format', 'json');
    expect(
      JSON.parse(stdout).results.map(({ decision, via }: { decision: string; via: unknown }) => ({
        decision,
        via,
      })),
    ).toEqual([
      {
        decision: 'allowed',
        via: {
          principal: arn('role/reader'),
          verdict: 'confirmed',
          hops: [{ from: arn('user/gus'), to: arn('role/reader'), path: 'assume role' }],
        },
      },
    ]);
  });

  test('leaves it open whether a role that is not in the input trusts the principal', () => {
    workspace.write({
      'account.json': JSON.stringify(
        details({
          users: [user('ann', { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole')))] })],
        }),
      ),
    });
    const resource = 'arn:aws:iam::444455556666:role/elsewhere';
    const { stdout } = whoCan('--action', 'sts:AssumeRole', '--resource', resource, '--format', 'json');
    expect(decisions(stdout)).toEqual({ ann: 'conditional' });
  });

  test('takes values of condition keys', () => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    const withMfa = (value: string) =>
      decisions(
        whoCan(
          ...READ,
          '--principal',
          'cas',
          '--context',
          `aws:MultiFactorAuthPresent=${value}`,
          '--format',
          'json',
        ).stdout,
      );
    expect([withMfa('true'), withMfa('false')]).toEqual([{ cas: 'allowed' }, { cas: 'implicitlyDenied' }]);
  });

  test('takes the policies of resources', () => {
    workspace.write({
      'account.json': JSON.stringify(account),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::data': document({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }),
      }),
    });
    const { stdout } = whoCan(
      ...READ,
      '--principal',
      'ann',
      '--resource-policies',
      'resources.json',
      '--format',
      'json',
    );
    expect(decisions(stdout)).toEqual({ ann: 'explicitlyDenied' });
  });

  test('takes the organisation into account', () => {
    workspace.write({
      'account.json': JSON.stringify(account),
      'organization.json': JSON.stringify({
        serviceControlPolicies: [
          { level: 'root', policies: [{ name: 'ec2', document: document(allow('ec2:*')) }] },
        ],
      }),
    });
    const { stdout } = whoCan(...READ, '--principal', 'ann', '--organization-policies', 'organization.json');
    expect(stdout).toBe(`s3:GetObject on arn:aws:s3:::data/x

Not allowed (1)
  ${arn('user/ann')}
     Allow Read in identity policy read
     a service control policy of level root does not allow it
`);
  });

  test.each([
    ['allowed', 'ann', 0],
    ['denied', 'ann', 1],
    ['denied', 'dee', 0],
    ['denied', 'eve', 0],
    ['conditional', 'cas', 0],
    ['allowed', 'cas', 1],
  ])('exits by --expect %s for %s', (expected, principal, exitCode) => {
    workspace.write({ 'account.json': JSON.stringify(account) });
    expect(whoCan(...READ, '--principal', principal, '--expect', expected).exitCode).toBe(exitCode);
  });

  test.each([
    [
      ['--action', 's3:Nothing'],
      '--action s3:Nothing: the catalogue knows no such action; name one action as s3:GetObject, without wildcards.',
    ],
    [
      [...READ, '--principal', 'readers'],
      '--principal readers: this is a group, and groups send no requests; name one of its members.',
    ],
    [
      [...READ, '--resource-policies', 'open.json'],
      'open.json: a statement of a resource policy needs Principal or NotPrincipal (at $["arn:aws:s3:::data"].Statement[0]).',
    ],
    [
      [...READ, '--context', 'novalue'],
      '--context novalue: write a condition key and its value as key=value, as aws:SourceIp=192.0.2.1.',
    ],
    [
      ['--action', 's3:GetObject', '--resource', 'data/x'],
      '--resource data/x: this is not an ARN; write one as arn:aws:s3:::bucket/key, or * for an action without a resource.',
    ],
    [
      [...READ, '--resource-policies', 'odd.json'],
      'odd.json: the key of a resource policy is the ARN of the resource (at $["data"]).',
    ],
  ])('refuses %j', (parameters, sentence) => {
    workspace.write({
      'account.json': JSON.stringify(account),
      'odd.json': '{"data": {}}',
      'open.json': JSON.stringify({ 'arn:aws:s3:::data': document(allow('s3:*')) }),
    });
    const { exitCode, stdout, stderr } = whoCan(...parameters);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
  });

  test('leaves out statements about resources that the action is not used on', () => {
    const scoped = details({
      users: [
        user('ann', {
          UserPolicyList: [
            inline(
              'two',
              document(
                {
                  Sid: 'Office',
                  ...allow('*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
                },
                { Sid: 'Stacks', ...allow('*', 'arn:aws:cloudformation:*:*:stack/test-*/*') },
              ),
            ),
          ],
        }),
      ],
    });
    workspace.write({ 'account.json': JSON.stringify(scoped) });
    expect(whoCan('--action', 'kms:Decrypt').stdout).toBe(`kms:Decrypt on any resource

Can under conditions (1)
  ${arn('user/ann')}
     on *
     Allow Office in identity policy two
     if IpAddress aws:SourceIp 203.0.113.0/24
`);
  });
});

describe('what is decided by the target, the credentials and the session', () => {
  const when = (operator: string, key: string, value: string) => ({
    Condition: { [operator]: { [key]: value } },
  });
  const decisions = (
    users: readonly unknown[],
    roles: readonly unknown[],
    ...question: readonly string[]
  ) => {
    workspace.write({ 'account.json': JSON.stringify(details({ users, roles })) });
    const { stdout } = whoCan(...question, '--format', 'json');
    // What the command prints has this shape; the assertions compare its values.
    const { results } = JSON.parse(stdout) as {
      results: { principal: string; decision: string; conditions: string[] }[];
    };
    return results.map(({ principal, decision, conditions }) => [
      principal.slice(principal.indexOf('/') + 1),
      decision,
      ...conditions,
    ]);
  };
  const put = (operator: string) =>
    user('ann', {
      UserPolicyList: [
        inline(
          'own',
          document(
            allow('iam:PutUserPolicy', '*', when(operator, 'iam:PermissionsBoundary', policyArn('fence'))),
          ),
        ),
      ],
    });

  test('the boundary of the user decides, with and without a resource', () => {
    const question = ['--action', 'iam:PutUserPolicy'];
    const onAnn = [...question, '--resource', arn('user/ann')];
    expect(decisions([put('StringEquals')], [], ...question)).toEqual([['ann', 'implicitlyDenied']]);
    expect(decisions([put('StringEquals')], [], ...onAnn)).toEqual([['ann', 'implicitlyDenied']]);
    expect(decisions([put('StringNotEquals')], [], ...question)).toEqual([['ann', 'allowed']]);
    expect(decisions([put('StringNotEquals')], [], ...onAnn)).toEqual([['ann', 'allowed']]);
  });

  test('an access key avoids a Deny without MFA, a session does not', () => {
    const policy = document(
      allow('s3:GetObject'),
      deny('*', '*', when('Bool', 'aws:MultiFactorAuthPresent', 'false')),
    );
    const users = [user('ann', { UserPolicyList: [inline('own', policy)] })];
    const roles = [role('app', { RolePolicyList: [inline('own', policy)] })];
    const expected = [
      ['ann', 'allowed'],
      ['app', 'conditional', 'unless Bool aws:MultiFactorAuthPresent false'],
    ];
    expect(decisions(users, roles, '--action', 's3:GetObject')).toEqual(expected);
    expect(decisions(users, roles, ...READ)).toEqual(expected);
    expect(decisions(users, [], ...READ, '--context', 'aws:MultiFactorAuthPresent=false')).toEqual([
      ['ann', 'explicitlyDenied'],
    ]);
  });

  test('a trust in one session hangs on the name of the session', () => {
    const session = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/q-sess/bob`;
    const roles = [role('q-sess'), role('top', { AssumeRolePolicyDocument: trusting({ AWS: session }) })];
    expect(decisions([], roles, '--action', 'sts:AssumeRole', '--resource', arn('role/top'))).toEqual([
      ['q-sess', 'conditional', 'if its session is named bob'],
      ['top', 'implicitlyDenied'],
    ]);
  });

  test('a user without tags has none, with and without a resource', () => {
    const policy = document(allow('s3:GetObject', '*', when('StringEquals', 'aws:PrincipalTag/team', 'red')));
    const users = [user('ann', { Tags: [], UserPolicyList: [inline('own', policy)] })];
    expect(decisions(users, [], '--action', 's3:GetObject')).toEqual([['ann', 'implicitlyDenied']]);
    expect(decisions(users, [], ...READ)).toEqual([['ann', 'implicitlyDenied']]);
  });
});
