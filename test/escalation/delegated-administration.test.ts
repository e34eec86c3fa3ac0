import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  deny,
  details,
  document,
  iamArn,
  inline,
  managed,
  policyArn,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const FENCE = policyArn('fence');
const BOUNDED = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: FENCE };
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});

type Fields = Readonly<Record<string, unknown>>;

/** Verdict of the one user of an account, as administrator or on the way to it. */
function verdictOf(
  statements: readonly Fields[],
  {
    more = {},
    roles = [],
    policies = [],
  }: {
    readonly more?: Fields;
    readonly roles?: readonly Fields[];
    readonly policies?: readonly Fields[];
  } = {},
): string {
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: [inline('own', document(...statements))], ...more })],
      roles,
      policies: [
        managed('fence', document(allow(['s3:*', 'iam:Put*Policy']))),
        managed('hole', document(allow(['s3:*', 'iam:*']))),
        managed('all', document(allow('*'))),
        managed('read', document(allow('s3:Get*'))),
        ...policies,
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const { paths, administrators } = pathsReport(graph, search, {
    from: graph.population.users,
  });
  return administrators[0]?.verdict ?? paths[0]?.verdict ?? 'none';
}

describe('permissions on users under a condition on their boundary', () => {
  const put = (operator: string, value: string) => [
    allow('iam:PutUserPolicy', '*', when(operator, 'iam:PermissionsBoundary', value)),
  ];

  it('give nothing where the user has none', () => {
    expect(verdictOf(put('StringEquals', FENCE))).toBe('none');
    expect(verdictOf(put('ArnLike', 'arn:aws:iam::*:policy/fence*'))).toBe('none');
  });

  it('give everything where the condition is that it is another, or none', () => {
    expect(verdictOf(put('StringNotEquals', FENCE))).toBe('confirmed');
    expect(verdictOf(put('Null', 'true'))).toBe('confirmed');
  });

  it('are denied for certain where the user has none', () => {
    const denied = deny('iam:*', '*', when('StringNotEquals', 'iam:PermissionsBoundary', FENCE));
    expect(verdictOf([allow('iam:PutUserPolicy'), denied])).toBe('none');
  });

  it('give what the boundary leaves where the user has it', () => {
    expect(verdictOf(put('StringEquals', FENCE), { more: { PermissionsBoundary: BOUNDED } })).toBe('none');
  });

  it('give everything where the boundary can be taken off with what they give', () => {
    const hole = policyArn('hole');
    const more = { PermissionsBoundary: { ...BOUNDED, PermissionsBoundaryArn: hole } };
    expect(verdictOf(put('StringEquals', hole), { more })).toBe('confirmed');
  });
});

describe('permissions to set some permissions boundaries only', () => {
  const own = policyArn('own');
  const within = (boundary: readonly Fields[]) =>
    verdictOf([allow('*')], {
      more: { PermissionsBoundary: { ...BOUNDED, PermissionsBoundaryArn: own } },
      policies: [managed('own', document(allow('s3:*'), ...boundary))],
    });
  const set = (operator: string, value: string, action = 'iam:PutUserPermissionsBoundary') =>
    allow(action, '*', when(operator, 'iam:PermissionsBoundary', value));

  it.each([
    ['StringEquals', own, 'none'],
    ['StringEquals', policyArn('read'), 'none'],
    ['StringEquals', policyArn('all'), 'confirmed'],
    ['StringEquals', aws('AdministratorAccess'), 'confirmed'],
    ['StringNotEquals', own, 'confirmed'],
    ['StringLike', policyArn('fence*'), 'none'],
  ] as const)('%s %s: %s', (operator, value, verdict) => {
    expect(within([set(operator, value)])).toBe(verdict);
  });

  it('are conditional where a policy of a permitted name can be made', () => {
    const make = allow('iam:CreatePolicy');
    expect(within([make, set('StringLike', policyArn('team-*'))])).toBe('conditional');
    expect(within([make, set('StringEquals', own)])).toBe('none');
  });

  it('are conditional where a policy that is permitted can be given a new version', () => {
    const rewrite = (name: string) => allow('iam:CreatePolicyVersion', policyArn(name));
    expect(within([rewrite('read'), set('StringEquals', policyArn('read'))])).toBe('conditional');
    expect(within([rewrite('fence'), set('StringEquals', policyArn('read'))])).toBe('none');
  });

  it('free nobody else where they name the boundary that there is', () => {
    const bob = (value: string) =>
      verdictOf([allow('sts:AssumeRole'), set('StringEquals', value, 'iam:PutRolePermissionsBoundary')], {
        roles: [
          role('bob', {
            RolePolicyList: [inline('everything', document(allow('*')))],
            AssumeRolePolicyDocument: trusting({ AWS: iamArn('root') }),
            PermissionsBoundary: { ...BOUNDED, PermissionsBoundaryArn: policyArn('read') },
          }),
        ],
      });
    expect([bob(policyArn('read')), bob(policyArn('all'))]).toEqual(['none', 'confirmed']);
  });
});

