import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { assess } from '../../src/assessment/assess.js';
import { parseExclusions } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { policiesIn } from '../../src/cli/policy-input.js';
import { catalog, foundIn, type Found } from '../scenarios/policy-scenario.js';

/** What is listed, or, where that is long, how many and some of it. */
type Listed = readonly string[] | { readonly count: number; readonly includes: readonly string[] };

interface Expected {
  readonly excludedBy?: string;
  readonly found: Readonly<Record<string, Readonly<Record<string, Listed>>>>;
}
interface ExpectedPolicy extends Expected {
  readonly policy: string;
  readonly attached?: false;
  readonly unknownActions?: readonly string[];
}
interface ExpectedRole extends Expected {
  readonly role: string;
}

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
// The files are the project's own and have these shapes.
const rows = JSON.parse(text('test/assessment/example-account.json')) as {
  readonly policies: readonly ExpectedPolicy[];
  readonly roles: readonly ExpectedRole[];
};
const account = parseAuthorizationDetails(JSON.parse(text('examples/account.json')));
const assessed = assess(account, { catalog, name: 'account', flagTrustPolicies: true });
const withExclusions = assess(account, {
  catalog,
  name: 'account',
  flagTrustPolicies: true,
  exclusions: parseExclusions(parse(text('examples/exclusions.yml'))),
});

/** The found lists in the form of the expectation: long lists reduced to what it says of them. */
function inFormOf(expected: Expected['found'], found: Found): unknown {
  return Object.fromEntries(
    Object.entries(found).map(([kind, grades]) => [
      kind,
      Object.fromEntries(
        Object.entries(grades).map(([grade, names]) => {
          const listed = expected[kind]?.[grade];
          if (listed === undefined || !('count' in listed)) return [grade, names];
          return [
            grade,
            { count: names.length, includes: listed.includes.filter((name) => names.includes(name)) },
          ];
        }),
      ),
    ]),
  );
}

describe('the example account, policy by policy', () => {
  it('has a row for every policy and every role', () => {
    expect(rows.policies.map(({ policy }) => policy)).toEqual(assessed.policies.map(({ name }) => name));
    expect(rows.roles.map(({ role }) => role)).toEqual(
      assessed.principals.filter(({ type }) => type === 'role').map(({ name }) => name),
    );
  });

  it.each(rows.policies.map((row, index) => [row.policy, row, index] as const))('%s', (_, row, index) => {
    const policy = assessed.policies[index];
    expect(policy?.excludedBy).toBe(row.excludedBy ?? null);
    expect(policy?.unknownActions).toEqual(row.unknownActions ?? []);
    expect((policy?.attachedTo.length ?? 0) > 0).toBe(row.attached ?? true);
    const showsModification = Object.hasOwn(row.found, 'InfrastructureModification');
    const found = foundIn(
      assessed,
      ({ subject, kind, notCounted }) =>
        subject.type === 'policy' &&
        subject.policy === index &&
        notCounted !== 'extended' &&
        (kind !== 'InfrastructureModification' || showsModification),
    );
    expect(inFormOf(row.found, found)).toEqual(row.found);
  });

  it('finds no path of PowerUserAccess that needs iam', () => {
    const index = assessed.policies.findIndex(({ name }) => name === 'PowerUserAccess');
    const paths = assessed.findings.flatMap(({ subject, paths: numbers = [] }) =>
      subject.type === 'policy' && subject.policy === index ? numbers : [],
    );
    const required = paths.flatMap((path) => assessed.escalationPaths[path]?.requiredActions ?? []);
    expect(required.length).toBe(65);
    expect(required.filter((action) => action.startsWith('iam:'))).toEqual([]);
  });

  it('names rows with the same actions in the finding of the row that stands for them', () => {
    expect(
      assessed.escalationPaths
        .filter(({ sameActionsAs }) => sameActionsAs.length > 0)
        .map(({ id, sameActionsAs }) => [id, sameActionsAs]),
    ).toEqual([
      ['ec2-004', ['ec2-005']],
      ['iam-012', ['sts-004']],
      ['sts-001', ['sts-002', 'sts-003']],
    ]);
  });
});

describe('the example account, role by role', () => {
  it.each(rows.roles.map((row) => [row.role, row] as const))('%s', (_, row) => {
    const index = assessed.principals.findIndex(({ type, name }) => type === 'role' && name === row.role);
    expect(assessed.principals[index]?.excludedBy).toBe(row.excludedBy ?? null);
    expect(
      foundIn(assessed, ({ subject }) => subject.type === 'trust-policy' && subject.principal === index),
    ).toEqual(row.found);
  });
});

