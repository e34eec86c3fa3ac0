import { describe, expect, it } from 'vitest';
import type { AssessedPolicy, Finding, JsonValue } from '../../src/assessment/assessment.js';
import { firstAdvice, fixAdvice } from '../../src/report-app/model/fix-advice.js';
import { fixtureAssessment } from './fixture-assessment.js';

const base = fixtureAssessment();

function advice(
  statements: readonly JsonValue[],
  part: Partial<Finding> = {},
  policy: Partial<AssessedPolicy> = {},
): readonly string[] {
  const [sample] = base.findings;
  const [held] = base.policies;
  if (sample === undefined || held === undefined) throw new Error('the fixture has no finding or policy');
  const assessment = {
    ...base,
    actions: ['iam:PassRole', 's3:GetObject', 's3:ListAllMyBuckets'],
    actionSets: ['0', '1', '1+1', '0+2'],
    resourceTypes: ['iam:role', 's3:object'],
    narrowings: ['0', '1', '1!1', ''],
    documents: [{ Version: '2012-10-17', Statement: statements }],
    policies: [{ ...held, type: 'customer-managed' as const, document: 0, attachedTo: [1], ...policy }],
  };
  return fixAdvice(assessment, {
    ...sample,
    subject: { type: 'policy', policy: 0 },
    reach: 'unrestricted',
    grantedBy: statements.map((_, index) => index),
    actionSet: 1,
    ...part,
  });
}

describe('what to change for a finding', () => {
  it('names the statement, its patterns, the resources that would do, and a condition that would help', () => {
    expect(advice([{ Sid: 'Read', Effect: 'Allow', Action: ['s3:Get*', 'ec2:*'], Resource: '*' }])).toEqual([
      'In statement 1 (Read), write the actions that are used in place of s3:Get*.',
      'In place of "*", Resource can name ARNs of the type s3:object.',
      'A condition on s3:ResourceAccount limits s3:GetObject to buckets of this account.',
    ]);
    expect(advice([{ Effect: 'Allow', Action: 'iam:passrole', Resource: '*' }], { actionSet: 0 })).toEqual([
      'Take iam:passrole out of statement 1 unless it is needed there.',
      'In place of "*", Resource can name ARNs of the type iam:role.',
      'A condition on iam:PassedToService limits iam:PassRole to the services that the role is meant for.',
    ]);
  });

  it('tells full wildcards, NotAction and NotResource apart', () => {
    expect(
      advice(
        [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::x' },
        ],
        { actionSet: 3 },
      ).slice(0, 3),
    ).toEqual([
      'Statement 1 allows every action: list in its place those that are used.',
      'Statement 2 allows everything but what its NotAction names: list in Action what is used instead.',
      'Name in Resource what it is for: NotResource leaves open all that it does not name.',
    ]);
  });

  it('counts the actions that no resource narrows, and leaves out keys that are used already', () => {
    expect(
      advice([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], {
        actionSet: 2,
        conditionKeys: ['s3:ResourceAccount'],
      }),
    ).toEqual([
      'In statement 1, write the actions that are used in place of s3:*.',
      'In place of "*", Resource can name ARNs of the type s3:object.',
      '1 of its actions works on no resource that could be named: only leaving out or a condition limits that.',
    ]);
  });

  it('says where the change is to be made', () => {
    const role = base.principals.findIndex(({ type }) => type === 'role');
    const users = base.principals.flatMap(({ type }, index) => (type === 'user' ? [index] : [])).slice(0, 2);
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    expect(advice([statement], {}, { type: 'aws-managed', attachedTo: [...users, role] })[0]).toBe(
      'AWS keeps this policy, so that it cannot be changed: detach it from 2 users and 1 role, and attach a policy of your own with only what they use.',
    );
    const group = base.principals.findIndex(({ type }) => type === 'group');
    expect(
      advice([statement], {}, { type: 'aws-managed', attachedTo: [...users, group, role] })[0],
    ).toContain('detach it from 2 users, 1 group and 1 role, and');
    expect(advice([statement], {}, { attachedTo: [] })[0]).toBe(
      'Nobody in the input has the policy: delete it if nothing else needs it.',
    );
    const source = { file: 'policy.json', line: 1, column: 1 };
    expect(advice([statement], {}, { attachedTo: [], source })[0]).toBe(
      'Take s3:GetObject out of statement 1 unless it is needed there.',
    );
    expect(advice([statement], { reach: 'scoped' })[1]).toBe(
      'It reaches only the resources that the statement names: check that each of them is meant.',
    );
  });

  it('names the statement of a trust policy and whom it lets in', () => {
    const finding = base.findings.find(({ id }) => id === 't04');
    expect(finding === undefined ? [] : fixAdvice(base, finding)).toEqual([
      'Change statement 2 of the trust policy, which lets in anyone (*).',
    ]);
    expect(finding === undefined ? null : firstAdvice(base, finding)).toBe(
      'Change statement 2 of the trust policy, which lets in anyone (*). Name the resources that the workload needs.',
    );
  });

  it('speaks of several actions as several', () => {
    const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListAllMyBuckets'], Resource: '*' };
    expect(advice([statement], { actionSet: 2 })[0]).toBe(
      'Take s3:GetObject, s3:ListAllMyBuckets out of statement 1 unless they are needed there.',
    );
  });

  it('leaves the trust in a service alone that is meant to run with the role', () => {
    const finding = base.findings.find(({ id }) => id === 't04');
    const kind = 'AssumableByComputeService';
    expect(
      finding === undefined ? [] : fixAdvice(base, { ...finding, kind, trusted: ['ec2', 'lambda'] }),
    ).toEqual(['Keep the policies of the role to what the code that runs on ec2, lambda calls.']);
    expect(
      finding === undefined ? null : firstAdvice(base, { ...finding, kind, trusted: ['ec2', 'lambda'] }),
    ).toBe('Keep the policies of the role to what the code that runs on ec2, lambda calls.');
  });

  it('reads statements of any shape', () => {
    expect(advice(['no statement', { Action: 7 }], { actionSet: 3 })).toHaveLength(2);
  });
});
