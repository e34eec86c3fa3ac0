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
  /** The organisation of that account; null where it is not known. */
  readonly organization: OwnOrganization | null;
}

/**
 * What requests hold in which caller and resource are of one account: where it stands in its organisation, by condition
 * key in lower case.
 */
export type OwnOrganization = ReadonlyMap<string, readonly string[]>;

const OF_ORGANIZATION = new Set(['aws:resourceorgid', 'aws:resourceorgpaths']);

/** Whether a condition key says in which organisation, and where in it, the owner of the resource is. */
export function isOfOwnersOrganization(key: string): boolean {
  return OF_ORGANIZATION.has(key.toLowerCase());
}

const OF_RESOURCE = 'aws:resourceaccount';
const OF_BUCKET = 's3:resourceaccount';
const OF_CALLER = 'aws:principalaccount';
const CALLERS_ORGANIZATION = /\$\{aws:principalorgid\}/i;
/**
 * Requests of one account for its own have one organisation on both sides, whichever that is. Accounts that are in none
 * are left aside: nobody compares the two there.
 */
const SOME_ORGANIZATION = new Map(
  ['aws:resourceorgid', 'aws:principalorgid'].map((key) => [key, ['o-exampleorg1']] as const),
);

/**
 * The tests of an Allow that limit it. As a pattern may cover all of a type that can exist in the account, so a test of
 * who owns the resource, or of the caller's account, takes nothing away that holds for all that is the account's own.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
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

/** What a test of whose the resource or the caller is comes to for those of the account; unknown for all other tests. */
function onOwnResources(
  test: ConditionTest,
  { statement, variablesKnown, accountId, organization }: TestedIn,
): Truth {
  const key = test.key.toLowerCase();
  if (isOfOwnersOrganization(key)) {
    const isComparedWithCallers = test.values.some((value) => CALLERS_ORGANIZATION.test(value));
    const known = organization ?? (isComparedWithCallers ? SOME_ORGANIZATION : null);
    if (known === null) return 'unknown';
    return evaluateTest(test, { value: (each) => known.get(each.toLowerCase()) }, variablesKnown);
  }
  const isOfAccount = key === OF_RESOURCE || key === OF_CALLER;
  if (!isOfAccount && !(key === OF_BUCKET && isAboutBucketsOnly(statement))) return 'unknown';
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
