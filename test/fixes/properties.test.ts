import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, Finding, JsonValue } from '../../src/assessment/assessment.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { scanPolicies } from '../../src/assessment/scan-policy.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { combineFixes } from '../../src/fixes/combine-fixes.js';
import { proposeFixes } from '../../src/fixes/propose-fixes.js';
import { decideRequest, evaluateRequest } from '../../src/policy/request/evaluate-request.js';
import { parseEvaluationInput } from '../../src/policy/request/parse-evaluation-input.js';
import { ASKED_ACTIONS, drawnPolicy, drawnTrust } from './drawn-policies.js';

const catalog = loadCatalog();
const settings = { catalog, exclusions: NO_EXCLUSIONS };
const scan = (document: JsonValue) => scanPolicies([{ name: 'policy', document }], settings);
const RUNS = { numRuns: 40 };

const RESOURCES = [
  '*',
  'arn:aws:s3:::reports',
  'arn:aws:s3:::reports/a',
  'arn:aws:s3:::home/ann/a',
  'arn:aws:iam::111122223333:role/app/web',
  'arn:aws:iam::111122223333:user/ann',
  'arn:aws:iam::111122223333:policy/base',
  'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
  'arn:aws:lambda:eu-west-1:111122223333:function:web',
  'arn:aws:sqs:eu-west-1:111122223333:jobs',
  'arn:aws:secretsmanager:eu-west-1:111122223333:secret:one',
  // What the placeholders of a proposal stand for as long as nobody filled them in.
  'arn:aws:s3:::BUCKET_NAME',
  'arn:aws:s3:::BUCKET_NAME/a',
  'arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME',
  'arn:aws:iam::ACCOUNT_ID:user/USER_NAME',
  'arn:aws:iam::ACCOUNT_ID:policy/POLICY_NAME',
  'arn:aws:ec2:REGION:ACCOUNT_ID:instance/INSTANCE_ID',
  'arn:aws:lambda:REGION:ACCOUNT_ID:function:FUNCTION_NAME',
  'arn:aws:sqs:REGION:ACCOUNT_ID:QUEUE_NAME',
  'arn:aws:secretsmanager:REGION:ACCOUNT_ID:secret:SECRET_ID',
];
const CONTEXTS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'aws:MultiFactorAuthPresent': 'true', 'aws:RequestedRegion': 'eu-west-1' },
  { 'aws:RequestedRegion': 'us-east-1', 'iam:PassedToService': 'lambda.amazonaws.com' },
  {
    'aws:MultiFactorAuthPresent': 'true',
    'aws:RequestedRegion': 'eu-west-1',
    'iam:PassedToService': 'states.amazonaws.com',
  },
];
interface Asked {
  readonly action: string;
  readonly arn: string;
  readonly context: Readonly<Record<string, string>>;
}
const ASKED: readonly Asked[] = ASKED_ACTIONS.flatMap((action) =>
  RESOURCES.flatMap((arn) => CONTEXTS.map((context) => ({ action, arn, context }))),
);

/** Every so many of all requests are made of one policy; which ones is drawn. */
const STRIDE = 7;
const drawnRequests = fc
  .nat(STRIDE - 1)
  .map((offset) => ASKED.filter((_, position) => position % STRIDE === offset));

/** Whether AWS would allow each request, as the evaluation of single requests says, which proposals do not ask. */
function allowed(document: JsonValue, asked: readonly Asked[]): readonly boolean[] {
  const input = parseEvaluationInput({
    request: { principal: 'arn:aws:iam::111122223333:user/ann', action: 's3:GetObject', resource: '*' },
    identityPolicies: [{ name: 'policy', document }],
  });
  return asked.map(({ action, arn, context }) => {
    const request = {
      ...input.request,
      action,
      resource: { arn, accountId: '111122223333' },
      context: new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value]])),
      contextIsComplete: true,
    };
    return decideRequest({ ...input, request }).decision === 'allowed';
  });
}

/** What a finding is about, in words that can be compared between assessments. */
function members(assessment: Assessment, finding: Finding): readonly string[] {
  if (finding.paths !== undefined)
    return finding.paths.map((path) => assessment.escalationPaths[path]?.id ?? '');
  return finding.services ?? finding.trusted ?? actionMembers(assessment, finding.actionSet ?? -1);
}

const RANKS = { scoped: 1, conditional: 2, unrestricted: 3 } as const;

/** For each thing found, by kind, how grave it is: `DataExfiltration s3:GetObject` is 3. */
function gravity(assessment: Assessment, counts: (finding: Finding) => boolean): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const finding of assessment.findings.filter(counts)) {
    for (const member of members(assessment, finding)) {
      const key = `${finding.kind} ${finding.notCounted === 'extended'} ${member}`;
      ranks.set(key, Math.max(ranks.get(key) ?? 0, RANKS[finding.reach]));
    }
  }
  return ranks;
}

function expectNothingAdded(before: Assessment, after: Assessment): void {
  const was = gravity(before, () => true);
  const added = [...gravity(after, () => true)].filter(([key, rank]) => rank > (was.get(key) ?? 0));
  expect(added).toEqual([]);
}

