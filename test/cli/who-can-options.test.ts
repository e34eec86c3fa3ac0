import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  attached,
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
import { arn, decisions, READ, READERS } from './who-can-account.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const whoCan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['who-can', '-i', 'account.json', ...parameters]);

describe('the options of who-can', () => {
  test('takes values of condition keys', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
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

  test('notes condition keys that stand in no policy, for they are mostly misspelt', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
      'resources.json': JSON.stringify({
        'arn:aws:s3:::data': document(
          allow('s3:GetObject', 'arn:aws:s3:::data/${aws:PrincipalTag/team}', { Principal: '*' }),
        ),
      }),
    });
    const notes = (...parameters: readonly string[]) => whoCan(...READ, ...parameters).stderr;
    expect(notes('--context', 'aws:MultiFactorAuthPresent=true')).toBe('');
    expect(notes('--context', 'aws:MultiFactorPresent=true')).toBe(
      'Note: --context aws:multifactorpresent: no policy that was read tests this key, so its value changes nothing.\n',
    );
    expect(notes('--context', 'MultiFactorAuthPresent=true')).toContain('multifactorauthpresent: no policy');
    expect(notes('--context', 'aws:PrincipalTag/team=x', '--resource-policies', 'resources.json')).toBe('');
  });

  test('notes that a resource is no pattern', () => {
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    const noted = (resource: string) =>
      whoCan('--action', 's3:GetObject', '--resource', resource).stderr.includes('not for a pattern');
    expect(['arn:aws:s3:::data/*', 'arn:aws:s3:::data/x', '*'].map(noted)).toEqual([true, false, false]);
  });

  test('notes accounts that organisation policies for several accounts leave out', () => {
    const scp = {
      serviceControlPolicies: [
        { level: 'root', policies: [{ name: 'all', document: document(allow('*')) }] },
      ],
    };
    const noteFor = (accounts: object, more: object = {}) => {
      workspace.write({
        'account.json': JSON.stringify(READERS),
        'organization.json': JSON.stringify({ accounts, ...more }),
      });
      return whoCan(...READ, '--organization-policies', 'organization.json').stderr;
    };
    expect(noteFor({ [ACCOUNT_ID]: scp })).toBe('');
    expect(noteFor({ '999900001111': scp }, { managementAccount: ACCOUNT_ID })).toBe('');
    expect(noteFor({ '999900001111': scp })).toBe(
      `Note: The organisation policies hold nothing on account ${ACCOUNT_ID}, so they are not taken to bind it.\n`,
    );
  });

  test('takes the policies of resources', () => {
    workspace.write({
      'account.json': JSON.stringify(READERS),
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
      'account.json': JSON.stringify(READERS),
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
    workspace.write({ 'account.json': JSON.stringify(READERS) });
    expect(whoCan(...READ, '--principal', principal, '--expect', expected).exitCode).toBe(exitCode);
  });

  test.each([
    [
      'policies of one',
      [],
      ['ada', 'eli', 'flo'],
      'policies of ADA could not be read or are not in the input',
    ],
    [
      'those of anybody',
      [],
      [undefined],
      'policies or principals of the input could not be read or are not in it',
    ],
    [
      'those of others, on whom chains depend',
      ['--via-escalation'],
      ['cas', undefined],
      'policies or principals of the input could not be read or are not in it',
    ],
  ])('has no answer to --expect where %s could not be read', (_name, more, names, lack) => {
    const misspelt = inline('all', document({ ...allow('*'), Effect: 'Alow' }));
    workspace.write({
      'account.json': JSON.stringify(
        details({
          users: [
            user('ada', { UserPolicyList: [misspelt] }),
            user('cas'),
            user('eli', { GroupList: ['broken'] }),
            user('flo', { AttachedManagedPolicies: [attached('elsewhere')] }),
          ],
          groups: [group('broken', { GroupPolicyList: [misspelt] })],
          policies: [managed('unheld', document(allow('nothing')))],
        }),
      ),
    });
    const asked = (name?: string) =>
      whoCan(...READ, '--expect', 'denied', ...more, ...(name === undefined ? [] : ['--principal', name]));
    const told = (name: string) =>
      `Exit code 2: ${lack.replace('ADA', arn(`user/${name}`))}, so --expect was not answered.\n`;
    for (const name of names) {
      const { exitCode, stderr } = asked(name);
      expect([exitCode, stderr.endsWith(told(name ?? ''))], stderr).toEqual([2, true]);
    }
    expect(asked('cas').exitCode).toBe(more.length === 0 ? 0 : 2);
    expect(whoCan(...READ, ...more).exitCode).toBe(0);
  });

  test('has no answer to --expect where a file of the directory could not be read', () => {
    workspace.write({
      'in/account.json': JSON.stringify(details({ users: [user('cas')] })),
      'in/cut.json': '{"UserDetailList": [',
      'in/notes.txt': '',
    });
    const asked = (...more: readonly string[]) =>
      runCommandLine(workspace.path, ['who-can', '-i', 'in', ...READ, ...more]);
    expect(asked().exitCode).toBe(0);
    const { exitCode, stderr } = asked('--expect', 'denied');
    expect([exitCode, stderr.split('\n').slice(-2)]).toEqual([
      2,
      ['Exit code 2: 1 file was not read, so --expect was not answered.', ''],
    ]);
    rmSync(join(workspace.path, 'in/cut.json'));
    expect(asked('--expect', 'denied').exitCode).toBe(0);
  });

  test.each([
    [
      ['--action', 's3:Nothing'],
      '--action s3:Nothing: the catalogue knows no such action; name one action as s3:GetObject, without wildcards.',
    ],
    [
      ['--action', 's3:GetObjct'],
      '--action s3:GetObjct: the catalogue knows no such action; did you mean s3:GetObject?',
    ],
    [
      ['--action', 'passrole'],
      '--action passrole: the catalogue knows no such action; did you mean iam:PassRole?',
    ],
    [
      ['--action', 's3:GetObject*'],
      '--action s3:GetObject*: the catalogue knows no such action; name one action as s3:GetObject, without wildcards.',
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
      'account.json': JSON.stringify(READERS),
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
});

describe('what is decided by the target, the credentials and the session', () => {
  const when = (operator: string, key: string, value: string) => ({
    Condition: { [operator]: { [key]: value } },
  });
  const decided = (users: readonly unknown[], roles: readonly unknown[], ...question: readonly string[]) => {
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
    expect(decided([put('StringEquals')], [], ...question)).toEqual([['ann', 'implicitlyDenied']]);
    expect(decided([put('StringEquals')], [], ...onAnn)).toEqual([['ann', 'implicitlyDenied']]);
    expect(decided([put('StringNotEquals')], [], ...question)).toEqual([['ann', 'allowed']]);
    expect(decided([put('StringNotEquals')], [], ...onAnn)).toEqual([['ann', 'allowed']]);
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
    expect(decided(users, roles, '--action', 's3:GetObject')).toEqual(expected);
    expect(decided(users, roles, ...READ)).toEqual(expected);
    expect(decided(users, [], ...READ, '--context', 'aws:MultiFactorAuthPresent=false')).toEqual([
      ['ann', 'explicitlyDenied'],
    ]);
  });

  test('a trust in one session hangs on the name of the session', () => {
    const session = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/q-sess/bob`;
    const roles = [role('q-sess'), role('top', { AssumeRolePolicyDocument: trusting({ AWS: session }) })];
    expect(decided([], roles, '--action', 'sts:AssumeRole', '--resource', arn('role/top'))).toEqual([
      ['q-sess', 'conditional', 'if its session is named bob'],
      ['top', 'implicitlyDenied'],
    ]);
  });

  test('a Deny of all but one session gives nothing to that session', () => {
    const session = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/q-sess/bob`;
    const denied = document({
      Effect: 'Deny',
      NotPrincipal: { AWS: session },
      Action: 'sts:AssumeRole',
    });
    const roles = [role('q-sess'), role('top', { AssumeRolePolicyDocument: denied })];
    expect(decided([], roles, '--action', 'sts:AssumeRole', '--resource', arn('role/top'))).toEqual([
      ['q-sess', 'explicitlyDenied'],
      ['top', 'explicitlyDenied'],
    ]);
  });

  test('the context decides without a resource, too', () => {
    const mfa = 'aws:MultiFactorAuthPresent';
    const own = (name: string, ...statements: readonly Readonly<Record<string, unknown>>[]) =>
      user(name, { UserPolicyList: [inline('own', document(...statements))] });
    const users = [
      own('asked', allow('s3:GetObject', '*', when('Bool', mfa, 'true'))),
      own('denied', allow('s3:GetObject'), deny('*', '*', when('Bool', mfa, 'false'))),
      own('elsewhere', allow('s3:GetObject', '*', when('StringEquals', 'aws:SourceVpc', 'vpc-1'))),
    ];
    const read = ['--action', 's3:GetObject'];
    expect(decided(users, [], ...read, '--context', `${mfa}=true`)).toEqual([
      ['asked', 'allowed'],
      ['denied', 'allowed'],
      ['elsewhere', 'conditional', 'if StringEquals aws:SourceVpc vpc-1'],
    ]);
    expect(decided(users, [], ...read, '--context', `${mfa}=false`)).toEqual([
      ['asked', 'implicitlyDenied'],
      ['denied', 'explicitlyDenied'],
      ['elsewhere', 'conditional', 'if StringEquals aws:SourceVpc vpc-1'],
    ]);
    expect(decided(users, [], ...read, '--context', 'aws:SourceVpc=vpc-1')).toEqual([
      ['asked', 'conditional', `if Bool ${mfa} true`],
      ['denied', 'allowed'],
      ['elsewhere', 'allowed'],
    ]);
  });

  test('the context decides in organisation policies without a resource, too', () => {
    const guard = document(allow('*'), deny('*', '*', when('StringNotEquals', 'aws:SourceVpc', 'vpc-1')));
    workspace.write({
      'organisation.json': JSON.stringify({
        serviceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document: guard }] }],
      }),
    });
    const users = [user('ann', { UserPolicyList: [inline('own', document(allow('*')))] })];
    const question = ['--action', 's3:GetObject', '--organization-policies', 'organisation.json'];
    expect(decided(users, [], ...question)).toEqual([
      ['ann', 'conditional', 'unless StringNotEquals aws:SourceVpc vpc-1'],
    ]);
    expect(decided(users, [], ...question, '--context', 'aws:SourceVpc=vpc-1')).toEqual([['ann', 'allowed']]);
    expect(decided(users, [], ...question, '--context', 'aws:SourceVpc=vpc-2')).toEqual([
      ['ann', 'explicitlyDenied'],
    ]);
  });

  test('the context decides in trust policies, too', () => {
    const roles = [
      role('top', {
        AssumeRolePolicyDocument: trusting(
          { AWS: arn('root') },
          when('StringEquals', 'sts:ExternalId', 'secret'),
        ),
      }),
    ];
    const users = [user('ann', { UserPolicyList: [inline('own', document(allow('sts:AssumeRole')))] })];
    const question = ['--action', 'sts:AssumeRole', '--principal', 'ann'];
    expect(decided(users, roles, ...question).map(([, decision]) => decision)).toEqual(['conditional']);
    expect(decided(users, roles, ...question, '--context', 'sts:ExternalId=secret')).toEqual([
      ['ann', 'allowed'],
    ]);
    expect(decided(users, roles, ...question, '--context', 'sts:ExternalId=guess')).toEqual([
      ['ann', 'implicitlyDenied'],
    ]);
  });

  test('what needs no permission nobody needs to be allowed', () => {
    const users = [user('ann'), user('ben', { UserPolicyList: [inline('never', document(deny('*')))] })];
    expect(decided(users, [role('app')], '--action', 'sts:GetCallerIdentity')).toEqual([
      ['ann', 'allowed'],
      ['ben', 'allowed'],
      ['app', 'allowed'],
    ]);
    expect(decided(users, [role('app')], '--action', 'sts:GetSessionToken')).toEqual([
      ['ann', 'allowed'],
      ['ben', 'explicitlyDenied'],
      ['app', 'implicitlyDenied'],
    ]);
  });

  test('no role is handed the credentials of a federated user, whatever its policies say', () => {
    const all = inline('all', document(allow('*')));
    const users = [user('ann', { UserPolicyList: [all] })];
    expect(
      decided(users, [role('app', { RolePolicyList: [all] })], '--action', 'sts:GetFederationToken'),
    ).toEqual([
      ['ann', 'allowed'],
      ['app', 'implicitlyDenied'],
    ]);
  });

  test('a user without tags has none, with and without a resource', () => {
    const policy = document(allow('s3:GetObject', '*', when('StringEquals', 'aws:PrincipalTag/team', 'red')));
    const users = [user('ann', { Tags: [], UserPolicyList: [inline('own', policy)] })];
    expect(decided(users, [], '--action', 's3:GetObject')).toEqual([['ann', 'implicitlyDenied']]);
    expect(decided(users, [], ...READ)).toEqual([['ann', 'implicitlyDenied']]);
  });
});
