import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../../src/assessment/assessment.js';
import { scanPolicy } from '../../../src/assessment/scan-policy.js';
import { catalog } from '../../scenarios/policy-scenario.js';
import { CONTEXT, exampleAssessment, format, fullAssessment, jsonLines, written } from './format-fixtures.js';
import { faultsBy } from './json-schema.js';
import { findingsOfRequest, first, type AsffFinding } from './written-shapes.js';

const faults = faultsBy('asff-finding');
const MOST_BYTES = 240 * 1024;

async function requests(assessment: Assessment, context = {}): Promise<readonly (readonly AsffFinding[])[]> {
  return jsonLines(await written('asff', assessment, context)).map((request) => {
    expect(Object.keys(request)).toEqual(['Findings']);
    return findingsOfRequest(JSON.stringify(request));
  });
}

describe('findings for Security Hub', () => {
  it('have all that is required, within what is allowed', async () => {
    for (const assessment of [exampleAssessment(), fullAssessment()]) {
      const all = (await requests(assessment)).flat();
      expect(all.flatMap(faults)).toEqual([]);
      expect(all.every((finding) => Buffer.byteLength(JSON.stringify(finding)) < MOST_BYTES)).toBe(true);
      expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length);
    }
    expect(faults({ SchemaVersion: '2018-10-08' }).length).toBe(11);
  });

  it('come in requests of at most 100', async () => {
    const assessment = exampleAssessment();
    const like = first(assessment.findings.filter(({ counted }) => counted));
    const many = (count: number): Assessment => ({
      ...assessment,
      findings: Array.from({ length: count }, (_, index): Finding => ({
        ...like,
        id: `id${index}`,
      })),
    });
    const sizes = async (count: number) => (await requests(many(count))).map(({ length }) => length);
    expect(await sizes(0)).toEqual([]);
    expect(await sizes(100)).toEqual([100]);
    expect(await sizes(250)).toEqual([100, 100, 50]);
  });

  it('are active, suppressed or archived', async () => {
    const all = (await requests(fullAssessment())).flat();
    const states = all.map(({ Workflow, RecordState }) => `${Workflow.Status} ${RecordState}`);
    const count = (state: string) => states.filter((each) => each === state).length;
    expect([count('SUPPRESSED ACTIVE'), count('RESOLVED ARCHIVED')]).toEqual([3, 1]);
    expect(count('NEW ACTIVE')).toBe(all.length - 4);
    const notes = all.flatMap(({ Note }) => (Note === undefined ? [] : [Note.Text]));
    expect(notes.sort()).toEqual(['agreed with <the> owner', 'known, and lived with']);
    expect(all.find(({ RecordState }) => RecordState === 'ARCHIVED')?.Id).toBe(
      '111122223333/cloudsplaining/feedfacefeedface',
    );
  });

  it('were made when they were first seen', async () => {
    const made = (await requests(fullAssessment())).flat().map(({ CreatedAt }) => CreatedAt);
    // The new one and the suppressed one, of which no earlier time is known.
    expect(made.filter((time) => time === '2026-11-26T10:00:00.000Z').length).toBe(2);
    expect(made.filter((time) => time === '2026-11-01T10:00:00.000Z').length).toBe(made.length - 2);
  });

  it('name the thing in AWS, an inline policy after its holder', async () => {
    const all = (await requests(exampleAssessment())).flat();
    const types = new Set(all.map(({ Resources }) => Resources.map(({ Type }) => Type).join()));
    expect(types).toContain('AwsIamPolicy');
    expect(types).toContain('AwsIamRole,Other');
  });

  it.each([
    [null, 'aws', 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default'],
    [null, 'aws-cn', 'arn:aws-cn:securityhub:cn-north-1:111122223333:product/111122223333/default'],
    [
      null,
      'aws-us-gov',
      'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
    ],
    ['eu-central-1', 'aws', 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default'],
    [null, 'aws-eusc', 'arn:aws-eusc:securityhub:eusc-de-east-1:111122223333:product/111122223333/default'],
    ['cn-northwest-1', '', 'arn:aws-cn:securityhub:cn-northwest-1:111122223333:product/111122223333/default'],
  ])('go to region %s of partition %j', async (region, partition, productArn) => {
    const assessment = exampleAssessment();
    const all = (
      await requests({ ...assessment, account: { ...assessment.account, partition } }, { region })
    ).flat();
    expect(first(all).ProductArn).toBe(productArn);
  });

  it('name an inline policy that more have than there is room for', async () => {
    const assessment = exampleAssessment();
    const policy = assessment.policies.findIndex(({ type }) => type === 'inline');
    const like = first(assessment.findings.filter(({ counted }) => counted));
    const [finding] = (
      await requests({
        ...assessment,
        policies: assessment.policies.map((each, index) =>
          index === policy ? { ...each, attachedTo: assessment.principals.map((_, place) => place) } : each,
        ),
        findings: [{ ...like, subject: { type: 'policy', policy } }],
      })
    ).flat();
    const ids = finding?.Resources.map(({ Id }) => Id) ?? [];
    const [owner = ''] = ids;
    expect(ids.length).toBe(32);
    expect(ids.at(-1)).toBe(`${owner}/${assessment.policies[policy]?.name ?? ''}`);
    expect(owner).toBe(assessment.principals[0]?.arn);
  });

  it('are refused for a region of another partition than the account has', () => {
    const assessment = exampleAssessment();
    const account = { ...assessment.account, partition: 'aws-us-gov' };
    const refused = (region: string | null) =>
      format('asff').refusal?.({ ...assessment, account }, { ...CONTEXT, region });
    expect(refused('eu-central-1')).toBe(
      'the account is of the partition aws-us-gov, which has no region eu-central-1; name one of its own with --region',
    );
    expect([refused('us-gov-east-1'), refused(null)]).toEqual([null, null]);
    const unheard = { ...assessment, account: { ...account, partition: 'aws-moon' } };
    expect(format('asff').refusal?.(unheard, { ...CONTEXT, region: 'moon-east-1' })).toBeNull();
  });

  it('need an account', async () => {
    const assessment = scanPolicy(
      { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
      { catalog },
    );
    const asff = format('asff');
    expect(asff.refusal?.(assessment, CONTEXT)).toBe(
      'the input does not tell which account it is about, and Security Hub takes findings of an account; name it with --account-id',
    );
    const context = { accountId: '444455556666' };
    expect(asff.refusal?.(assessment, { ...CONTEXT, ...context })).toBeNull();
    const all = (await requests(assessment, context)).flat();
    expect(all.flatMap(faults)).toEqual([]);
    expect(first(all).AwsAccountId).toBe('444455556666');
  });
});
