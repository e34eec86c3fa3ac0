import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import type { Statement } from '../policy/policy-document.js';
import {
  identityProvider,
  type Claim,
  type IdentityProvider,
  type Level,
} from '../risks/identity-providers.js';
import { levelsOf } from '../risks/web-identities.js';
import { capitals } from './placeholder-name.js';

/** A test of a condition block. */
export interface TokenTest {
  readonly operator: 'StringEquals' | 'StringLike' | 'ForAnyValue:StringLike';
  readonly key: string;
  readonly value: string;
}

/** A test with what the owner has to replace in it. */
export interface ExplainedTest extends TokenTest {
  readonly placeholders: readonly FixPlaceholder[];
}

/** Issuers whose tokens for AWS are made for its token service unless somebody chose another audience. */
const MADE_FOR_TOKEN_SERVICE = /^(?:token\.actions\.githubusercontent\.com|oidc\.eks\.[^/]+\/id\/.+)$/;
const TOKEN_SERVICE = 'sts.amazonaws.com';

/** What stands for the value of a claim of which no form is known. */
const VALUES: Readonly<Record<string, string>> = { aud: 'AUDIENCE', sub: 'SUBJECT' };

/**
 * The claim of identity pools that says how somebody signed in, which is a list, and what it holds where somebody did.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
const HOW_SIGNED_IN = { claim: 'amr', value: 'authenticated' };

/** A test of whom the token was made for. */
export function audienceTest(issuer: string): readonly ExplainedTest[] {
  const isKnown = MADE_FOR_TOKEN_SERVICE.test(issuer);
  return [
    {
      operator: 'StringEquals',
      key: `${issuer}:aud`,
      value: isKnown ? TOKEN_SERVICE : 'AUDIENCE',
      placeholders: isKnown
        ? []
        : [{ name: 'AUDIENCE', meaning: `The audience for which ${issuer} makes tokens for AWS.` }],
    },
  ];
}

/** Tests that pin whose token it is, down to one workload or revision of it; null where no claims are known to. */
export function subjectTests(issuer: string, statement: Statement): readonly ExplainedTest[] | null {
  const provider = identityProvider(issuer);
  if (provider === null) return [explained(issuer, 'sub', 'SUBJECT', 'StringEquals')];
  const chosen = pinningClaims(provider);
  // A role for guests asks for the contrary: nobody would pass both.
  if (
    chosen?.some(
      ([name]) => name === HOW_SIGNED_IN.claim && testsOf(statement, keyOf(issuer, name)).length > 0,
    )
  )
    return null;
  return (
    chosen
      ?.filter(([name]) => !isPinned(statement, keyOf(issuer, name)))
      .map(([name, claim]) => testOf(issuer, name, claim, statement)) ?? null
  );
}

/** Whether a statement names the values of a key already: another list of them would take the place of that. */
function isPinned(statement: Statement, key: string): boolean {
  return testsOf(statement, key).some(
    ({ operator, quantifier, ifExists }) => operator === 'StringEquals' && quantifier === null && !ifExists,
  );
}

function testsOf({ conditions }: Statement, key: string): Statement['conditions'] {
  return conditions.filter((test) => test.key.toLowerCase() === key.toLowerCase());
}

/** Claims that between them pin every level that the provider tells apart. */
function pinningClaims(provider: IdentityProvider): readonly (readonly [string, Claim])[] | null {
  const open = new Set<Level>(levelsOf(provider));
  if (!provider.isShared) open.delete('tenant');
  const chosen: (readonly [string, Claim])[] = [];
  for (const [name, claim] of provider.claims) {
    const pinned = [...claim.levels.keys()].filter((level) => open.has(level));
    if (pinned.length === 0) continue;
    chosen.push([name, claim]);
    for (const level of pinned) open.delete(level);
  }
  return open.size === 0 ? chosen : null;
}

function testOf(issuer: string, name: string, claim: Claim, statement: Statement): ExplainedTest {
  if (name === HOW_SIGNED_IN.claim)
    return explained(issuer, name, HOW_SIGNED_IN.value, 'ForAnyValue:StringLike');
  const [template = VALUES[name] ?? capitals(name)] = claim.narrowestValues;
  const key = keyOf(issuer, name);
  const value = withWritten(template, literalOf(statement, key));
  // Such a template says how values begin.
  return /[:/]$/.test(value)
    ? explained(issuer, name, `${value}*`, 'StringLike')
    : explained(issuer, name, value, 'StringEquals');
}

function explained(
  issuer: string,
  name: string,
  value: string,
  operator: TokenTest['operator'],
): ExplainedTest {
  const key = keyOf(issuer, name);
  const placeholders = [...new Set(value.match(/\b[A-Z][A-Z_]+\b/g))].map((word) => ({
    name: word,
    meaning: `A part of ${key}, which has the form ${value}.`,
  }));
  return { operator, key, value, placeholders };
}

/** The key of a claim; some claims have one that does not begin with the issuer. */
function keyOf(issuer: string, name: string): string {
  return /[:/]/.test(name) ? name : `${issuer}:${name}`;
}

/** What the statement pins of a claim already: the beginning of its only value, before any wildcard. */
function literalOf(statement: Statement, key: string): string {
  const values = testsOf(statement, key)
    .filter(({ operator }) => operator === 'StringLike')
    .flatMap((test) => test.values);
  const [only = ''] = values;
  return values.length === 1 ? only.replace(/[*?$].*$/s, '') : '';
}

/** The template with the parts that are written already in the place of its first words. */
function withWritten(template: string, literal: string): string {
  const parts = literal.split(/(?<=[:/])/).filter((part) => /[:/]$/.test(part));
  const ofTemplate = template.split(/(?<=[:/])/);
  const isAlike = parts.every((part, position) => {
    const own = ofTemplate[position];
    return own !== undefined && (own === part || /^[A-Z_]+[:/]$/.test(own)) && own.at(-1) === part.at(-1);
  });
  return isAlike ? [...parts, ...ofTemplate.slice(parts.length)].join('') : template;
}
