import { askingForKeys, holdsWithoutKey, isNegated } from '../policy/condition-grade.js';
import { contraryTest } from '../policy/contrary-test.js';
import { comparesPatterns } from '../policy/pattern-operators.js';
import type { ConditionTest, PolicyDocument } from '../policy/policy-document.js';
import { replaceVariables } from '../policy/template-variables.js';
import {
  identityProvider,
  LEVELS,
  subjectFormats,
  type Claim,
  type IdentityProvider,
  type Level,
} from './identity-providers.js';
import type { TrustedPrincipal } from './trusted-principal.js';
import { trustedPrincipals } from './trust-statements.js';

/** An identity provider that a trust policy lets in, and what is pinned of the tokens it signs. */
export interface WebIdentity {
  /** With the keys of conditions that are not on claims of the token. */
  readonly principal: TrustedPrincipal;
  /** Null where nothing is known of the issuer. */
  readonly provider: IdentityProvider | null;
  readonly pinned: ReadonlySet<Level>;
  readonly hasAudience: boolean;
}

/** Claims that every token has, so that `IfExists` lets nobody pass without them. */
const ALWAYS_PRESENT = ['sub', 'aud'];

/**
 * The identity providers whose tokens a trust policy accepts.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function webIdentities(document: PolicyDocument): readonly WebIdentity[] {
  let identities = byDocument.get(document);
  if (identities === undefined) {
    identities = readIdentities(document);
    byDocument.set(document, identities);
  }
  return identities;
}

/** Whether a trust policy lets any customer of some identity provider in, without a condition. */
export function isOpenToTenants(document: PolicyDocument): boolean {
  return webIdentities(document).some(
    ({ pinned, principal }) => !pinned.has('tenant') && principal.conditionKeys.length === 0,
  );
}

/** Every kind asks for the same. */
const byDocument = new WeakMap<PolicyDocument, readonly WebIdentity[]>();

function readIdentities(document: PolicyDocument): readonly WebIdentity[] {
  return trustedPrincipals(document)
    .filter(({ kind, actions }) => kind === 'federated' && actions.includes('sts:assumerolewithwebidentity'))
    .flatMap((principal) => (principal.name.includes(':saml-provider/') ? [] : [webIdentity(principal)]));
}

/** The levels that the provider tells apart; the tenant always. */
export function levelsOf(provider: IdentityProvider | null): ReadonlySet<Level> {
  if (provider === null) return new Set(['tenant', 'workload']);
  return new Set(['tenant', ...[...provider.claims.values()].flatMap(({ levels }) => [...levels.keys()])]);
}

function webIdentity(principal: TrustedPrincipal): WebIdentity {
  const { name, statement } = principal;
  const issuer = withoutSlash(name.slice(name.indexOf(':oidc-provider/') < 0 ? 0 : name.indexOf('/') + 1));
  const provider = identityProvider(issuer);
  const demanded = principal.denials.flatMap(([test, ...others]) =>
    test === undefined || others.length > 0 ? [] : (turnedRound(test) ?? []),
  );
  const claims = [...askingForKeys(statement.conditions), ...demanded].flatMap((test) => {
    const claim = claimOf(test.key, issuer, provider);
    return claim === null ? [] : [{ claim, test }];
  });
  // A Deny that turns on a claim and says no more of it than this can only let in fewer.
  const open = principal.denials
    .filter(([test, ...others]) => test === undefined || others.length > 0 || turnedRound(test) === null)
    .flatMap((tests) => tests.map(({ key }) => key));
  const keys = new Set(claims.map(({ test }) => test.key).filter((key) => !open.includes(key)));
  const pins = claims.filter(({ claim, test }) => isPositive(claim, test));
  const pinned = new Set<Level>(/^\*+$/.test(name) || provider?.isShared === true ? [] : ['tenant']);
  for (const { claim, test } of pins)
    for (const level of levelsPinned(claim, test, provider)) pinned.add(level);
  return {
    principal: { ...principal, conditionKeys: principal.conditionKeys.filter((key) => !keys.has(key)) },
    provider,
    pinned,
    hasAudience: pins.some(({ claim, test }) => claim === 'aud' && test.values.every(saysSomething)),
  };
}

/** What a Deny of all that lacks a value asks for: the same test without its negation. Null for any other test. */
function turnedRound(test: ConditionTest): ConditionTest | null {
  // With a set operator it may spare a token that has another value besides.
  return isNegated(test) && test.quantifier === null ? contraryTest(test) : null;
}

