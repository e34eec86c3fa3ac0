import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.js';
import { DEFAULT_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { findingsChunks } from '../../src/output/findings.js';
import { resultsChunks } from '../../src/output/results.js';
import {
  allow,
  attached,
  details,
  document,
  inline,
  managed,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';
import { assessed } from '../assessment/small-account.js';
import { readScenarios, runScenario, type PolicyScenario } from './policy-scenario.js';

/** A row that also says what 0.9.1 found. */
interface Difference extends PolicyScenario {
  readonly before: Readonly<Record<string, readonly string[]>>;
}

// The rows of this file have the member; its type is the project's own.
const differences = readScenarios('differences-from-0.9.1.json') as readonly Difference[];

describe('policies on which the answers differ', () => {
  it.each(differences.map((row) => [row.name, row] as const))('%s', (_, row) => {
    runScenario(row);
    const counted = Object.entries(row.expected ?? {}).flatMap(([kind, { unrestricted = [] }]) =>
      unrestricted.map((name) => `${kind} ${name}`),
    );
    const kept = Object.values(row.expected ?? {}).flatMap(({ conditional = [], scoped = [] }) => [
      ...conditional,
      ...scoped,
    ]);
    const before = Object.entries(row.before).flatMap(([kind, names]) =>
      names.map((name) => `${kind} ${name}`),
    );
    expect(JSON.stringify(counted.sort()) === JSON.stringify(before.sort()) && kept.length === 0).toBe(false);
  });
});

type Json = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
// What is written is an object of objects; single members are compared with exact values below.
const results = (assessment: Assessment) => JSON.parse([...resultsChunks(assessment)].join('')) as Json;
const only = (section: Json[string] | undefined) => {
  expect(Object.keys(section ?? {}).length).toBe(1);
  return Object.values(section ?? {})[0];
};

describe('the results file', () => {
  it('lists both holders of an identical inline document, under the name the first gives it', () => {
    const read = document(allow('s3:GetObject'));
    const written = results(
      assessed(
        details({
          users: [user('olu', { UserPolicyList: [inline('one', read)] })],
          roles: [role('reader', { RolePolicyList: [inline('another', read)] })],
        }),
      ),
    );
    expect(only(written['inline_policies'])).toMatchObject({
      PolicyName: 'one',
      AttachedTo: { roles: ['reader'], groups: [], users: ['olu'] },
      DataExfiltration: { findings: ['s3:GetObject'] },
    });
  });

  it('keeps further actions in a second group', () => {
    const written = results(
      assessed(
        details({
          roles: [
            role('reader', {
              RolePolicyList: [inline('read', document(allow(['s3:GetObject', 'athena:GetQueryResults'])))],
              AssumeRolePolicyDocument: trusting({
                Service: ['ec2.amazonaws.com', 'codebuild.amazonaws.com'],
              }),
            }),
          ],
        }),
        { flagTrustPolicies: true },
      ),
    );
    expect(only(written['inline_policies'])).toMatchObject({
      DataExfiltration: { findings: ['s3:GetObject'], extended_findings: ['athena:GetQueryResults'] },
    });
    expect(only(written['roles'])).toMatchObject({
      AssumableByComputeServices: { findings: ['ec2'], extended_findings: ['codebuild.amazonaws.com'] },
    });
  });

  it('names a path that 0.9.1 did not know by its id', () => {
    const written = results(
      assessed(
        details({
          users: [user('olu', { UserPolicyList: [inline('run', document(allow('ssm:SendCommand')))] })],
        }),
      ),
    );
    expect(only(written['inline_policies'])).toMatchObject({
      PrivilegeEscalation: { findings: [{ type: 'ssm-002', actions: ['ssm:sendcommand'] }] },
    });
  });

  it('keeps policies that nobody holds with their findings', () => {
    const written = results(
      assessed(
        details({ users: [user('olu')], policies: [managed('spare', document(allow('s3:GetObject')))] }),
      ),
    );
    expect(only(written['customer_managed_policies'])).toMatchObject({
      PolicyName: 'spare',
      AttachedTo: { roles: [], groups: [], users: [] },
      DataExfiltration: { findings: ['s3:GetObject'] },
    });
  });

  it('keeps service-linked roles and their policies, marked as excluded', () => {
    const arn = 'arn:aws:iam::aws:policy/aws-service-role/SupportServiceRolePolicy';
    const written = results(
      assessed(
        details({
          roles: [
            role('AWSServiceRoleForSupport', {
              Path: '/aws-service-role/support.amazonaws.com/',
              AttachedManagedPolicies: [attached('SupportServiceRolePolicy', arn)],
            }),
          ],
          policies: [
            managed('SupportServiceRolePolicy', document(allow('s3:GetObject')), {
              Arn: arn,
              Path: '/aws-service-role/',
            }),
          ],
        }),
      ),
    );
    expect(only(written['roles'])).toMatchObject({ name: 'AWSServiceRoleForSupport', is_excluded: true });
    expect(only(written['aws_managed_policies'])).toMatchObject({
      is_excluded: true,
      DataExfiltration: { findings: [] },
    });
  });

  it('describes a kind in one plain sentence', () => {
    const written = results(
      assessed(
        details({
          users: [user('olu', { UserPolicyList: [inline('read', document(allow('s3:GetObject')))] })],
        }),
      ),
    );
    expect(only(written['inline_policies'])).toMatchObject({
      DataExfiltration: {
        severity: 'medium',
        description:
          'These actions read data, parameters or secrets, and nothing confines them to particular resources.',
      },
    });
  });
});

describe('the findings file', () => {
  it('is the Assessment, not a second copy of the results', () => {
    const assessment = assessed(
      details({
        users: [user('olu', { UserPolicyList: [inline('read', document(allow('s3:GetObject')))] })],
      }),
    );
    expect(parseFindings(JSON.parse([...findingsChunks(assessment)].join('')))).toEqual(
      JSON.parse(JSON.stringify(assessment)),
    );
  });
});

describe('what is in force without an exclusions file', () => {
  it('does not hide administrators', () => {
    const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const input = details({
      users: [user('olu', { AttachedManagedPolicies: [attached('AdministratorAccess', arn)] })],
      policies: [managed('AdministratorAccess', document(allow('*')), { Arn: arn })],
    });
    const { policies, summary } = assessed(input, { exclusions: DEFAULT_EXCLUSIONS });
    expect(policies.map(({ excludedBy }) => excludedBy)).toEqual([null]);
    expect(summary.bySeverity).toEqual({ critical: 0, high: 3, medium: 2, low: 1, none: 0 });
  });
});
