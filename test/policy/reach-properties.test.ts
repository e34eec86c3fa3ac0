import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyAccess } from '../../src/access/policy-access.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge } from '../../src/policy/resource-coverage.js';

type StatementFields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const judges = [
  new CoverageJudge(catalog, { accountId: null, partition: null }),
  new CoverageJudge(catalog, { accountId: '111122223333', partition: 'aws' }),
];

/** Actions with one required type, several, only optional ones, and none. */
const WATCHED = [
  's3:GetObject',
  's3:PutBucketPolicy',
  's3:ListAllMyBuckets',
  'iam:PassRole',
  'iam:CreateAccessKey',
  'ec2:RunInstances',
  'ec2:CreateTags',
  'sqs:SendMessage',
  'sts:AssumeRoot',
];
const ACTION_PATTERNS = [
  ...WATCHED,
  '*',
  's3:*',
  's3:Get*',
  'S3:?et*',
  'iam:*',
  'ec2:*',
  '*:*',
  'iam:Pass*',
  'sqs:List*',
  'nothing:Here',
];
const RESOURCE_PATTERNS = [
  '*',
  'arn:*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::*/*',
  'arn:aws:s3:::reports',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::rep*/a',
  'arn:aws:s3:::home/${aws:username}/*',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::111122223333:role/app/*',
  'arn:aws:iam::111122223333:user/*',
  'arn:aws:iam::444455556666:*',
  'arn:aws:iam::*:root',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:ec2:*::image/*',
  'arn:aws:ec2:*:*:*',
  'arn:aws:ec2:*:*:subnet/subnet-1',
  'arn:aws:ec2:*:111122223333:security-group/*',
  'arn:aws:sqs:eu-west-1:111122223333:*',
  'arn:aws:sqs:*:*:jobs',
];
const CONDITIONS = [
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { ArnLike: { 'aws:PrincipalArn': '*' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } },
  {
    StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' },
    IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
  },
];

const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1, maxLength: 4 });
const statement = (effect: 'Allow' | 'Deny') =>
  fc
    .tuple(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant('Action') },
        { weight: 1, arbitrary: fc.constant('NotAction') },
      ),
      some(ACTION_PATTERNS),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('Resource') },
        { weight: 1, arbitrary: fc.constant('NotResource') },
      ),
      some(RESOURCE_PATTERNS),
      fc.option(fc.constantFrom(...CONDITIONS), { freq: 2 }),
    )
    .map(([actionElement, actions, resourceElement, resources, condition]): StatementFields => ({
      Effect: effect,
      [actionElement]: actions,
      [resourceElement]: resources,
      ...(condition === null ? {} : { Condition: condition }),
    }));
const anyStatement = fc.oneof(statement('Allow'), statement('Allow'), statement('Deny'));
const statements = fc.array(anyStatement, { maxLength: 5 });
const version = fc.constantFrom('2012-10-17', '2008-10-17');

/**
 * Reach of the watched actions in both accounts: 0 none, 1 scoped, 2 conditional, 3 unrestricted. The four are
 * a total order because an action granted both on named resources and on everything under a condition is shown
 * as conditional.
 */
function ranks(Version: string, Statement: readonly StatementFields[]): readonly number[] {
  const parsed = parsePolicyDocument({ Version, Statement });
  return judges.flatMap((judge) => {
    const { reach } = policyAccess(parsed, catalog, judge);
    return WATCHED.map((action) => {
      const index = catalog.actionIndex(action) ?? -1;
      if (reach.unrestricted.has(index)) return 3;
      if (reach.conditional.has(index)) return 2;
      return reach.scoped.has(index) ? 1 : 0;
    });
  });
}

const highest = (a: readonly number[], b: readonly number[]) =>
  a.map((rank, position) => Math.max(rank, b[position] ?? 0));
const RUNS = { numRuns: 400 };

describe('reach', () => {
  it('never falls when an Allow is added', () => {
    fc.assert(
      fc.property(version, statements, statement('Allow'), (Version, policy, added) => {
        const before = ranks(Version, policy);
        const after = ranks(Version, [...policy, added]);
        expect(after).toEqual(highest(before, after));
      }),
      RUNS,
    );
  });

  it('never rises when a Deny is added', () => {
    fc.assert(
      fc.property(version, statements, statement('Deny'), (Version, policy, added) => {
        const before = ranks(Version, policy);
        expect(highest(before, ranks(Version, [...policy, added]))).toEqual(before);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of statements, nor of the patterns in them', () => {
    const policy = fc.array(anyStatement, { minLength: 2, maxLength: 6 });
    const shuffled = policy.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(version, shuffled, (Version, [list, reordered]) => {
        const reversed = reordered.map((entry) =>
          Object.fromEntries(
            Object.entries(entry).map(([key, value]) => [
              key,
              Array.isArray(value) ? [...value].reverse() : value,
            ]),
          ),
        );
        expect(ranks(Version, reversed)).toEqual(ranks(Version, list));
      }),
      RUNS,
    );
  });

  it('is what it was when a statement is repeated', () => {
    fc.assert(
      fc.property(version, statements, (Version, policy) => {
        expect(ranks(Version, [...policy, ...policy])).toEqual(ranks(Version, policy));
      }),
      RUNS,
    );
  });

  it('is nothing without an Allow, and nothing under a Deny of everything', () => {
    fc.assert(
      fc.property(
        version,
        fc.array(statement('Deny'), { maxLength: 3 }),
        statements,
        (Version, denies, policy) => {
          const nothing = ranks(Version, []);
          expect(new Set(nothing)).toEqual(new Set([0]));
          expect(ranks(Version, denies)).toEqual(nothing);
          expect(ranks(Version, [...policy, { Effect: 'Deny', Action: '*', Resource: '*' }])).toEqual(
            nothing,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
