import { InputError } from './input-error.js';
import { describeType, isJsonObject } from './json-shape.js';
import type { ConditionOperator, ConditionTest } from './policy-document.js';

const OPERATORS: readonly ConditionOperator[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
];

const OPERATORS_BY_LOWER_CASE: ReadonlyMap<string, ConditionOperator> = new Map(
  OPERATORS.map((operator) => [operator.toLowerCase(), operator]),
);

const QUANTIFIERS = new Map<string, 'ForAllValues' | 'ForAnyValue'>([
  ['forallvalues', 'ForAllValues'],
  ['foranyvalue', 'ForAnyValue'],
]);

/**
 * Reads a Condition element into a flat list of tests, all of which must hold.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * @throws {InputError} on an unknown operator or a value that is no string, number or boolean
 */
export function parseConditionBlock(block: unknown, where: string): readonly ConditionTest[] {
  if (block === undefined) return [];
  if (!isJsonObject(block))
    throw new InputError(`Condition must be an object, not ${describeType(block)}`, where);
  const tests: ConditionTest[] = [];
  for (const [operatorText, keys] of Object.entries(block)) {
    const operator = parseOperator(operatorText, where);
    if (!isJsonObject(keys)) {
      throw new InputError(
        `a condition operator needs an object of keys, not ${describeType(keys)}`,
        `${where}.${operatorText}`,
      );
    }
    for (const [key, values] of Object.entries(keys)) {
      tests.push({ ...operator, key, values: conditionValues(values, `${where}.${operatorText}.${key}`) });
    }
  }
  return tests;
}

function parseOperator(
  text: string,
  where: string,
): Pick<ConditionTest, 'operator' | 'quantifier' | 'ifExists'> {
  const colon = text.indexOf(':');
  const quantifier = colon < 0 ? null : QUANTIFIERS.get(text.slice(0, colon).toLowerCase());
  const rest = text.slice(colon + 1).toLowerCase();
  const ifExists = rest.endsWith('ifexists');
  const operator = OPERATORS_BY_LOWER_CASE.get(ifExists ? rest.slice(0, -'ifexists'.length) : rest);
  if (operator === undefined || quantifier === undefined || (operator === 'Null' && ifExists)) {
    throw new InputError(`${JSON.stringify(text.slice(0, 80))} is not a condition operator`, where);
  }
  return { operator, quantifier, ifExists };
}

function conditionValues(value: unknown, where: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((entry) => {
    if (typeof entry === 'string') return entry;
    if (typeof entry === 'number' || typeof entry === 'boolean') return String(entry);
    throw new InputError(
      `a condition value must be a string, number or boolean, not ${describeType(entry)}`,
      where,
    );
  });
}
