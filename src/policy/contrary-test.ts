import { holdsWithoutKey } from './condition-grade.js';
import type { ConditionOperator, ConditionTest } from './policy-document.js';

const PAIRS: readonly (readonly [ConditionOperator, ConditionOperator])[] = [
  ['StringEquals', 'StringNotEquals'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'StringNotLike'],
  ['NumericEquals', 'NumericNotEquals'],
  ['NumericLessThan', 'NumericGreaterThanEquals'],
  ['NumericGreaterThan', 'NumericLessThanEquals'],
  ['DateEquals', 'DateNotEquals'],
  ['DateLessThan', 'DateGreaterThanEquals'],
  ['DateGreaterThan', 'DateLessThanEquals'],
  ['IpAddress', 'NotIpAddress'],
  ['ArnEquals', 'ArnNotEquals'],
  ['ArnLike', 'ArnNotLike'],
];
const CONTRARY: ReadonlyMap<ConditionOperator, ConditionOperator> = new Map(
  PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
);
const OTHER_BOOLEAN: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['false', 'true'],
]);

/**
 * The test that holds where another does not: what a Deny with that one test asks of whoever is to get through. Null
 * where no test says so.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function contraryTest(test: ConditionTest): ConditionTest | null {
  const turned = turnedComparison(test);
  if (turned === null) return null;
  if (test.quantifier !== null)
    return {
      ...turned,
      quantifier: test.quantifier === 'ForAllValues' ? 'ForAnyValue' : 'ForAllValues',
      ifExists: false,
    };
  if (test.operator === 'Null') return turned;
  const contrary = { ...turned, ifExists: false };
  const wanted = !holdsWithoutKey(test);
  if (holdsWithoutKey(contrary) === wanted) return contrary;
  // A negated operator holds without its key, whatever is written behind it.
  return wanted ? { ...contrary, ifExists: true } : null;
}

function turnedComparison(test: ConditionTest): ConditionTest | null {
  if (test.operator === 'Null' || test.operator === 'Bool') {
    const [value = '', ...others] = test.values;
    const other = OTHER_BOOLEAN.get(value.toLowerCase());
    return other === undefined || others.length > 0 ? null : { ...test, values: [other] };
  }
  const operator = CONTRARY.get(test.operator);
  return operator === undefined ? null : { ...test, operator };
}
