import type { ConditionTest } from './policy-document.js';

/** A test of a condition block in one line: `ForAnyValue:StringLike aws:PrincipalOrgPaths o-abc/*`. */
export function conditionText({ quantifier, operator, ifExists, key, values }: ConditionTest): string {
  const name = `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`;
  return `${name} ${key} ${values.join(' or ')}`;
}

/** What must be so for a Deny not to apply, in words: `unless Bool aws:MultiFactorAuthPresent false`. */
export function denialText(tests: readonly ConditionTest[]): string {
  return `unless ${tests.map(conditionText).join(' and ')}`;
}
