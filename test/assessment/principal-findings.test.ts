import { describe, expect, it } from 'vitest';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { parseExclusions } from '../../src/assessment/exclusions.js';
import {
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
import { assessed } from './small-account.js';

const GUARDED = {
  level: 'root',
  policies: [{ name: 'guard', document: document(allow('*'), deny('iam:*')) }],
};

/** What was found on principals, in short. */
function onPrincipals(assessment: Assessment): readonly unknown[] {
  return assessment.findings
    .filter(({ subject }) => subject.type === 'principal')
    .map((finding) => ({
      who: finding.subject.type === 'principal' ? assessment.principals[finding.subject.principal]?.name : '',
      kind: finding.kind,
      severity: finding.severity,
      counted: finding.counted,
      ...(finding.paths === undefined
        ? {}
        : { paths: finding.paths.map((path) => assessment.escalationPaths[path]?.id) }),
      ...(finding.contributions === undefined
        ? {}
        : {
            from: finding.contributions.map(({ policy, statements }) => [
              assessment.policies[policy]?.name,
              ...statements,
            ]),
          }),
      ...(finding.blockedBy === undefined ? {} : { blockedBy: finding.blockedBy }),
    }));
}

const PASS = inline('pass', document(allow('iam:PassRole')));
const RUN = inline('run', document(allow(['lambda:CreateFunction', 'lambda:InvokeFunction'])));

describe('findings on principals', () => {
  it('find a path that one policy opens on a condition only, and another without', () => {
    const account = details({
      users: [
        user('ann', {
          UserPolicyList: [
            inline(
              'most',
              document(allow('lambda:InvokeFunction'), allow('lambda:CreateFunction'), {
                ...allow('iam:PassRole'),
                Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
              }),
            ),
            PASS,
          ],
        }),
      ],
    });
    expect(onPrincipals(assessed(account))).toEqual([
      {
        who: 'ann',
        kind: 'PrivilegeEscalation',
        severity: 'high',
        counted: true,
        paths: ['lambda-001'],
        from: [
          ['most', 0, 1, 2],
          ['pass', 0],
        ],
      },
    ]);
  });

  it('find a path to a service that roles can be passed to by one policy, and run by another', () => {
    const passTo = (service: string) => ({
      ...allow('iam:PassRole'),
      Condition: { StringEquals: { 'iam:PassedToService': service } },
    });
    const account = details({
      users: [
        user('ann', {
          UserPolicyList: [
            inline(
              'functions',
              document(
                allow(['lambda:CreateFunction', 'lambda:InvokeFunction', 'ec2:RunInstances']),
                passTo('lambda.amazonaws.com'),
              ),
            ),
            inline('instances', document(passTo('ec2.amazonaws.com'))),
          ],
        }),
      ],
    });
    expect(onPrincipals(assessed(account))).toEqual([
      {
        who: 'ann',
        kind: 'PrivilegeEscalation',
        severity: 'high',
        counted: true,
        paths: ['ec2-001'],
        from: [
          ['functions', 0, 1],
          ['instances', 0],
        ],
      },
    ]);
  });

  it('find escalation across policies, through groups too, and name the statements', () => {
    const account = details({
      users: [user('ann', { UserPolicyList: [PASS], GroupList: ['builders'] })],
      groups: [group('builders', { GroupPolicyList: [RUN] })],
    });
    expect(onPrincipals(assessed(account))).toEqual([
      {
        who: 'ann',
        kind: 'PrivilegeEscalation',
        severity: 'high',
        counted: true,
        paths: ['lambda-001'],
        from: [
          ['pass', 0],
          ['run', 0],
        ],
      },
    ]);
  });

  it('find escalation across policies beside a Deny that has nothing to do with it', () => {
    const toLambda = inline(
      'to-lambda',
      document({
        ...allow('iam:PassRole'),
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      }),
    );
    const keep = inline('keep', document(deny('s3:DeleteBucket')));
    const found = (policies: readonly unknown[]) =>
      onPrincipals(assessed(details({ roles: [role('builder', { RolePolicyList: policies })] })));
    const across = [
      {
        who: 'builder',
        kind: 'PrivilegeEscalation',
        severity: 'high',
        counted: true,
        paths: ['lambda-001'],
        from: [
          [expect.stringMatching(/^(pass|to-lambda)$/), 0],
          ['run', 0],
        ],
      },
    ];
    expect(found([PASS, RUN, keep])).toEqual(across);
    expect(found([toLambda, RUN, keep])).toEqual(across);
    expect(found([PASS, keep])).toEqual([]);
  });

  it('find what a Deny of one policy takes from another, where that was all the policy showed', () => {
    const reading = inline('reading', document(allow('s3:GetObject')));
    const closing = inline('closing', document(deny('s3:GetObject')));
    const account = details({ roles: [role('reader', { RolePolicyList: [reading, closing] })] });
    expect(onPrincipals(assessed(account))).toEqual([
      {
        who: 'reader',
        kind: 'DataExfiltration',
        severity: 'none',
        counted: false,
        from: [['reading', 0]],
        blockedBy: ['Deny statement 1 in policy closing'],
      },
    ]);
  });

  it('say nothing of what excluded policies give', () => {
    const account = details({ users: [user('ann', { UserPolicyList: [PASS, RUN] })] });
    const exclusions = parseExclusions({ policies: ['run'] });
    expect(onPrincipals(assessed(account, { exclusions }))).toEqual([]);
  });

  it('say nothing where one policy shows it all', () => {
    const both = inline(
      'both',
      document(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])),
    );
    expect(
      onPrincipals(assessed(details({ users: [user('ann', { UserPolicyList: [both, PASS] })] }))),
    ).toEqual([]);
  });

  it.each([
    [
      'a Deny',
      { UserPolicyList: [PASS_AND_RUN(), inline('guard', document({ Sid: 'No', ...deny('iam:PassRole') }))] },
      {},
      ['Deny No in policy guard'],
    ],
    [
      'a permissions boundary',
      {
        UserPolicyList: [PASS_AND_RUN()],
        PermissionsBoundary: {
          PermissionsBoundaryType: 'Policy',
          PermissionsBoundaryArn: policyArn('lambda-only'),
        },
      },
      {},
      [`permissions boundary ${policyArn('lambda-only')}`],
    ],
    [
      'a service control policy',
      { UserPolicyList: [PASS_AND_RUN()] },
      { organizationPolicies: parseOrganizationPolicies({ serviceControlPolicies: [GUARDED] }) },
      ['service control policies of root'],
    ],
  ])('keep what %s takes away as blocked', (_, fields, options, blockedBy) => {
    const account = details({
      users: [user('ann', fields)],
      policies: [managed('lambda-only', document(allow('lambda:*')))],
    });
    const found = onPrincipals(assessed(account, options)).filter((finding) =>
      JSON.stringify(finding).includes('PrivilegeEscalation'),
    );
    expect(found).toEqual([
      {
        who: 'ann',
        kind: 'PrivilegeEscalation',
        severity: 'none',
        counted: false,
        paths: ['lambda-001'],
        from: [['both', 0]],
        blockedBy,
      },
    ]);
  });

  const open = role('open', {
    RolePolicyList: [inline('everything', document(allow('*')))],
    AssumeRolePolicyDocument: trusting({ AWS: 'arn:aws:iam::444455556666:root' }),
  });

  it('are critical for a role by which outsiders become administrator', () => {
    expect(onPrincipals(assessed(details({ roles: [open] })))).toEqual([
      { who: 'open', kind: 'PrivilegeEscalation', severity: 'critical', counted: true },
    ]);
  });

  it('are critical for every such role, though an outsider has one chain', () => {
    const { escalation, findings } = assessed(
      details({
        roles: [
          open,
          { ...open, RoleName: 'second', RoleId: 'ID-second', Arn: 'arn:aws:iam::111122223333:role/second' },
        ],
      }),
    );
    const critical = findings.filter(
      ({ severity, kind }) => severity === 'critical' && kind === 'PrivilegeEscalation',
    );
    expect(critical.map(({ subject, chain }) => [subject, chain])).toEqual([
      [{ type: 'principal', principal: 0 }, 0],
      [{ type: 'principal', principal: 1 }, undefined],
    ]);
    expect(escalation.chains.map(({ from, outsider }) => [from, outsider])).toEqual([
      [null, 'arn:aws:iam::444455556666:root'],
    ]);
  });

  it('are not critical where the outsider is a known account', () => {
    expect(
      onPrincipals(
        assessed(details({ roles: [open] }), {
          exclusions: parseExclusions({ 'known-accounts': ['444455556666'] }),
        }),
      ),
    ).toEqual([]);
  });
});

function PASS_AND_RUN() {
  return inline('both', document(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'])));
}

it('names the actions of a finding on a principal', () => {
  const account = details({ users: [user('ann', { UserPolicyList: [PASS, RUN] })] });
  const assessment = assessed(account);
  const finding = assessment.findings.find(({ subject }) => subject.type === 'principal');
  expect(actionMembers(assessment, finding?.actionSet ?? -1)).toEqual([
    'iam:PassRole',
    'lambda:CreateFunction',
    'lambda:InvokeFunction',
  ]);
});
