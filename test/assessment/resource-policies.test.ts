import { describe, expect, it } from 'vitest';
import { withResourcePolicies } from '../../src/account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { withTrend } from '../../src/assessment/account-findings.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { assess } from '../../src/assessment/assess.js';
import type { AssessOptions } from '../../src/assessment/assess-options.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { comparableFindings } from '../../src/assessment/comparable-findings.js';
import { parseEarlierFindings } from '../../src/assessment/earlier-findings.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { minimized } from '../../src/assessment/minimized.js';
import { parseFindings } from '../../src/assessment/parse-findings.js';
import { storeAssessment } from '../../src/assessment/stored/store-assessment.js';
import { Proposals } from '../../src/fixes/propose-fixes.js';
import { details, role } from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';

const BUCKET = 'arn:aws:s3:::northwind';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const open = (action: string | readonly string[], resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: action, Resource: resource }],
});
const POLICIES = new Map<string, unknown>([
  [BUCKET, open(['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`)],
  [QUEUE, open('sqs:SendMessage', QUEUE)],
]);

function assessed(options: Partial<AssessOptions> = {}, policies = POLICIES): Assessment {
  const account = parseAuthorizationDetails(details({ roles: [role('app')] }));
  return assess(withResourcePolicies(account, policies), {
    catalog,
    name: 'account',
    exclusions: NO_EXCLUSIONS,
    now: new Date('2026-11-26T10:00:00.000Z'),
    ...options,
  });
}

const onResources = (assessment: Assessment) =>
  assessment.findings
    .filter(({ subject }) => subject.type === 'resource-policy')
    .map((finding) => [
      finding.subject.type === 'resource-policy' ? finding.subject.resourcePolicy : -1,
      actionMembers(assessment, finding.actionSet ?? -1),
      finding.notCounted ?? 'counted',
    ]);

describe('policies of resources beside an account', () => {
  it('are noted where they hold actions that the catalogue does not know', () => {
    expect(assessed().notes).toEqual([]);
    const policies = new Map([[QUEUE, open(['sqs:SendMesage', 'sqs:Send*'], QUEUE)]]);
    expect(assessed({}, policies).notes).toEqual([
      'The catalogue does not know these actions, so nothing is said of them: sqs:SendMesage.',
    ]);
  });

  it('are judged in the account, and count without a flag', () => {
    const assessment = assessed();
    const { resourcePolicies = [], summary } = assessment;
    expect(
      resourcePolicies.map(({ arn, resourceType, accountId }) => [arn, resourceType, accountId]),
    ).toEqual([
      [BUCKET, 's3:bucket', '111122223333'],
      [QUEUE, 'sqs:queue', '111122223333'],
    ]);
    expect(onResources(assessment)).toEqual([
      [0, ['s3:GetObject', 's3:PutObject'], 'counted'],
      [1, ['sqs:SendMessage'], 'counted'],
    ]);
    expect(assessment.kinds.flatMap(({ id, scope }) => (scope === 'resource-policy' ? [id] : []))).toEqual([
      'ResourceOpenToAnyone',
      'ResourceOpenToAnyoneWithConditions',
      'ResourceOpenToAnotherAccount',
      'ResourceOpenToServiceWithoutSource',
    ]);
    expect(summary.bySeverity.high).toBe(2);
    expect(summary.byKind.find(({ kind }) => kind === 'ResourceOpenToAnyone')?.counted).toBe(2);
  });

  it('are nowhere where there are none, and trust policies are not among them', () => {
    const trust = new Map([['arn:aws:iam::111122223333:role/app', open('sts:AssumeRole', '*')]]);
    const assessment = assessed({}, trust);
    expect(Object.hasOwn(assessment, 'resourcePolicies')).toBe(false);
    expect(assessment.kinds.filter(({ scope }) => scope === 'resource-policy')).toEqual([]);
    expect(assessment.summary.byKind.map(({ kind }) => kind)).toEqual(assessment.kinds.map(({ id }) => id));
  });

  it('are excluded by name or ARN, and their actions too', () => {
    const excluded = assessed({ exclusions: { ...NO_EXCLUSIONS, policies: ['arn:aws:sqs:*'] } });
    expect(excluded.resourcePolicies?.map(({ excludedBy }) => excludedBy)).toEqual([null, 'arn:aws:sqs:*']);
    expect(onResources(excluded).map(([policy]) => policy)).toEqual([0]);
    expect(excluded.exclusions.excluded).toContainEqual({
      type: 'policy',
      name: QUEUE,
      rule: 'arn:aws:sqs:*',
    });
    const without = assessed({ exclusions: { ...NO_EXCLUSIONS, excludeActions: ['s3:Put*', 'sqs:*'] } });
    expect(onResources(without)).toEqual([[0, ['s3:GetObject'], 'counted']]);
    expect(without.exclusions.excluded.map(({ name }) => name)).toEqual(['s3:PutObject', 'sqs:SendMessage']);
  });

  it('are suppressed by policy and by action, not by principal', () => {
    const reason = 'reviewed';
    expect(onResources(assessed({ suppressions: [{ policy: '*northwind', reason }] }))).toEqual([
      [0, ['s3:GetObject', 's3:PutObject'], 'suppressed'],
      [1, ['sqs:SendMessage'], 'counted'],
    ]);
    expect(onResources(assessed({ suppressions: [{ action: 's3:GetObject', reason }] }))).toEqual([
      [0, ['s3:GetObject'], 'suppressed'],
      [0, ['s3:PutObject'], 'counted'],
      [1, ['sqs:SendMessage'], 'counted'],
    ]);
    expect(onResources(assessed({ suppressions: [{ principal: '*', reason }] }))).toEqual(
      onResources(assessed()),
    );
  });

  it('are filtered by severity', () => {
    expect(onResources(assessed({ severities: ['low'] }))).toEqual([]);
  });

  it('come back out of a findings file, whole and minimized', () => {
    for (const assessment of [assessed(), minimized(assessed())])
      expect(parseFindings(JSON.parse(JSON.stringify(storeAssessment(assessment))))).toEqual(assessment);
    const { documents, resourcePolicies = [] } = minimized(assessed());
    expect(resourcePolicies.map(({ document }) => documents[document ?? -1])).toEqual([...POLICIES.values()]);
  });

  it('are compared with those of an earlier scan', () => {
    const before = JSON.parse(JSON.stringify(storeAssessment(assessed()))) as unknown;
    const [earlier] = parseEarlierFindings(before);
    if (earlier === undefined) throw new Error('no earlier findings');
    const now = assessed({}, new Map([...POLICIES].slice(1)));
    expect(withTrend(now, earlier).trend).toMatchObject({
      new: { high: 0 },
      fixed: { high: 1 },
      unchanged: { high: 1 },
      fixedFindings: [{ kind: 'ResourceOpenToAnyone', on: 'resource-policy', name: BUCKET, arn: BUCKET }],
    });
  });

  it('are compared with those of other accounts by their documents', () => {
    const own = comparableFindings(assessed()).filter(({ on }) => on === 'resource-policy');
    expect(own.map(({ name, keys }) => [name, keys.length])).toEqual([
      [BUCKET, 1],
      [QUEUE, 1],
    ]);
    expect(new Set(own.flatMap(({ keys }) => keys)).size).toBe(2);
  });

  it('get no change proposed, and the reason', () => {
    const assessment = assessed();
    const proposals = new Proposals(assessment, { catalog });
    const [first] = assessment.findings.filter(({ subject }) => subject.type === 'resource-policy');
    if (first === undefined) throw new Error('no finding');
    expect(proposals.of(first).proposal).toEqual({
      reason:
        'Only its owner knows who is to use the resource, and for whom its services act: name them in its policy.',
    });
  });
});
