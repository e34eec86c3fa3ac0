import { conditionKeyFacts, type ConditionKeyFacts } from './condition-key-facts.js';
import { holdsEveryAddress } from './ip-range.js';
import { comparesPatterns } from './pattern-operators.js';
import type { ConditionTest } from './policy-document.js';

const NEGATED = new Set([
  'StringNotEquals',
  'StringNotEqualsIgnoreCase',
  'StringNotLike',
  'NumericNotEquals',
  'DateNotEquals',
  'NotIpAddress',
  'ArnNotEquals',
  'ArnNotLike',
]);

/** Whether the operator tests that a key does not have a value. */
export function isNegated(test: ConditionTest): boolean {
  return NEGATED.has(test.operator);
}

/**
 * Whether a test, other than `Null`, holds for a request that lacks its key.
 *
 * `ForAnyValue` asks for a value that passes, so that it fails where there is none; `IfExists` behind it is about
 * single values and changes nothing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * and, for the two together, https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w
 */
export function holdsWithoutKey(test: ConditionTest): boolean {
  if (test.quantifier !== null) return test.quantifier === 'ForAllValues';
  return test.ifExists || isNegated(test);
}

/**
 * The tests of a condition block, those that would pass without their key asking for it where another test of the block
 * does: `StringEqualsIfExists` and `ForAllValues:StringEquals` beside `Null` with `false` are as strict as `StringEquals`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function askingForKeys(tests: readonly ConditionTest[]): readonly ConditionTest[] {
  const demanded = demandedKeys(tests);
  if (demanded.size === 0) return tests;
  return tests.map((test): ConditionTest => {
    const isLax = test.operator !== 'Null' && !isNegated(test) && holdsWithoutKey(test);
    if (!isLax || !demanded.has(test.key.toLowerCase())) return test;
    return { ...test, quantifier: test.quantifier === null ? null : 'ForAnyValue', ifExists: false };
  });
}

/**
 * The tests of a condition block that take something away from an attacker who holds the grant. Empty: the
 * block does not limit, and the statement counts as unconditional.
 */
export function limitingTests(tests: readonly ConditionTest[]): readonly ConditionTest[] {
  if (tests.length === 0) return tests;
  const demanded = demandedKeys(tests);
  return tests.filter((test) =>
    isLimiting(test, conditionKeyFacts(test.key), demanded.has(test.key.toLowerCase())),
  );
}

/** @param isDemanded - whether another test of the block does not pass without the key */
function isLimiting(test: ConditionTest, facts: ConditionKeyFacts | null, isDemanded: boolean): boolean {
  if (test.operator === 'Null' && hasEitherBoolean(test)) return false;
  if (facts === null) return true;
  if (!facts.limits && !test.values.some((value) => facts.strongWithValues.includes(value))) return false;
  if (facts.mayBeAbsent && !isDemanded && test.operator !== 'Null' && holdsWithoutKey(test)) return false;
  if (!isDemanded && holdsInDirectCall(test, facts) === true) return false;
  if (facts.weakWith.includes('Null') && test.operator === 'Null' && hasBoolean(test, 'true')) return false;
  if (!isNegated(test) && test.operator !== 'Null') {
    if (test.values.some((value) => isWeak(value, facts))) return false;
    const canBePresent = !facts.mayBeAbsent || facts.callerSends;
    if (canBePresent && acceptsEveryValue(test)) return false;
  }
  return !((facts.callerSends || !facts.mayBeAbsent) && demandsPresence(test));
}

/**
 * Whether a test holds for a request that the caller makes itself, through no service; null where that is not known.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 */
function holdsInDirectCall(test: ConditionTest, { directCall }: ConditionKeyFacts): boolean | null {
  if (directCall === undefined) return null;
  if (test.operator === 'Null') return hasBoolean(test, directCall === null ? 'true' : 'false');
  if (directCall === null) return holdsWithoutKey(test);
  return test.values.some((value) => value.toLowerCase() === directCall) !== isNegated(test);
}

function isWeak(value: string, { weakValues }: ConditionKeyFacts): boolean {
  return weakValues.includes(value) || (holdsEveryAddress(value) && weakValues.some(holdsEveryAddress));
}

function demandsPresence(test: ConditionTest): boolean {
  return test.operator === 'Null' && hasBoolean(test, 'false') && !hasBoolean(test, 'true');
}