/** The claim that a condition key stands for, in lower case; null if the key is no claim of the issuer's tokens. */
function claimOf(key: string, issuer: string, provider: IdentityProvider | null): string | null {
  const lowerCase = key.toLowerCase();
  if (provider?.claims.has(lowerCase) === true) return lowerCase;
  for (const prefix of [`${issuer}:`, `${issuer}/:`]) {
    if (lowerCase.startsWith(prefix.toLowerCase())) return lowerCase.slice(prefix.length);
  }
  return null;
}

/** Whether a test demands that the claim is there and has one of the values. */
function isPositive(claim: string, test: ConditionTest): boolean {
  if (isNegated(test) || test.operator === 'Null' || test.quantifier === 'ForAllValues') return false;
  return !holdsWithoutKey(test) || ALWAYS_PRESENT.includes(claim);
}

function levelsPinned(
  claim: string,
  test: ConditionTest,
  provider: IdentityProvider | null,
): readonly Level[] {
  const pinnedByText = (text: string): readonly Level[] => {
    const literal = beforeWildcard(test, text);
    const isExact = literal.length === text.length;
    if (provider !== null) {
      const known = provider.claims.get(claim);
      return known === undefined ? [] : levelsOfValue(known, literal, isExact);
    }
    if (claim === 'aud') return [];
    return (claim === 'sub' ? namesSubject(literal, isExact) : literal !== '') ? ['workload'] : [];
  };
  const pinnedBy = (value: string): readonly Level[] => fillingsOf(value).flatMap(pinnedByText);
  // Any of the values satisfies the test, so only what all of them pin is pinned.
  const [first = [], ...others] = test.values.map(pinnedBy);
  return first.filter((level) => others.every((levels) => levels.includes(level)));
}

function levelsOfValue(claim: Claim, literal: string, isExact: boolean): readonly Level[] {
  const { levels, open, isComposed } = claim;
  const named = [...levels].flatMap(([level, beginnings]) => {
    const texts = isComposed ? partsFrom(isExact ? `${literal}:` : literal) : [literal];
    return texts.some((text) => beginnings.some((pattern) => pattern.test(text))) ? [level] : [];
  });
  if (!isExact) return named;
  // No token has a value with wildcards or without parts, so that nobody gets in by it.
  if (isComposed && /^[^*?]+:[^*?]+$/.test(literal) && !named.includes('workload')) return named;
  const narrowest = LEVELS.filter((level) => levels.has(level)).at(-1);
  const isOpen = open.some((pattern) => pattern.test(literal));
  return [...levels.keys()].filter((level) => !isOpen || level !== narrowest);
}

/** A value from each of its parts on. */
function partsFrom(value: string): readonly string[] {
  const parts = value.split(':');
  return parts.map((_, position) => parts.slice(position).join(':'));
}

/** Whether a subject of a provider that nothing is known of is one workload's. */
function namesSubject(literal: string, isExact: boolean): boolean {
  if (isExact) return true;
  if (literal === '') return false;
  const alike = subjectFormats().filter(({ head }) => head.startsWith(literal) || literal.startsWith(head));
  return alike.length === 0 || alike.some(({ pinned }) => pinned.some((pattern) => pattern.test(literal)));
}

/**
 * A value with something in place of what is known only once it is deployed, which is one fixed value: a word or, between
 * two colons, perhaps several, as `OWNER/REPOSITORY` is.
 */
function fillingsOf(value: string): readonly string[] {
  const filledWith = (wordBetween: (colons: boolean) => string): string =>
    replaceVariables(value, (name, variable, at) =>
      isConditionKey(name)
        ? variable
        : wordBetween(value[at - 1] === ':' && value[at + variable.length] === ':'),
    );
  const filled = filledWith(() => 'x');
  return filled === value
    ? [value]
    : [filled, filledWith((isBetweenColons) => (isBetweenColons ? 'x/x' : 'x'))];
}

/** Whether a variable is one of a policy: what a file leaves open has the name of a parameter or resource. */
function isConditionKey(name: string): boolean {
  return /^(?!resolve:)[^:]+:[^:]/.test(name);
}

/** What a value fixes: all of it, or what stands before its first wildcard or variable. */
function beforeWildcard(test: ConditionTest, value: string): string {
  const end = value.search(comparesPatterns(test) ? /[*?]|\$\{/ : /\$\{/);
  return end < 0 ? value : value.slice(0, end);
}

function saysSomething(value: string): boolean {
  return !/^[*?]*$/.test(value);
}

function withoutSlash(issuer: string): string {
  return issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
}
