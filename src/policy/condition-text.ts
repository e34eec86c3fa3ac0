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

/**
 * What must be so where one of several Allow statements is enough, in words: what all of them ask for, then what the
 * one or the other asks besides, as `Bool aws:SecureTransport true and Bool aws:MultiFactorAuthPresent true, or IpAddress
 * aws:SourceIp 192.0.2.0/24`. Empty where one asks for nothing.
 *
 * @param alternatives - of each statement all that must be so, in words
 */
export function eitherText(alternatives: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = alternatives.filter(
    (asked, place) =>
      !alternatives.some((other, at) => at !== place && asksLess({ other, at }, { asked, place })),
  );
  if (others.length === 0) return first;
  const common = first.filter((text) => others.every((asked) => asked.includes(text)));
  const besides = [first, ...others].map((asked) =>
    asked.filter((text) => !common.includes(text)).join(' and '),
  );
  return [...common, besides.join(', or ')];
}

/** Whether another asks for a part of what one asks, or for the same and stands before it. */
function asksLess(
  { other, at }: { readonly other: readonly string[]; readonly at: number },
  { asked, place }: { readonly asked: readonly string[]; readonly place: number },
): boolean {
  if (!other.every((text) => asked.includes(text))) return false;
  return at < place || !asked.every((text) => other.includes(text));
}
