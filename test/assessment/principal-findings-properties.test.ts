import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { actionMembers } from '../../src/assessment/action-members.js';
import { assess } from '../../src/assessment/assess.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { NO_EXCLUSIONS } from '../../src/assessment/exclusions.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { allow, details, document, group, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();

const ACTIONS = [
  'iam:PassRole',
  'iam:Pass*',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  'lambda:*',
  'ec2:RunInstances',
  'cloudformation:CreateStack',
  's3:GetObject',
  's3:*',
  'secretsmanager:GetSecretValue',
] as const;
const RESOURCES = ['*', 'arn:aws:iam::111122223333:role/app', 'arn:aws:lambda:*:*:function:*'] as const;
const CONDITIONS = [
  { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'cloudformation.amazonaws.com'] } },
  { StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
] as const;

const statementOf = (effects: readonly string[]) =>
  fc
    .record({
      Effect: fc.constantFrom(...effects),
      Action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
      Resource: fc.constantFrom('*', '*', '*', ...RESOURCES),
      Condition: fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined }),
    })
    .map(({ Condition, ...rest }) => (Condition === undefined ? rest : { ...rest, Condition }));
/** What paths are made of, so that many of those drawn are open. */
const part = fc.oneof(
  fc.constantFrom(...CONDITIONS).map((Condition) => allow('iam:PassRole', '*', { Condition })),
  fc
    .uniqueArray(fc.constantFrom('lambda:CreateFunction', 'lambda:InvokeFunction', 'ec2:RunInstances'), {
      minLength: 1,
    })
    .map((actions) => allow(actions)),
  fc.constant(allow('iam:PassRole')),
);
const policiesOf = (effects: readonly string[]) =>
  fc.array(fc.array(fc.oneof(part, statementOf(effects)), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 4,
  });

/** What a user can do without a condition and on everything: kinds with escalation paths, and with single actions. */
function open(assessment: Assessment): readonly string[] {
  const found = new Set<string>();
  const blocked = new Set<string>();
  for (const { kind, reach, counted, notCounted, paths, actionSet } of assessment.findings) {
    const names =
      paths?.map((path) => assessment.escalationPaths[path]?.id ?? '') ??
      actionMembers(assessment, actionSet ?? -1);
    for (const name of names) {
      if (notCounted === 'blocked') blocked.add(`${kind} ${name}`);
      else if (counted && reach === 'unrestricted') found.add(`${kind} ${name}`);
    }
  }
  return [...found].filter((each) => !blocked.has(each)).sort();
}

function assessed(account: unknown): Assessment {
  return assess(parseAuthorizationDetails(account), { catalog, name: 'account', exclusions: NO_EXCLUSIONS });
}

type Policies = readonly (readonly Readonly<Record<string, unknown>>[])[];

/** What is open to a user whose policies are partly a group's, and to one who has all statements in one policy. */
function apartAndTogether(policies: Policies, own: number): readonly [readonly string[], readonly string[]] {
  const named = policies.map((statements, index) => inline(`policy-${index}`, document(...statements)));
  const cut = own % (named.length + 1);
  const apart = details({
    users: [user('ann', { UserPolicyList: named.slice(0, cut), GroupList: ['staff'] })],
    groups: [group('staff', { GroupPolicyList: named.slice(cut) })],
  });
  const together = details({
    users: [user('ann', { UserPolicyList: [inline('all', document(...policies.flat()))] })],
  });
  return [open(assessed(apart)), open(assessed(together))];
}

describe('findings on principals, with those on their policies', () => {
  it('are what one policy with all the statements shows', () => {
    fc.assert(
      fc.property(policiesOf(['Allow']), fc.nat(), (policies, own) => {
        const [apart, together] = apartAndTogether(policies, own);
        expect(apart).toEqual(together);
      }),
      { numRuns: 250 },
    );
  });

  // A Deny with a condition makes what another policy shows conditional, and leaves it on that policy.
  it('are at least that where something is denied', () => {
    fc.assert(
      fc.property(policiesOf(['Allow', 'Allow', 'Allow', 'Deny']), fc.nat(), (policies, own) => {
        const [apart, together] = apartAndTogether(policies, own);
        expect(together.filter((each) => !apart.includes(each))).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});
