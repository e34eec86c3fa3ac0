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

/** Keys that say whose the resource or the caller is, with the actions whose requests have them; null for all. */
const OF_ACCOUNT: ReadonlyMap<string, RegExp | null> = new Map([
  ['aws:resourceaccount', null],
  ['s3:resourceaccount', /^s3:/i],
  ['aws:principalaccount', null],
  ['kms:calleraccount', /^kms:/i],
]);
/** Whoever holds an identity policy is no service, and says so in every request. */
const IS_SERVICE = 'aws:principalisawsservice';
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

/** What a test of whose the resource is, or who the caller, comes to for those of the account; unknown for all other tests. */
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
  if (key === IS_SERVICE) return evaluateTest(test, { value: () => ['false'] }, variablesKnown);
  const actions = OF_ACCOUNT.get(key);
  if (actions === undefined || !isAboutOnly(statement, actions)) return 'unknown';
  const named = test.values.find((value) => ACCOUNT_ID.test(value));
  return evaluateTest(test, contextOfOwner(accountId ?? named ?? SOME_ACCOUNT_ID), variablesKnown);
}

function isAboutOnly({ notActions, actions }: Statement, some: RegExp | null): boolean {
  return some === null || (notActions === null && actions.every((action) => some.test(action)));
}

function contextOfOwner(accountId: string): RequestContext {
  return { value: (key) => (OF_ACCOUNT.has(key.toLowerCase()) ? [accountId] : undefined) };
}
