import { globMatches } from '../../catalog/glob.js';
import { isNegated } from '../../policy/condition-grade.js';
import { addressInRange } from '../../policy/ip-range.js';
import { conditionText } from '../../policy/condition-text.js';
import type { ConditionTest } from '../../policy/policy-document.js';

/** The tests of a condition block in words, in an order of their own: as it is written, it means the same in any. */
export function conditionTexts(tests: readonly ConditionTest[]): readonly string[] {
  return tests.map((test) => conditionText({ ...test, values: [...test.values].sort() })).sort();
}

/** Whether a statement under other tests applies wherever one under some tests does: each is as wide as one of these. */
export function areTestsWithin(tests: readonly ConditionTest[], others: readonly ConditionTest[]): boolean {
  return others.every((other) => tests.some((test) => isTestWithin(test, other)));
}

/** Whether another test holds wherever one does: it names more values, or rules out fewer. */
function isTestWithin(test: ConditionTest, other: ConditionTest): boolean {
  if (nameOf(test) !== nameOf(other)) return false;
  const [few, many] = isNegated(test) ? [other.values, test.values] : [test.values, other.values];
  return few.every((value) =>
    many.some((wide) => value === wide || isValueWithin(value, wide, test.operator)),
  );
}

/** Whether whatever passes one value of a test passes another: a range within a range, a pattern within a pattern. */
function isValueWithin(value: string, wide: string, operator: ConditionTest['operator']): boolean {
  switch (operator) {
    case 'IpAddress':
    case 'NotIpAddress':
      return isRangeWithin(value, wide);
    case 'StringLike':
    case 'StringNotLike':
      return isPatternWithin(value, wide);
    default:
      return false;
  }
}

function isRangeWithin(range: string, wide: string): boolean {
  const [address = '', length = null] = range.split('/');
  const [, wideLength = null] = wide.split('/');
  const isShorter = wideLength !== null && (length === null || Number(length) >= Number(wideLength));
  return isShorter && addressInRange(address, wide) === true;
}

function isPatternWithin(pattern: string, wide: string): boolean {
  // A variable stands for anything, and one character is not any run of them.
  if (pattern.includes('${') || wide.includes('${')) return false;
  return !(pattern.includes('*') && wide.includes('?')) && globMatches(wide, pattern);
}

function nameOf({ quantifier, operator, ifExists, key }: ConditionTest): string {
  return JSON.stringify([quantifier, operator, ifExists, key.toLowerCase()]);
}
