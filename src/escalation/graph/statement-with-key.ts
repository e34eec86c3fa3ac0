import { evaluateTest, type Truth } from '../../policy/evaluate-conditions.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { withConditions, type StatementReading } from '../../policy/statement-reading.js';

/**
 * The statement as it applies to requests that have a condition key with some values: without the tests of the key that
 * hold, or not at all where one fails.
 *
 * @param key - in lower case
 * @param values - null where the requests lack the key
 */
export function statementWithKey(
  entry: StatementReading,
  key: string,
  values: readonly string[] | null,
): readonly StatementReading[] {
  const open: ConditionTest[] = [];
  for (const test of entry.conditions) {
    const truth =
      test.key.toLowerCase() === key ? truthWithKey(test, key, values, entry.variablesKnown) : 'unknown';
    if (truth === 'fails') return [];
    if (truth === 'unknown') open.push(test);
  }
  return [open.length === entry.conditions.length ? entry : withConditions(entry, open)];
}

/** What a test comes to in requests of which nothing is known but that a condition key, in lower case, has some values. */
export function truthWithKey(
  test: ConditionTest,
  key: string,
  values: readonly string[] | null,
  variablesKnown: boolean,
): Truth {
  const value = (asked: string) => (asked.toLowerCase() === key ? values : undefined);
  return evaluateTest(test, { value }, variablesKnown);
}