/** The keys, in lower case, without which a block never holds for a test of their presence. */
function demandedKeys(tests: readonly ConditionTest[]): ReadonlySet<string> {
  return new Set(tests.filter(demandsPresence).map(({ key }) => key.toLowerCase()));
}

function hasEitherBoolean(test: ConditionTest): boolean {
  return hasBoolean(test, 'true') && hasBoolean(test, 'false');
}

/** Whether a test names true or false, as `Bool` and `Null` do. */
export function hasBoolean(test: ConditionTest, wanted: 'true' | 'false'): boolean {
  return test.values.some((value) => value.toLowerCase() === wanted);
}

function acceptsEveryValue(test: ConditionTest): boolean {
  // No key has an empty value, so that one character may be demanded.
  if (comparesPatterns(test) && !isNegated(test)) return test.values.some((value) => /^\??\*+$/.test(value));
  if (test.operator === 'Bool') return hasEitherBoolean(test);
  if (test.operator === 'IpAddress') return test.values.some(holdsEveryAddress);
  return false;
}

/** What a Deny with a condition block does to those it covers. */
export type DenyStrength =
  /** It always applies. */
  | { readonly kind: 'always' }
  /** The caller can simply send what makes it not apply. */
  | { readonly kind: 'evadable' }
  /** It confines where the caller can act (regions, say), not whether. */
  | { readonly kind: 'confining'; readonly tests: readonly ConditionTest[] }
  /** It applies or not by something the caller cannot choose. */
  | { readonly kind: 'conditional'; readonly tests: readonly ConditionTest[] };

/** Judges the condition block of a Deny statement: one test that fails is enough for the Deny not to apply. */
export function denyStrength(tests: readonly ConditionTest[]): DenyStrength {
  const open = tests.filter((test) => !alwaysHolds(test));
  if (open.length === 0) return { kind: 'always' };
  const confining: ConditionTest[] = [];
  for (const test of open) {
    const facts = conditionKeyFacts(test.key);
    if (facts === null) continue;
    const weak = !facts.limits && !test.values.some((value) => facts.strongWithValues.includes(value));
    const isAvoided =
      (facts.callerSends && appliesWithoutKeyOnly(test)) ||
      holdsInDirectCall(test, facts) === false ||
      isAvoidedElsewhere(test, facts);
    if (weak || isAvoided) return { kind: 'evadable' };
    if (facts.attackerControlled === true) confining.push(test);
  }
  return confining.length > 0
    ? { kind: 'confining', tests: confining }
    : { kind: 'conditional', tests: open };
}

/**
 * Whether the tests of a Deny ask for a tag of the resource, so that it leaves the resources without it: they are
 * exceptions, as resources are that a Deny names.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-resources
 */
export function sparesUntagged(tests: readonly ConditionTest[]): boolean {
  return tests.some(
    (test) =>
      conditionKeyFacts(test.key)?.isOfResource === true &&
      (test.operator === 'Null' ? demandsPresence(test) : !holdsWithoutKey(test)),
  );
}

/** Whether the caller keeps clear of a test by beginning anew or by calling from elsewhere, where there is an elsewhere. */
function isAvoidedElsewhere(test: ConditionTest, facts: ConditionKeyFacts): boolean {
  const isEverywhere = acceptsEveryValue(test) || test.values.some((value) => isWeak(value, facts));
  return facts.avoidedWith.includes(test.operator) && !holdsWithoutKey(test) && !isEverywhere;
}

/** Whether a test asks for nothing but that the key is missing. */
function appliesWithoutKeyOnly(test: ConditionTest): boolean {
  if (test.operator === 'Null') return !hasBoolean(test, 'false');
  return test.operator === 'StringNotLike' && test.values.some((value) => /^\*+$/.test(value));
}

/** Whether a test holds for every request, with the key or without it. */
function alwaysHolds(test: ConditionTest): boolean {
  const facts = conditionKeyFacts(test.key);
  const isAlwaysThere = facts !== null && !facts.mayBeAbsent;
  if (test.operator === 'Null') return hasEitherBoolean(test) || (isAlwaysThere && demandsPresence(test));
  return (isAlwaysThere || holdsWithoutKey(test)) && acceptsEveryValue(test) && test.operator !== 'IpAddress';
}
