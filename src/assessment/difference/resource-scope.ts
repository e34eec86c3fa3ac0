import type { StatementReading } from '../../policy/statement-reading.js';
import { isWithinPattern, mayOverlap } from '../../policy/written-patterns.js';

/** Resources that a statement is about: one pattern, or, of a NotResource, everything but some. */
export type ResourceScope =
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'others'; readonly but: readonly string[] };

/**
 * The resources of a statement, pattern by pattern; `NotResource` in one piece, since it cannot be taken apart. What is
 * text in a version that knows no variables is written as the other version would write it.
 */
export function scopesOf({
  statement: { resources, notResources },
  variablesKnown,
}: Pick<StatementReading, 'statement' | 'variablesKnown'>): readonly ResourceScope[] {
  const written = (pattern: string) => (variablesKnown ? pattern : pattern.replaceAll('${', '${$}{'));
  if (notResources !== null) return [{ kind: 'others', but: notResources.map(written).sort() }];
  return (resources ?? ['*']).map((pattern) => ({ kind: 'pattern', pattern: written(pattern) }));
}

/** The scope as it is shown. */
export function scopeText(scope: ResourceScope): string {
  return scope.kind === 'pattern' ? scope.pattern : `everything but ${scope.but.join(', ')}`;
}

/**
 * The part of a scope that is not in another, scope by scope; the scope itself where they cannot be told apart.
 * Patterns are compared as written: one is within another that matches it letter for letter, wildcards included.
 */
export function scopeWithout(scope: ResourceScope, other: ResourceScope): readonly ResourceScope[] {
  if (other.kind === 'pattern')
    return scope.kind === 'pattern' && isWithinPattern(scope.pattern, other.pattern)
      ? []
      : scope.kind === 'others' && other.pattern === '*'
        ? []
        : [scope];
  const left = other.but.filter((spared) =>
    scope.kind === 'pattern'
      ? mayOverlap(spared, scope.pattern)
      : !scope.but.some((own) => isWithinPattern(spared, own)),
  );
  // What is spared of a pattern may be all of it or more than it.
  if (scope.kind === 'pattern' && left.some((spared) => !isWithinPattern(spared, scope.pattern)))
    return [scope];
  return left.map((pattern) => ({ kind: 'pattern', pattern }));
}

/** Whether some resource may be in both. */
export function mayShareResources(one: ResourceScope, other: ResourceScope): boolean {
  if (one.kind === 'pattern' && other.kind === 'pattern') return mayOverlap(one.pattern, other.pattern);
  const [pattern, others] = one.kind === 'pattern' ? [one, other] : [other, one];
  return (
    pattern.kind !== 'pattern' ||
    others.kind !== 'others' ||
    !others.but.some((spared) => isWithinPattern(pattern.pattern, spared))
  );
}