/** Actions of a finding: all of the services where it is about a wildcard, none of which may be lost. */
function concerned(assessment: Assessment, findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ actionSet }) =>
      actionSet === undefined ? [] : actionMembers(assessment, actionSet),
    ),
  );
}

function expectOnlyLess(
  before: JsonValue,
  after: JsonValue,
  asked: readonly Asked[],
  mayChange: ReadonlySet<string>,
): void {
  const was = allowed(before, asked);
  const is = allowed(after, asked);
  const shown = (position: number) => JSON.stringify(asked[position]);
  expect(
    is.flatMap((allows, position) => (allows && was[position] === false ? [shown(position)] : [])),
  ).toEqual([]);
  expect(
    was.flatMap((allows, position) =>
      allows && is[position] === false && !mayChange.has(asked[position]?.action ?? '')
        ? [shown(position)]
        : [],
    ),
  ).toEqual([]);
}

describe('every proposed change of an identity policy', () => {
  it('removes its finding, adds none, grants nothing new and keeps all other actions', () => {
    let proposed = 0;
    fc.assert(
      fc.property(drawnPolicy, drawnRequests, (document, asked) => {
        const before = proposeFixes(scan(document), settings);
        for (const finding of before.findings) {
          const fix = before.fixes?.[finding.fix ?? -1];
          if (fix === undefined) continue;
          proposed++;
          const after = scan(fix.proposed);
          const left = gravity(after, ({ counted }) => counted || !finding.counted);
          const gone = members(before, finding).filter((member) => {
            const rank = left.get(`${finding.kind} ${finding.notCounted === 'extended'} ${member}`) ?? 0;
            return rank >= RANKS[finding.reach];
          });
          expect(gone).toEqual([]);
          expectNothingAdded(before, after);
          expectOnlyLess(document, fix.proposed, asked, concerned(before, [finding]));
        }
      }),
      RUNS,
    );
    expect(proposed).toBeGreaterThan(RUNS.numRuns);
  });

  it('holds for all findings of a policy together', () => {
    fc.assert(
      fc.property(drawnPolicy, drawnRequests, (document, asked) => {
        const before = scan(document);
        for (const { proposed, open } of combineFixes(before, settings)) {
          if (proposed === null) continue;
          const after = scan(proposed);
          const stay = new Set(open.map(({ kind }) => kind));
          expect(after.findings.filter(({ kind, counted }) => counted && !stay.has(kind))).toEqual([]);
          expectNothingAdded(before, after);
          expectOnlyLess(document, proposed, asked, concerned(before, before.findings));
        }
      }),
      RUNS,
    );
  });
});

const CALLERS = [
  'arn:aws:iam::444455556666:role/exporter',
  'arn:aws:iam::444455556666:role/other',
  'arn:aws:iam::777788889999:role/stranger',
  'arn:aws:iam::111122223333:role/deployer',
  'arn:aws:iam::ACCOUNT_ID:role/TRUSTED_ROLE_NAME',
  'scheduler.amazonaws.com',
  'lambda.amazonaws.com',
];
const TRUST_CONTEXTS = [
  {},
  { 'aws:PrincipalOrgID': 'o-exampleorg1', 'sts:ExternalId': 'EXTERNAL_ID' },
  { 'aws:MultiFactorAuthPresent': 'true', 'aws:SourceAccount': 'ACCOUNT_ID' },
];

/** Whom a trust policy lets in, under which of the contexts. */
function letIn(document: JsonValue): readonly string[] {
  return CALLERS.filter((caller) => !caller.includes('ACCOUNT_ID')).flatMap((principal) =>
    TRUST_CONTEXTS.flatMap((context, index) => {
      const { decision } = evaluateRequest({
        request: {
          principal,
          action: 'sts:AssumeRole',
          resource: { arn: 'arn:aws:iam::111122223333:role/target', accountId: '111122223333' },
          context,
          contextIsComplete: true,
        },
        identityPolicies: [
          {
            name: 'assume',
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
            },
          },
        ],
        resourcePolicy: document,
      });
      return decision === 'allowed' ? [`${principal} ${index}`] : [];
    }),
  );
}

describe('every proposed change of a trust policy', () => {
  it('removes its finding, adds none and lets nobody in who was not', () => {
    let proposed = 0;
    fc.assert(
      fc.property(drawnTrust, (document) => {
        const before = proposeFixes(scan(document), settings);
        for (const finding of before.findings) {
          const fix = before.fixes?.[finding.fix ?? -1];
          if (fix === undefined) continue;
          proposed++;
          const after = scan(fix.proposed);
          const left = gravity(after, () => true);
          const stay = members(before, finding).filter((member) =>
            left.has(`${finding.kind} ${finding.notCounted === 'extended'} ${member}`),
          );
          expect(stay).toEqual([]);
          expectNothingAdded(before, after);
          const was = letIn(document);
          expect(letIn(fix.proposed).filter((each) => !was.includes(each))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
    expect(proposed).toBeGreaterThan(100);
  });
});
