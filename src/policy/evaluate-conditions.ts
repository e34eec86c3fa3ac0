import { holdsWithoutKey, isNegated } from './condition-grade.js';
import { comparisonOf } from './condition-operators.js';
import { timeAfterAllDates } from './past-dates.js';
import type { ConditionOperator, ConditionTest } from './policy-document.js';
import {
  fillVariables,
  literally,
  matchesBeginning,
  wildcardsMatch,
  type Filling,
  type RequestContext,
} from './policy-variables.js';
import { allHold, anyHolds, negated, truthOf, type Truth } from './truth.js';

export type { RequestContext } from './policy-variables.js';
export type { Truth } from './truth.js';

/** What a condition block comes to. */
export interface ConditionOutcome {
  readonly truth: Truth;
  /** The tests that are neither known to hold nor to fail; empty unless `truth` is `unknown`. */
  readonly residual: readonly ConditionTest[];
}

/** Evaluates a condition block: all its tests must hold. */
export function evaluateConditions(
  tests: readonly ConditionTest[],
  context: RequestContext,
  variablesKnown: boolean,
): ConditionOutcome {
  const truths = tests.map((test) => evaluateTest(test, context, variablesKnown));
  const truth = allHold(truths);
  return { truth, residual: truth === 'unknown' ? tests.filter((_, index) => truths[index] === truth) : [] };
}

const NOTHING_KNOWN: RequestContext = { value: () => undefined };

/** The tests of a condition block that hang on the request, without those that always hold; null where one never does. */
export function openTests(tests: readonly ConditionTest[]): readonly ConditionTest[] | null {
  if (tests.length === 0) return tests;
  // Of a request of which nothing is known, variables are not known either.
  const truths = tests.map((test) => evaluateTest(test, NOTHING_KNOWN, false));
  if (truths.includes('fails')) return null;
  return truths.includes('holds') ? tests.filter((_, index) => truths[index] === 'unknown') : tests;
}

/**
 * Evaluates one test of a condition block against what is known of a request.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function evaluateTest(test: ConditionTest, context: RequestContext, variablesKnown: boolean): Truth {
  const values = context.value(test.key);
  if (values === undefined) {
    const beginning = context.beginning?.(test.key);
    return beginning === undefined
      ? whateverTheKey(test, context, variablesKnown)
      : ofBeginning(beginning, test, context, variablesKnown);
  }
  const { operator } = test;
  const given = values ?? [];
  // To a set operator a key that holds nothing but empty texts is empty.
  const isAbsent = test.quantifier === null ? given.length === 0 : given.every((value) => value === '');
  if (operator === 'Null') return truthOf(holdsAsNull(test, isAbsent));
  if (isAbsent) return truthOf(holdsWithoutKey(test));
  const satisfied = given.map((value) => satisfies(value, test, operator, context, variablesKnown));
  if (test.quantifier === 'ForAllValues') return allHold(satisfied);
  // Without a quantifier a negated test fails if any of several values is the one ruled out.
  return test.quantifier === null && isNegated(test) ? allHold(satisfied) : anyHolds(satisfied);
}

/** What a test comes to where nothing is known of its key: mostly that depends, but some tests are the same for all. */
function whateverTheKey(test: ConditionTest, context: RequestContext, variablesKnown: boolean): Truth {
  if (test.operator === 'Null') {
    const withKey = holdsAsNull(test, false);
    return withKey === holdsAsNull(test, true) ? truthOf(withKey) : 'unknown';
  }
  const time = timeAfterAllDates(test);
  if (time !== null) return evaluateTest(test, { value: () => [time] }, variablesKnown);
  const withKey = whateverTheValue(test, context, variablesKnown);
  return withKey === truthOf(holdsWithoutKey(test)) ? withKey : 'unknown';
}

