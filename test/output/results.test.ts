import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { resultsChunks } from '../../src/output/results.js';
import { finding, policy, principal, writtenAssessment } from './written-assessment.js';

const written = (assessment: Assessment): string => [...resultsChunks(assessment)].join('');

type Json = Readonly<Record<string, unknown>>;
/** A part of what is written, for tests that are about nothing else. */
function part(assessment: Assessment, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (value as Json)[key], JSON.parse(written(assessment)));
}

const risk = (severity: string, title: string, findings: readonly unknown[], more: Json = {}): Json => ({
  severity,
  description: `${title}.`,
  findings,
  ...more,
});

/** The six kinds without a finding, in order. */
const CLEAN: Json = {
  PrivilegeEscalation: risk('high', 'Privilege Escalation', [], { links: {} }),
  DataExfiltration: risk('medium', 'Data Exfiltration', [], { extended_findings: [] }),
  ResourceExposure: risk('high', 'Resource Exposure', []),
  ServiceWildcard: risk('medium', 'Service Wildcard', []),
  CredentialsExposure: risk('high', 'Credentials Exposure', [], { extended_findings: [] }),
  InfrastructureModification: risk('low', 'Unrestricted Infrastructure Modification', []),
};

const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';

const OPS = {
  arn: 'arn:aws:iam::111122223333:group/ops',
  name: 'ops',
  create_date: null,
  id: 'AGPA1',
  path: '/',
  is_excluded: false,
  inline_policies: {},
  customer_managed_policies: {},
  aws_managed_policies: { ANPA2: 'AdministratorAccess' },
};

const EXPECTED = {
  groups: { AGPA1: OPS },
  users: {
    AIDA1: {
      arn: 'arn:aws:iam::111122223333:user/alice',
      name: 'alice',
      create_date: '2023-01-01T00:00:00+00:00',
      id: 'AIDA1',
      path: '/',
      is_excluded: false,
      inline_policies: { ab12: 'my "read"' },
      customer_managed_policies: { ANPA1: 'deploy' },
      aws_managed_policies: {},
      groups: { ops: OPS },
    },
  },
  roles: {
    AROA1: {
      arn: 'arn:aws:iam::111122223333:role/runner',
      name: 'runner',
      create_date: null,
      id: 'AROA1',
      path: '/ci/',
      is_excluded: false,
      inline_policies: { ab12: 'read' },
      customer_managed_policies: { ANPA1: 'deploy' },
      aws_managed_policies: {},
      assume_role_policy: {
        PolicyDocument: { Statement: { Sid: 'Trust', Effect: 'Allow', Action: 'sts:AssumeRole' } },
      },
      role_last_used: '2026-10-01T00:00:00+00:00',
      instance_profiles: [{ InstanceProfileName: 'runner', Roles: [] }],
      instances_count: 1,
      AssumableByComputeServices: risk('low', 'Assumable by Compute Service', ['ec2', 'lambda'], {
        extended_findings: ['glue.amazonaws.com'],
      }),
      AssumableByCrossAccountPrincipal: risk('medium', 'Assumable by Cross-Account Principal', []),
      AssumableByAnyPrincipal: risk('critical', 'Assumable by Any Principal', []),
      AssumableByAnyPrincipalWithConditions: risk('medium', 'Assumable by Any Principal With Conditions', [
        '*',
      ]),
    },
    AROA2: {
      arn: 'arn:aws:iam::111122223333:role/old',
      name: 'old',
      create_date: null,
      id: 'AROA2',
      path: '/',
      is_excluded: true,
      inline_policies: {},
      customer_managed_policies: {},
      aws_managed_policies: {},
      assume_role_policy: { PolicyDocument: {} },
      role_last_used: null,
      instance_profiles: [],
      instances_count: 0,
      AssumableByComputeServices: risk('low', 'Assumable by Compute Service', [], { extended_findings: [] }),
      AssumableByCrossAccountPrincipal: risk('medium', 'Assumable by Cross-Account Principal', []),
      AssumableByAnyPrincipal: risk('critical', 'Assumable by Any Principal', []),
      AssumableByAnyPrincipalWithConditions: risk('medium', 'Assumable by Any Principal With Conditions', []),
    },
  },
  aws_managed_policies: {
    ANPA2: {
      PolicyName: 'AdministratorAccess',
      PolicyId: 'ANPA2',
      Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      AttachedTo: { roles: [], groups: ['ops'], users: [] },
      IsAttachable: true,
      CreateDate: '2024-01-02T03:04:05+00:00',
      UpdateDate: '2024-02-03T04:05:06+00:00',
      PolicyVersionList: [],
      ...CLEAN,
      is_excluded: true,
    },
  },
  customer_managed_policies: {
    ANPA1: {
      PolicyName: 'deploy',
      PolicyId: 'ANPA1',
      Arn: 'arn:aws:iam::111122223333:policy/deploy',
      Path: '/',
      DefaultVersionId: 'v2',
      AttachmentCount: 1,
      AttachedTo: { roles: ['runner'], groups: [], users: ['alice'] },
      IsAttachable: true,
      CreateDate: '2024-01-02T03:04:05+00:00',
      UpdateDate: '2024-02-03T04:05:06+00:00',
      PolicyVersionList: [
        {
          Document: { Version: '2012-10-17', Statement: [] },
          VersionId: 'v2',
          IsDefaultVersion: true,
          CreateDate: '2024-02-03T04:05:06+00:00',
        },
        { Document: null, VersionId: 'v1', IsDefaultVersion: false, CreateDate: null },
      ],
      ...CLEAN,
      PrivilegeEscalation: risk(
        'high',
        'Privilege Escalation',
        [
          { type: 'lambda-001', actions: ['iam:passrole', 'lambda:createfunction'] },
          { type: 'CreateNewPolicyVersion', actions: ['iam:createpolicyversion'] },
        ],
        { links: { CreateNewPolicyVersion: 'https://example.com/iam-001' } },
      ),
      DataExfiltration: risk('medium', 'Data Exfiltration', [], {
        extended_findings: ['s3-outposts:PutObject'],
      }),
      ResourceExposure: risk('high', 'Resource Exposure', [
        's3-outposts:PutObject',
        's3:GetObject',
        's3:PutObject',
      ]),
      ServiceWildcard: risk('medium', 'Service Wildcard', ['iam', 's3']),
      is_excluded: false,
    },
    ANPA3: {
      PolicyName: 'spare',
      PolicyId: 'ANPA3',
      Arn: 'arn:aws:iam::111122223333:policy/spare',
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      AttachedTo: { roles: [], groups: [], users: [] },
      IsAttachable: true,
      CreateDate: '2024-01-02T03:04:05+00:00',
      UpdateDate: '2024-02-03T04:05:06+00:00',
      PolicyVersionList: [],
      ...CLEAN,
      InfrastructureModification: risk('low', 'Unrestricted Infrastructure Modification', ['s3:GetObject']),
      is_excluded: false,
    },
  },
  inline_policies: {
    ab12: {
      PolicyName: 'read',
      PolicyId: 'ab12',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      },
      AttachedTo: { roles: ['runner'], groups: [], users: ['alice'] },
      ...CLEAN,
      DataExfiltration: risk('medium', 'Data Exfiltration', ['s3:GetObject'], { extended_findings: [] }),
      is_excluded: false,
    },
  },
  exclusions: { policies: ['AdministratorAccess'], roles: ['old*'] },
  // Without ssm:GetParameter, which no list above names.
  links: {
    'iam:CreatePolicyVersion': `${REFERENCE}list_iam.html#iam-CreatePolicyVersion`,
    'iam:PassRole': `${REFERENCE}list_iam.html#iam-PassRole`,
    'lambda:CreateFunction': `${REFERENCE}list_awslambda.html#awslambda-CreateFunction`,
    's3:GetObject': `${REFERENCE}list_s3.html#s3-GetObject`,
    's3:PutObject': `${REFERENCE}list_s3.html#s3-PutObject`,
    's3-outposts:PutObject': `${REFERENCE}list_s3outposts.html#s3outposts-PutObject`,
  },
};

