import type { PolicyAccess } from '../access/policy-access.js';
import { IndexSet } from '../catalog/index-set.js';
import { globMatches, hasWildcard } from '../catalog/glob.js';
import type { ConditionTest, Statement } from '../policy/policy-document.js';
import { includes, overlaps } from '../policy/resource-pattern.js';
import type { ResourceCoverage } from '../policy/resource-coverage.js';

/**
 * Whether every request of some actions that one document allows is allowed by another too, statement by statement:
 * for each Resource there are statements of the other that match all of it under no further condition, and together
 * have all the actions. Denies are another matter: see {@link hasSameDenies}.
 */
export function grantsWithin(inner: PolicyAccess, outer: PolicyAccess, actions: IndexSet): boolean {
  return inner.reading.allows.every((allow) => {
    const asked = allow.actions.intersect(actions);
    if (asked.isEmpty) return true;
    const candidates = outer.reading.allows.filter(
      (other) =>
        other.actions.intersects(asked) &&
        areConditionsWithin(other.statement.conditions, allow.statement.conditions),
    );
    return resourceParts(allow.coverage).every((part) =>
      IndexSet.unionOf(
        candidates.filter((other) => isResourceWithin(part, other.coverage)).map((other) => other.actions),
      ).includes(asked),
    );
  });
}

/**
 * Whether every pattern of actions that one document allows selects nothing, now or later, that no pattern of the
 * other selects.
 */
export function patternsWithin(inner: PolicyAccess, outer: PolicyAccess): boolean {
  const wider = outer.reading.allows.map(({ statement }) => statement);
  return inner.reading.allows.every(({ statement }) => {
    if (statement.notActions === null)
      return statement.actions.every((pattern) => wider.some((other) => selectsAllOf(other, pattern)));
    return wider.some((other) => leavesOutNoMoreThan(other, statement.notActions ?? []));
  });
}

/** Whether two documents deny the same. */
export function hasSameDenies(one: PolicyAccess, other: PolicyAccess): boolean {
  return denialText(one) === denialText(other);
}

/** Names that the catalogue does not know, which no set of actions holds, as text. */
export function unknownNames({ reading, catalog }: PolicyAccess): string {
  const names = reading.allows.flatMap(({ statement }) =>
    (statement.notActions ?? statement.actions).filter((pattern) => catalog.expand(pattern).isEmpty),
  );
  return [...new Set(names)].sort().join(' ');
}

function denialText({ reading }: PolicyAccess): string {
  return JSON.stringify(
    reading.denies.map(({ statement }) => JSON.stringify({ ...statement, index: 0 })).sort(),
  );
}

function selectsAllOf(other: Statement, pattern: string): boolean {
  const text = pattern.toLowerCase();
  if (other.notActions === null) {
    return other.actions.some((each) => {
      const wider = each.toLowerCase();
      return wider === text || (canJudge(wider, text) && globMatches(wider, text));
    });
  }
  // Anything but what it leaves out: a pattern with a wildcard might meet that.
  return !hasWildcard(text) && !other.notActions.some((each) => globMatches(each.toLowerCase(), text));
}

/** A question mark of the wider pattern would take an asterisk of the other for a character. */
function canJudge(wider: string, text: string): boolean {
  return !hasWildcard(text) || !wider.includes('?');
}

function leavesOutNoMoreThan(other: Statement, leftOut: readonly string[]): boolean {
  if (other.notActions === null) return other.actions.some((pattern) => /^\*+(?::\*+)?$/.test(pattern));
  return other.notActions.every((pattern) => leftOut.includes(pattern));
}

/** What is allowed on: each pattern by itself, or all that NotResource leaves. */
type ResourcePart = ResourceCoverage | ResourceCoverage['patterns'][number];

function resourceParts(coverage: ResourceCoverage): readonly ResourcePart[] {
  return coverage.inverted ? [coverage] : coverage.patterns;
}

function isResourceWithin(part: ResourcePart, outer: ResourceCoverage): boolean {
  if (!outer.inverted && outer.everything) return true;
  if ('patterns' in part) {
    if (!outer.inverted) return false;
    return outer.patterns.every(({ text }) => part.patterns.some((spared) => spared.text === text));
  }
  if (outer.inverted) return outer.patterns.every((spared) => !overlaps(spared.loose, part.loose));
  return outer.patterns.some((wider) => wider.text === part.text || includes(wider.strict, part.strict));
}

/** Whether each test of one statement is among those of another, which may name fewer ARNs in it. */
export function areConditionsWithin(few: readonly ConditionTest[], more: readonly ConditionTest[]): boolean {
  if (few.length === 0) return true;
  const texts = new Set(more.map(conditionKey));
  return few.every(
    (test) => texts.has(conditionKey(test)) || more.some((other) => areArnsWithin(other, test)),
  );
}

/** Whether a test of ARNs passes only what another passes: AWS compares the six parts of an ARN one by one. */
function areArnsWithin(inner: ConditionTest, outer: ConditionTest): boolean {
  const isArnTest = outer.operator === 'ArnLike' || outer.operator === 'ArnEquals';
  const { values } = inner;
  return (
    isArnTest &&
    conditionKey({ ...inner, values: [] }) === conditionKey({ ...outer, values: [] }) &&
    values.every((value) => outer.values.some((other) => isArnWithin(value, other)))
  );
}

function isArnWithin(inner: string, outer: string): boolean {
  const wider = arnParts(outer);
  return (
    wider !== null &&
    arnParts(inner)?.every((part, index) => {
      const other = wider[index] ?? '';
      return other === part || (canJudge(other, part) && globMatches(other, part));
    }) === true
  );
}

/** Null for what is no ARN, or holds variables: what those stand for is not known. */
function arnParts(text: string): readonly string[] | null {
  const [partition, service, region, account, ...resource] = text.split(':').slice(1);
  if (!text.startsWith('arn:') || resource.length === 0 || text.includes('${')) return null;
  return [partition ?? '', service ?? '', region ?? '', account ?? '', resource.join(':')];
}

function conditionKey({ operator, quantifier, ifExists, key, values }: ConditionTest): string {
  return JSON.stringify([operator, quantifier, ifExists, key.toLowerCase(), [...values].sort()]);
}