describe('the example account as a whole', () => {
  it('holds what its description says', () => {
    const count = (type: string) => assessed.principals.filter((principal) => principal.type === type).length;
    expect([count('user'), count('group'), count('role')]).toEqual([14, 6, 45]);
    const inline = account.users.concat().map(({ inlinePolicies }) => inlinePolicies.length);
    const all = [...account.users, ...account.groups, ...account.roles].reduce(
      (sum, { inlinePolicies }) => sum + inlinePolicies.length,
      0,
    );
    expect(inline.length).toBe(14);
    expect(all).toBe(38);
    const types = assessed.policies.map(({ type }) => type);
    expect(
      ['inline', 'customer-managed', 'aws-managed'].map(
        (type) => types.filter((other) => other === type).length,
      ),
    ).toEqual([37, 32, 21]);
    expect(assessed.account).toEqual({
      id: '111122223333',
      partition: 'aws',
      principalsByAccount: { '111122223333': 65 },
    });
    expect(assessed.notAssessed).toEqual([]);
  });

  it('shares one entry between the two roles that own the identical inline document', () => {
    const shared = assessed.policies.filter(
      ({ type, attachedTo }) => type === 'inline' && attachedTo.length > 1,
    );
    expect(
      shared.map(({ name, attachedTo }) => [
        name,
        attachedTo.map((index) => assessed.principals[index]?.name),
      ]),
    ).toEqual([['write-own-metrics', ['invoice-generator-lambda', 'rate-calculator-lambda']]]);
  });

  it('excludes by default what belongs to services', () => {
    const rule = 'service-linked roles and their policies are always excluded';
    expect(assessed.exclusions.excluded).toEqual([
      { type: 'role', name: 'AWSGlueServiceRole-nightly', rule: 'service-role*' },
      { type: 'role', name: 'AWSServiceRoleForECS', rule },
      { type: 'role', name: 'AWSServiceRoleForSupport', rule },
      { type: 'policy', name: 'AWSGlueServiceRole', rule: 'service-role*' },
      { type: 'policy', name: 'AWSLambdaBasicExecutionRole', rule: 'service-role*' },
      { type: 'policy', name: 'AWSSupportServiceRolePolicy', rule },
      { type: 'policy', name: 'AmazonECSServiceRolePolicy', rule },
      { type: 'policy', name: 'AmazonECSTaskExecutionRolePolicy', rule: 'service-role*' },
      { type: 'policy', name: 'landing-zone', rule: 'service-role*' },
    ]);
    expect(assessed.exclusions.unmatchedRules).toEqual([]);
  });

  it('excludes more with its own exclusions file, and reports what matched nothing', () => {
    const byDefault = new Set(assessed.exclusions.excluded.map(({ type, name }) => `${type} ${name}`));
    expect(
      withExclusions.exclusions.excluded.filter(({ type, name }) => !byDefault.has(`${type} ${name}`)),
    ).toEqual([
      { type: 'user', name: 'break-glass', rule: 'break-glass' },
      { type: 'role', name: 'break-glass-administrator', rule: 'break-glass-administrator' },
      { type: 'policy', name: 'AWSSupportAccess', rule: 'AWSSupportAccess' },
      { type: 'policy', name: 'assume-break-glass-with-mfa', rule: 'break-glass' },
      { type: 'action', name: 'ecr:GetAuthorizationToken', rule: 'ecr:GetAuthorizationToken' },
      { type: 'action', name: 'logs:CreateLogAnomalyDetector', rule: 'logs:CreateLog*' },
      { type: 'action', name: 'logs:CreateLogGroup', rule: 'logs:CreateLog*' },
      { type: 'action', name: 'logs:CreateLogStream', rule: 'logs:CreateLog*' },
      { type: 'action', name: 'logs:PutLogEvents', rule: 'logs:PutLogEvents' },
    ]);
    expect(withExclusions.exclusions.unmatchedRules).toEqual([
      'policies: AWSServiceRoleFor*',
      'policies: *ServiceLinkedRolePolicy',
      'users: svc-old-sftp',
    ]);
  });

  it('trusts the accounts that its exclusions file knows', () => {
    expect(foundIn(withExclusions, ({ kind }) => kind === 'AssumableByCrossAccountPrincipal')).toEqual({
      AssumableByCrossAccountPrincipal: { unrestricted: ['arn:aws:iam::777788889999:role/exporter'] },
    });
  });
});

