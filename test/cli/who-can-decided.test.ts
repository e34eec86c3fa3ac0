import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_ID,
  allow,
  deny,
  details,
  document,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { runCommandLine } from '../robustness/command-line.js';
import { arn, READ } from './who-can-account.js';
import { useWorkspace } from './workspace.js';

const ELSEWHERE = { Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };

const workspace = useWorkspace();
const whoCan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['who-can', '-i', 'account.json', ...parameters]);

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

  test('the boundary of the user decides a Deny of the organisation, with and without a resource', () => {
    const guard = document(
      allow('*'),
      deny('iam:PutUserPolicy', '*', when('StringNotEquals', 'iam:PermissionsBoundary', policyArn('fence'))),
    );
    workspace.write({
      'organisation.json': JSON.stringify({
        serviceControlPolicies: [{ level: 'root', policies: [{ name: 'guard', document: guard }] }],
      }),
    });
    const question = ['--action', 'iam:PutUserPolicy', '--organization-policies', 'organisation.json'];
    const onAnn = [...question, '--resource', arn('user/ann')];
    const ann = (more: Readonly<Record<string, unknown>> = {}) =>
      user('ann', { UserPolicyList: [inline('own', document(allow('iam:PutUserPolicy')))], ...more });
    const fenced = {
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') },
    };
    expect(decided([ann()], [], ...question)).toEqual([['ann', 'explicitlyDenied']]);
    expect(decided([ann()], [], ...onAnn)).toEqual([['ann', 'explicitlyDenied']]);
    const ben = user('ben', fenced);
    expect(decided([ann(), ben], [], ...question)).toEqual([
      ['ann', 'allowed'],
      ['ben', 'implicitlyDenied'],
    ]);
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

  test('a session has the path of its role in the ARN of the principal', () => {
    const session = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/q-sess/bob`;
    const trust = (test: string) => ({
      Effect: 'Allow',
      Principal: { AWS: session },
      Action: 'sts:AssumeRole',
      Condition: { ArnEquals: { 'aws:PrincipalArn': arn(test) } },
    });
    const answers = (path: string) => {
      const roles = [
        role('q-sess', { Path: '/team/', Arn: arn('role/team/q-sess') }),
        role('top', { AssumeRolePolicyDocument: document(trust(path)) }),
      ];
      const asked = ['--action', 'sts:AssumeRole', '--principal', 'q-sess'];
      return [asked, [...asked, '--resource', arn('role/top')]].map((each) => decided([], roles, ...each));
    };
    const q = 'team/q-sess';
    expect(answers('role/team/q-sess')).toEqual([
      [[q, 'conditional']],
      [[q, 'conditional', 'if its session is named bob']],
    ]);
    expect(answers('role/q-sess')).toEqual([[[q, 'implicitlyDenied']], [[q, 'implicitlyDenied']]]);
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

  test('the tests of a Deny are told together, with and without a resource', () => {
    const both = {
      Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' }, Bool: { 'aws:ViaAWSService': 'false' } },
    };
    const policy = document(allow('s3:GetObject'), deny('*', '*', both), deny('s3:*', '*', ELSEWHERE));
    const roles = [role('app', { RolePolicyList: [inline('own', policy)] })];
    const expected = [
      [
        'app',
        'conditional',
        'unless StringNotEquals aws:SourceVpc vpc-1 and Bool aws:ViaAWSService false',
        'unless NotIpAddress aws:SourceIp 192.0.2.0/24',
      ],
    ];
    expect(decided([], roles, ...READ)).toEqual(expected);
    expect(decided([], roles, '--action', 's3:GetObject')).toEqual(expected);
  });

  test('a Deny is told with the kind and the name of its policy, with and without a resource', () => {
    const read = ['--action', 's3:GetObject'];
    const organization = {
      serviceControlPolicies: [
        {
          level: 'root',
          policies: [{ name: 'scp', document: document(allow('*'), deny('s3:*', '*', ELSEWHERE)) }],
        },
      ],
      resourceControlPolicies: [
        {
          level: 'account',
          policies: [
            { name: 'rcp', document: document({ ...deny('s3:*', '*', ELSEWHERE), Principal: '*' }) },
          ],
        },
      ],
    };
    const fence = document(allow('*'), deny('s3:*', '*', ELSEWHERE));
    workspace.write({
      'organisation.json': JSON.stringify(organization),
      'account.json': JSON.stringify(
        details({
          users: [
            user('ann', {
              UserPolicyList: [inline('own', document(allow('*')))],
              PermissionsBoundary: {
                PermissionsBoundaryType: 'Policy',
                PermissionsBoundaryArn: policyArn('fence'),
              },
            }),
          ],
          policies: [managed('fence', fence)],
        }),
      ),
    });
    for (const question of [read, READ])
      expect(
        whoCan(...question, '--organization-policies', 'organisation.json')
          .stdout.split('\n')
          .map((line) => line.trim().replace(/:? its conditions depend.*/, ''))
          .filter((line) => line.startsWith('Deny'))
          .sort(),
      ).toEqual([
        'Deny statement 1 in resource control policy account: rcp',
        'Deny statement 2 in permissions boundary fence',
        'Deny statement 2 in service control policy root: scp',
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
