import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { EffectiveAccessReader, type EffectiveAccess } from '../../src/access/effective-access.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';
import type { Decision } from '../../src/policy/request/evaluation.js';
import { details, group, inline, managed, policyArn, user } from '../account/authorization-details.js';

const catalog = loadCatalog();

/** Actions with one required resource type or none, each with ARNs of it; the last is like no pattern that names one. */
const REQUESTS = [
  ['s3:GetObject', ['arn:aws:s3:::reports/a', 'arn:aws:s3:::home/ann/x', 'arn:aws:s3:::zzz/q']],
  ['sqs:SendMessage', ['arn:aws:sqs:eu-west-1:111122223333:jobs', 'arn:aws:sqs:us-east-1:111122223333:zzz']],
  ['iam:CreateAccessKey', ['arn:aws:iam::111122223333:user/ann', 'arn:aws:iam::111122223333:user/zzz']],
  ['s3:ListAllMyBuckets', ['*']],
] as const;
const ACTIONS = [
  '*',
  's3:*',
  's3:GetObject',
  's3:Get*',
  'sqs:*',
  'sqs:SendMessage',
  'iam:*',
  'iam:CreateAccessKey',
  's3:ListAllMyBuckets',
];
const RESOURCES = [
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::home/${aws:username}/*',
  'arn:aws:sqs:*:*:*',
  'arn:aws:sqs:eu-west-1:111122223333:jobs',
  'arn:aws:iam::*:user/*',
  'arn:aws:iam::111122223333:user/${aws:username}',
];
/** None, some that depend on the request, and some that are settled by the principal. */
const CONDITIONS = [
  undefined,
  undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'aws:username': 'ann' } },
  { StringEquals: { 'aws:username': 'bob' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/a*' } },
];
const CONTEXTS = [{}, { 'aws:MultiFactorAuthPresent': 'true' }, { 'aws:MultiFactorAuthPresent': 'false' }];
const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const list = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions: list(ACTIONS),
    negatedActions: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    resources: list(RESOURCES),
    negatedResources: fc.integer({ min: 0, max: 7 }).map((die) => die === 0),
    Condition: fc.constantFrom(...CONDITIONS),
  })
  .map(({ Effect, actions, negatedActions, resources, negatedResources, Condition }) => ({
    Effect,
    [negatedActions ? 'NotAction' : 'Action']: actions,
    [negatedResources ? 'NotResource' : 'Resource']: resources,
    ...(Condition === undefined ? {} : { Condition }),
  }));
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements }));
const situation = fc.record({
  own: policy,
  group: fc.option(policy, { nil: null }),
  boundary: fc.option(policy, { nil: null }),
  guardrail: fc.option(policy, { nil: null }),
});

interface Situation {
  readonly own: unknown;
  readonly group: unknown;
  readonly boundary: unknown;
  readonly guardrail: unknown;
}

const levels = (guardrail: unknown) => [
  { level: 'root', policies: [{ name: 'full', document: FULL }] },
  { level: 'account', policies: [{ name: 'guardrail', document: guardrail }] },
];

function accessIn({ own, group: shared, boundary, guardrail }: Situation): EffectiveAccess {
  const fence = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyArn('fence') };
  const account = parseAuthorizationDetails(
    details({
      users: [
        user('ann', {
          UserPolicyList: [inline('own', own)],
          GroupList: ['team'],
          ...(boundary === null ? {} : { PermissionsBoundary: fence }),
        }),
      ],
      groups: [group('team', shared === null ? {} : { GroupPolicyList: [inline('shared', shared)] })],
      policies: boundary === null ? [] : [managed('fence', boundary)],
    }),
  );
  const organization =
    guardrail === null ? null : parseOrganizationPolicies({ serviceControlPolicies: levels(guardrail) });
  const [ann] = account.users;
  if (ann === undefined) throw new Error('the account has a user');
  return new EffectiveAccessReader(new DocumentReader(catalog), organization).accessOf(ann);
}

/** What request evaluation answers for every resource of an action, with every context. */
function decisions(
  { own, group: shared, boundary, guardrail }: Situation,
  action: string,
  arns: readonly string[],
): readonly Decision[] {
  const named = (name: string, document: unknown) => (document === null ? [] : [{ name, document }]);
  return arns.flatMap((arn) =>
    CONTEXTS.map(
      (context) =>
        evaluateRequest({
          request: {
            principal: 'arn:aws:iam::111122223333:user/ann',
            action,
            resource: { arn, accountId: '111122223333' },
            context,
            contextIsComplete: true,
          },
          identityPolicies: [...named('own', own), ...named('shared', shared)],
          permissionsBoundaries: named('fence', boundary),
          ...(guardrail === null ? {} : { serviceControlPolicies: levels(guardrail) }),
        }).decision,
    ),
  );
}

/** What was found of an action in a drawn situation. */
interface Found {
  readonly reach: EffectiveAccess['reach'];
  readonly action: number;
  readonly answers: readonly Decision[];
  readonly drawn: Situation;
}

/** Deny and NotResource leave exceptions beside unrestricted reach, so that single resources may be denied. */
const hasExceptions = (drawn: Situation) => /"Deny"|NotResource/.test(JSON.stringify(drawn));

/** Nothing is allowed where there is no reach. */
function holdsWithoutReach({ reach: { unrestricted, conditional, scoped }, action, answers }: Found): void {
  if ([unrestricted, conditional, scoped].some((set) => set.has(action))) return;
  expect(answers.filter((decision) => decision === 'allowed')).toEqual([]);
}

/** Every resource is within reach where reach is unrestricted. */
function holdsWithAllReach({ reach, action, answers, drawn }: Found): void {
  if (!reach.unrestricted.has(action) || hasExceptions(drawn)) return;
  // An Allow that only asks for a key to be absent does not limit: the caller leaves the key out.
  const byResource = answers.filter((_, index) => index % CONTEXTS.length === 0);
  expect(byResource).toEqual(byResource.map(() => 'allowed'));
}

/** Reach is unrestricted where every request is allowed. */
function holdsWhereAllAllowed({ reach, action, answers, drawn }: Found): void {
  if (answers.some((decision) => decision !== 'allowed') || hasExceptions(drawn)) return;
  // Two Allows of which one holds with a key and the other without it are not seen to complete each other.
  if (/MultiFactor/.test(JSON.stringify(drawn))) return;
  expect(reach.unrestricted.has(action)).toBe(true);
}

describe('effective access', () => {
  it('agrees with request evaluation on every action of a thousand drawn situations', () => {
    fc.assert(
      fc.property(situation, (drawn) => {
        const { reach } = accessIn(drawn);
        for (const [name, arns] of REQUESTS) {
          const found = {
            reach,
            action: catalog.actionIndex(name) ?? -1,
            answers: decisions(drawn, name, arns),
            drawn,
          };
          holdsWithoutReach(found);
          holdsWithAllReach(found);
          holdsWhereAllAllowed(found);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