/** What a test comes to where its key is there with one value, of which only the beginning is known. */
function ofBeginning(
  beginning: string,
  test: ConditionTest,
  context: RequestContext,
  variablesKnown: boolean,
): Truth {
  if (test.operator === 'Null') return truthOf(holdsAsNull(test, false));
  const isPattern = STRING_LIKE.test(test.operator);
  if (!isPattern && !STRING_EQUALS.test(test.operator)) return 'unknown';
  let satisfied: Truth = 'fails';
  for (const filled of fillingsOf(test, context, variablesKnown)) {
    if (filled.kind === 'no value') continue;
    const matches =
      filled.kind === 'unknown'
        ? 'some'
        : matchesBeginning(isPattern ? filled.text : literally(filled.text), beginning);
    if (matches === 'all') return truthOf(!isNegated(test));
    if (matches === 'some') satisfied = 'unknown';
  }
  return isNegated(test) ? negated(satisfied) : satisfied;
}

const STRING_LIKE = /^String(?:Not)?Like$/;
const STRING_EQUALS = /^String(?:Not)?Equals$/;

/**
 * Whether a test of `Null` holds. Under a set operator it is about single values, none of which is missing:
 * `ForAllValues` with `false` always holds, and `ForAnyValue` with `true` never does.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
function holdsAsNull({ quantifier, values }: ConditionTest, isAbsent: boolean): boolean {
  if (isAbsent && quantifier !== null) return quantifier === 'ForAllValues';
  return values.some((value) => (value.toLowerCase() === 'true') === isAbsent);
}

function whateverTheValue(test: ConditionTest, context: RequestContext, variablesKnown: boolean): Truth {
  const fillings = fillingsOf(test, context, variablesKnown);
  // Only a pattern of nothing but stars matches the empty text and every other.
  const admitsAll =
    test.operator === 'Bool'
      ? hasBothBooleans(test)
      : STRING_LIKE.test(test.operator) &&
        fillings.some(
          (filled) => filled.kind === 'text' && filled.text.length > 0 && wildcardsMatch(filled.text, ''),
        );
  const admitsNone = fillings.every(({ kind }) => kind === 'no value');
  if (!admitsAll && !admitsNone) return 'unknown';
  return truthOf(admitsAll !== isNegated(test));
}

function hasBothBooleans({ values }: ConditionTest): boolean {
  const written = new Set(values.map((value) => value.toLowerCase()));
  return written.has('true') && written.has('false');
}

/** Whether one value of the request passes: it satisfies some value of the policy or, negated, none. */
function satisfies(
  given: string,
  test: ConditionTest,
  operator: Exclude<ConditionOperator, 'Null'>,
  context: RequestContext,
  variablesKnown: boolean,
): Truth {
  const compare = comparisonOf(operator);
  const isRuledOut = isNegated(test);
  let satisfied: Truth = 'fails';
  // Nothing is equal to a variable without a value, so that a negated test holds:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  for (const filled of fillingsOf(test, context, variablesKnown)) {
    if (filled.kind === 'unknown') satisfied = 'unknown';
    const matches = filled.kind === 'text' && compare(given, filled.text);
    if (matches === true) return truthOf(!isRuledOut);
    // What is no number is neither ten nor anything but ten; so with dates and addresses.
    if (matches === null && isRuledOut) return 'fails';
  }
  return isRuledOut ? negated(satisfied) : satisfied;
}

/** The values of a test as they are written. */
interface WrittenValues {
  readonly holdVariables: boolean;
  readonly fillings: readonly Filling[];
}

/** A test is evaluated for every principal, and few hold variables. */
const written = new WeakMap<ConditionTest, WrittenValues>();

/** What the values of a test are to a request. */
export function fillingsOf(
  test: ConditionTest,
  context: RequestContext,
  variablesKnown: boolean,
): readonly Filling[] {
  const { operator, values } = test;
  let known = written.get(test);
  if (known === undefined) {
    known = {
      // Numbers, dates, booleans, bytes and addresses know no variables.
      holdVariables: /^(?:String|Arn)/.test(operator) && values.some((value) => value.includes('${')),
      fillings: values.map((value) => fillVariables(value, context, false)),
    };
    written.set(test, known);
  }
  return variablesKnown && known.holdVariables
    ? values.map((value) => fillVariables(value, context, true))
    : known.fillings;
}
