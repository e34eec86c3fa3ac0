import { isNegated } from './condition-grade.js';
import { fillingsOf } from './evaluate-conditions.js';
import { comparesPatterns } from './pattern-operators.js';
import type { ConditionTest } from './policy-document.js';
import { literalEnds, plainText, type RequestContext } from './policy-variables.js';

/** What a value of a key must begin and end with, or be, for a test to tell it from others. */
export interface SoughtValue {
  readonly start: string;
  readonly end: string;
  readonly isWhole: boolean;
}

const EXACT_OPERATORS: ReadonlySet<string> = new Set(['StringEquals', 'StringNotEquals']);

/**
 * The values of a key that a test names: of any other single value that is not empty it says the same, see
 * {@link truthOfOthers}. Null if it may name any.
 */
export function soughtValues(
  test: ConditionTest,
  context: RequestContext,
  variablesKnown: boolean,
): readonly SoughtValue[] | null {
  const isExact = EXACT_OPERATORS.has(test.operator);
  if (!isExact && !comparesPatterns(test)) return null;
  const sought: SoughtValue[] = [];
  for (const filling of fillingsOf(test, context, variablesKnown)) {
    if (filling.kind === 'unknown') return null;
    if (filling.kind === 'no value') continue;
    const whole = plainText(filling.text);
    const { start, end } = isExact ? { start: whole, end: whole } : literalEnds(filling.text);
    // A lone star stands for every ARN, however it was written.
    if (start === '' || whole === '*') return null;
    sought.push({ start, end, isWhole: start === whole });
  }
  return sought;
}

/** What a test comes to for the values that it does not name. */
export function truthOfOthers(test: ConditionTest): 'holds' | 'fails' {
  return isNegated(test) ? 'holds' : 'fails';
}
