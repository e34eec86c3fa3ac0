import { denyStrength, limitingTests, type DenyStrength } from './condition-grade.js';
import { evaluateTest, type RequestContext } from './evaluate-conditions.js';
import { ACCOUNT_ID } from './input-fields.js';
import type { ConditionTest, Statement } from './policy-document.js';
import { SOME_ACCOUNT_ID } from './resource-coverage.js';
import type { Truth } from './truth.js';

/** Where the tests of a statement stand. */
export interface TestedIn {
  readonly statement: Statement;
  readonly variablesKnown: boolean;
  /** The account the policy is judged in; null where it is not known. */
  readonly accountId: string | null;
}

const OF_RESOURCE = 'aws:resourceaccount';
const OF_BUCKET = 's3:resourceaccount';
const OF_CALLER = 'aws:principalaccount';

/**
 * The tests of an Allow that limit it. As a pattern may cover all of a type that can exist in the account, so a test of
 * who owns the resource takes nothing away that holds for all that is the account's own.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
export function limitingTestsIn(tests: readonly ConditionTest[], place: TestedIn): readonly ConditionTest[] {
  if (tests.length === 0) return tests;
  const limiting = new Set(limitingTests(tests));
  return tests.filter((test) => {
    const own = onOwnResources(test, place);
    return own === 'fails' || (own === 'unknown' && limiting.has(test));
  });
}

/** What the tests of a Deny do: where one holds only for what is not the account's own, that says where one can act. */
export function denyStrengthIn(tests: readonly ConditionTest[], place: TestedIn): DenyStrength {
  const strength = denyStrength(tests);
  if (strength.kind !== 'conditional') return strength;
  const sparing = tests.filter((test) => onOwnResources(test, place) === 'fails');
  return sparing.length === 0 ? strength : { kind: 'confining', tests: sparing };
}

/** What a test of who owns the resource comes to for those of the account; unknown for all other tests. */
function onOwnResources(test: ConditionTest, { statement, variablesKnown, accountId }: TestedIn): Truth {
  const key = test.key.toLowerCase();
  if (key !== OF_RESOURCE && !(key === OF_BUCKET && isAboutBucketsOnly(statement))) return 'unknown';
  const named = test.values.find((value) => ACCOUNT_ID.test(value));
  return evaluateTest(test, contextOfOwner(accountId ?? named ?? SOME_ACCOUNT_ID), variablesKnown);
}

/** Other requests lack the key that says who owns the bucket. */
function isAboutBucketsOnly({ notActions, actions }: Statement): boolean {
  return notActions === null && actions.every((action) => /^s3:/i.test(action));
}

function contextOfOwner(accountId: string): RequestContext {
  return {
    value: (key) =>
      [OF_RESOURCE, OF_BUCKET, OF_CALLER].includes(key.toLowerCase()) ? [accountId] : undefined,
  };
}