describe('the example policies', () => {
  const MODIFICATION = 'InfrastructureModification';
  const counted = (path: string, flagAllRiskyActions = false) => {
    const result = scanPolicies(policiesIn(parse(text(`examples/policies/${path}`)), path), {
      catalog,
      flagAllRiskyActions,
    });
    return foundIn(result, (finding) => finding.counted && finding.kind !== MODIFICATION);
  };
  const countedKinds = (path: string) =>
    Object.entries(counted(path)).map(([kind, { unrestricted = [] }]) => [kind, unrestricted.length]);

  it.each<[string, Found]>([
    ['s3-read-one-bucket.json', {}],
    ['passrole-lambda.yml', { PrivilegeEscalation: { unrestricted: ['lambda-001'] } }],
    ['passrole-lambda-scoped.yml', {}],
    [
      'not-resource.json',
      {
        DataExfiltration: { unrestricted: ['s3:GetObject'] },
        ResourceExposure: { unrestricted: ['s3:PutBucketPolicy'] },
      },
    ],
    ['mfa-condition.json', {}],
    ['weak-conditions.json', { DataExfiltration: { unrestricted: ['s3:GetObject', 'ssm:GetParameter'] } }],
    [
      'managed-policy-with-versions.json',
      {
        DataExfiltration: { unrestricted: ['s3:GetObject'] },
        ResourceExposure: { unrestricted: ['s3:PutObjectAcl'] },
      },
    ],
    ['list-of-policies.json', { ResourceExposure: { unrestricted: ['kms:PutKeyPolicy'] } }],
    ['abac-session.yml', {}],
    ['service-wildcard-one-queue.json', { ServiceWildcard: { unrestricted: ['sqs'] } }],
    ['github-oidc.json', {}],
  ])('%s', (path, expected) => expect(counted(path)).toEqual(expected));

  it.each<[string, Found]>([
    [
      'passrole-lambda-scoped.yml',
      { PrivilegeEscalation: { scoped: ['lambda-001'] }, ResourceExposure: { scoped: ['iam:PassRole'] } },
    ],
    [
      'mfa-condition.json',
      {
        PrivilegeEscalation: { conditional: ['iam-002'] },
        DataExfiltration: { conditional: ['secretsmanager:GetSecretValue'] },
        ResourceExposure: { conditional: ['iam:CreateAccessKey'] },
        CredentialsExposure: { conditional: ['iam:CreateAccessKey'] },
      },
    ],
    ['abac-session.yml', { PrivilegeEscalation: { conditional: ['ssm-001'] } }],
  ])('%s with every risky action', (path, expected) => expect(counted(path, true)).toEqual(expected));

  it('wildcard.json: every kind', () => {
    expect(countedKinds('wildcard.json')).toEqual([
      ['PrivilegeEscalation', 145],
      ['DataExfiltration', 5],
      ['ResourceExposure', 416],
      ['ServiceWildcard', 456],
      ['CredentialsExposure', 41],
    ]);
  });

  it('not-action.json: every kind, nothing of iam', () => {
    const found = counted('not-action.json');
    expect(countedKinds('not-action.json')).toEqual([
      ['PrivilegeEscalation', 38],
      ['DataExfiltration', 5],
      ['ResourceExposure', 338],
      ['ServiceWildcard', 453],
      ['CredentialsExposure', 31],
    ]);
    const named = Object.values(found).flatMap(({ unrestricted = [] }) => unrestricted);
    expect(named.filter((name) => /^(iam|sts)(:|-|$)/.test(name))).toEqual([]);
  });

  it('deny-guardrail.json: one Deny erases, one leaves an exception, a region Deny hides nothing', () => {
    const { PrivilegeEscalation, DataExfiltration, ResourceExposure, ServiceWildcard, CredentialsExposure } =
      counted('deny-guardrail.json');
    expect({ PrivilegeEscalation, DataExfiltration, ServiceWildcard, CredentialsExposure }).toEqual({
      PrivilegeEscalation: { unrestricted: ['ec2-002', 'ec2-004'] },
      DataExfiltration: { unrestricted: ['s3:GetObject'] },
      ServiceWildcard: { unrestricted: ['ec2', 's3'] },
      CredentialsExposure: { unrestricted: ['ec2:GetPasswordData'] },
    });
    expect([...new Set(ResourceExposure?.['unrestricted']?.map((action) => action.split(':')[0]))]).toEqual([
      'ec2',
      's3',
    ]);
  });
});
