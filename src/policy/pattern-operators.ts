import type { ConditionTest } from './policy-document.js';

const PATTERN_OPERATORS: ReadonlySet<string> = new Set([
  'StringLike',
  'StringNotLike',
  'ArnLike',
  'ArnEquals',
  'ArnNotLike',
  'ArnNotEquals',
]);

/**
 * Whether `*` and `?` in the values of a test are wildcards.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function comparesPatterns({ operator }: Pick<ConditionTest, 'operator'>): boolean {
  return PATTERN_OPERATORS.has(operator);
}