describe('the results file', () => {
  it('has the shape of 0.9.1 to the letter', () => {
    expect(JSON.parse(written(writtenAssessment()))).toEqual(EXPECTED);
    expect(written(writtenAssessment())).toBe(JSON.stringify(EXPECTED));
  });

  it('has every top-level key where the account is empty', () => {
    const nothing = { policies: [], principals: [], findings: [], escalationPaths: [], actionSets: [] };
    const empty = writtenAssessment({
      ...nothing,
      exclusions: { rules: {}, excluded: [], unmatchedRules: [] },
    });
    expect(written(empty)).toBe(
      '{"groups":{},"users":{},"roles":{},"aws_managed_policies":{},"customer_managed_policies":{},' +
        '"inline_policies":{},"exclusions":{},"links":{}}',
    );
  });

  it('has kinds of trust policies that 0.9.1 did not know after its four', () => {
    const assessment = writtenAssessment();
    const further = {
      id: 'TrustsDeletedPrincipal',
      title: 'Trusts Deleted Principal',
      severity: 'low',
      scope: 'trust-policy',
      summary: 'Trusts Deleted Principal.',
      why: '',
      fix: '',
      references: [],
    } as const;
    const role = assessment.principals.findIndex(({ name }) => name === 'runner');
    const deleted = finding({
      kind: further.id,
      subject: { type: 'trust-policy', principal: role },
      trusted: ['AIDAEXAMPLEUSERID1234'],
    });
    const flagged = {
      ...assessment,
      kinds: [...assessment.kinds, further],
      findings: [...assessment.findings, deleted],
    };
    expect(Object.keys(part(flagged, 'roles', 'AROA1') as Json).slice(-5)).toEqual([
      'AssumableByComputeServices',
      'AssumableByCrossAccountPrincipal',
      'AssumableByAnyPrincipal',
      'AssumableByAnyPrincipalWithConditions',
      'TrustsDeletedPrincipal',
    ]);
    expect(part(flagged, 'roles')).toMatchObject({
      AROA1: { TrustsDeletedPrincipal: risk('low', further.title, ['AIDAEXAMPLEUSERID1234']) },
      AROA2: { TrustsDeletedPrincipal: risk('low', further.title, []) },
    });
  });

  it('says nothing of trust policies unless they are flagged', () => {
    const options = { ...writtenAssessment().options, flagTrustPolicies: false };
    expect(Object.keys(part(writtenAssessment({ options }), 'roles', 'AROA1') as Json)).toEqual([
      'arn',
      'name',
      'create_date',
      'id',
      'path',
      'is_excluded',
      'inline_policies',
      'customer_managed_policies',
      'aws_managed_policies',
      'assume_role_policy',
      'role_last_used',
      'instance_profiles',
      'instances_count',
    ]);
  });

  it('merges what every risky action adds into one sorted list without repetitions', () => {
    const base = writtenAssessment();
    const subject = { type: 'policy', policy: 0 } as const;
    const assessment = writtenAssessment({
      options: { ...base.options, flagAllRiskyActions: true },
      findings: [
        finding({ kind: 'ResourceExposure', subject, actionSet: 4 }),
        finding({ kind: 'ResourceExposure', subject, reach: 'conditional', actionSet: 1 }),
        finding({ kind: 'ResourceExposure', subject, reach: 'scoped', actionSet: 2 }),
        finding({ kind: 'PrivilegeEscalation', subject, paths: [0] }),
        finding({ kind: 'PrivilegeEscalation', subject, reach: 'conditional', paths: [0, 1] }),
        finding({ kind: 'ServiceWildcard', subject, services: ['s3'] }),
        finding({ kind: 'ServiceWildcard', subject, reach: 'conditional', services: ['ec2', 's3'] }),
        finding({ kind: 'DataExfiltration', subject, notCounted: 'extended', actionSet: 2 }),
        finding({ kind: 'DataExfiltration', subject, reach: 'scoped', notCounted: 'extended', actionSet: 4 }),
      ],
    });
    const deploy = part(assessment, 'customer_managed_policies', 'ANPA1') as Readonly<Record<string, Json>>;
    expect(deploy['ResourceExposure']?.['findings']).toEqual([
      's3-outposts:PutObject',
      's3:GetObject',
      's3:PutObject',
      'ssm:GetParameter',
    ]);
    expect(deploy['PrivilegeEscalation']?.['findings']).toEqual([
      { type: 'CreateNewPolicyVersion', actions: ['iam:createpolicyversion'] },
      { type: 'lambda-001', actions: ['iam:passrole', 'lambda:createfunction'] },
    ]);
    expect(deploy['ServiceWildcard']?.['findings']).toEqual(['ec2', 's3']);
    expect(deploy['DataExfiltration']?.['extended_findings']).toEqual([
      's3-outposts:PutObject',
      'ssm:GetParameter',
    ]);
  });

  it('gives policies that share an action set the same list', () => {
    const assessment = writtenAssessment({
      findings: [0, 2, 3].map((index) =>
        finding({ kind: 'ResourceExposure', subject: { type: 'policy', policy: index }, actionSet: 1 }),
      ),
    });
    const list = ['s3-outposts:PutObject', 's3:GetObject', 's3:PutObject'];
    expect(part(assessment, 'customer_managed_policies', 'ANPA1', 'ResourceExposure', 'findings')).toEqual(
      list,
    );
    expect(part(assessment, 'inline_policies', 'ab12', 'ResourceExposure', 'findings')).toEqual(list);
    expect(part(assessment, 'customer_managed_policies', 'ANPA3', 'ResourceExposure', 'findings')).toEqual(
      list,
    );
  });

  it('survives names that mean something to JSON and to JavaScript', () => {
    const names = ['__proto__', 'constructor', '"},{"', '\u001b[2J\u202e', '7', '\ud800'];
    const assessment = writtenAssessment({
      policies: names.map((name) => policy({ id: name, name })),
      principals: [principal({ id: '__proto__', name: 'x', type: 'user', policies: [0, 1, 2, 3, 4, 5] })],
      findings: [],
    });
    const policies = Object.values(
      part(assessment, 'customer_managed_policies') as Readonly<Record<string, Json>>,
    );
    expect(policies.map((each) => each['PolicyName']).sort()).toEqual([...names].sort());
    const [user] = Object.values(part(assessment, 'users') as Readonly<Record<string, Json>>);
    // An entry of that name, and not a prototype.
    expect(Object.entries(user?.['customer_managed_policies'] as Json).sort()).toEqual(
      names.map((name) => [name, name]).sort(),
    );
  });

  it('comes in chunks however large the account', () => {
    const policies = Array.from({ length: 2000 }, (_, index) =>
      policy({ id: `ANPA${index}`, name: `p${index}` }),
    );
    const lengths = [...resultsChunks(writtenAssessment({ policies, findings: [] }))].map(
      ({ length }) => length,
    );
    expect(lengths.length).toBeGreaterThan(20);
    expect(lengths.slice(0, -1).every((length) => length >= 65_536 && length < 80_000)).toBe(true);
  });
});
