import { isNegated } from '../../policy/condition-grade.js';
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
  return few.every((value) => many.includes(value));
}

function nameOf({ quantifier, operator, ifExists, key }: ConditionTest): string {
  return JSON.stringify([quantifier, operator, ifExists, key.toLowerCase()]);
}