describe('permissions to attach some policies only', () => {
  const attach = (operator: string, value: string | readonly string[]) =>
    allow('iam:AttachUserPolicy', '*', when(operator, 'iam:PolicyARN', value));

  it.each([
    ['ArnEquals', aws('ReadOnlyAccess'), 'none'],
    ['StringEquals', aws('AdministratorAccess'), 'confirmed'],
    ['StringLike', aws('*'), 'confirmed'],
    ['ArnNotEquals', aws('AdministratorAccess'), 'confirmed'],
    ['StringEquals', policyArn('all'), 'confirmed'],
    ['StringEquals', policyArn('read'), 'none'],
    ['StringEqualsIgnoreCase', [policyArn('read'), policyArn('ALL')], 'confirmed'],
  ] as const)('%s %s: %s', (operator, value, verdict) => {
    expect(verdictOf([attach(operator, value)])).toBe(verdict);
  });

  it('are conditional where it can write a policy of a permitted name', () => {
    expect(verdictOf([attach('StringLike', policyArn('team/*')), allow('iam:CreatePolicy')])).toBe(
      'conditional',
    );
  });

  it('are judged with what a Deny leaves to choose from', () => {
    const denied = (names: readonly string[]) =>
      deny('iam:Attach*', '*', when('ArnEquals', 'iam:PolicyARN', names.map(aws)));
    const free = allow('iam:AttachUserPolicy');
    // Whoever attaches another policy takes the Deny off with it.
    expect(verdictOf([free, denied(['AdministratorAccess'])])).toBe('confirmed');
    const only = attach('StringLike', aws('*'));
    expect(verdictOf([only, denied(['AdministratorAccess', 'IAMFullAccess'])])).toBe('none');
  });
});

describe('an instance of a role that is in no instance profile', () => {
  const everything = { RolePolicyList: [inline('everything', document(allow('*')))] };
  const top = (more: Fields = {}, service = 'ec2.amazonaws.com') =>
    role('top', { ...everything, AssumeRolePolicyDocument: trusting({ Service: service }), ...more });
  const launch = allow(['ec2:RunInstances', 'iam:PassRole']);
  const profile = ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'];

  it('needs the means to make one', () => {
    expect(verdictOf([launch], { roles: [top()] })).toBe('none');
    expect(verdictOf([launch, allow(profile)], { roles: [top()] })).toBe('confirmed');
    expect(verdictOf([launch, allow(profile[0] ?? '')], { roles: [top()] })).toBe('none');
    expect(verdictOf([launch, allow(profile), deny(profile[1] ?? '')], { roles: [top()] })).toBe('none');
    expect(
      verdictOf([launch, allow(profile, '*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))], {
        roles: [top()],
      }),
    ).toBe('conditional');
  });

  it('may stand in one from which another role is taken', () => {
    const profileArn = (name: string) => iamArn(`instance-profile/${name}`);
    const web = role('web', {
      InstanceProfileList: [{ InstanceProfileName: 'web', Arn: profileArn('web') }],
    });
    const roles = [top(), web];
    const exchange = (resource = '*', more: Fields = {}) =>
      allow(['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile'], resource, more);
    expect(verdictOf([launch, exchange()], { roles })).toBe('confirmed');
    expect(verdictOf([launch, exchange(profileArn('w*'))], { roles })).toBe('confirmed');
    expect(verdictOf([launch, exchange()], { roles: [top()] })).toBe('none');
    expect(verdictOf([launch, exchange(profileArn('app-*'))], { roles })).toBe('none');
    expect(verdictOf([launch, allow(profile[1] ?? '')], { roles })).toBe('none');
    expect(verdictOf([launch, exchange(), deny(profile[1] ?? '', profileArn('web'))], { roles })).toBe(
      'none',
    );
    expect(
      verdictOf([launch, exchange('*', when('Bool', 'aws:MultiFactorAuthPresent', 'true'))], { roles }),
    ).toBe('conditional');
  });

  it('is found under the names that the service has elsewhere', () => {
    const held = { InstanceProfileList: [{ InstanceProfileName: 'profile' }] };
    for (const service of ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'ec2.us-east-1.amazonaws.com'])
      expect(verdictOf([launch], { roles: [top(held, service)] })).toBe('confirmed');
    expect(verdictOf([launch], { roles: [top(held, 'lambda.amazonaws.com.cn')] })).toBe('none');
    const passing = (operator: string, value: string) => [
      allow('ec2:RunInstances'),
      allow('iam:PassRole', '*', when(operator, 'iam:PassedToService', value)),
    ];
    const china = { roles: [top(held, 'ec2.amazonaws.com.cn')] };
    expect(verdictOf(passing('StringEquals', 'ec2.amazonaws.com.cn'), china)).toBe('confirmed');
    expect(verdictOf(passing('StringLike', 'ec2.*'), china)).toBe('confirmed');
    expect(verdictOf(passing('StringNotEquals', 'ec2.amazonaws.com.cn'), china)).toBe('none');
  });
});
