import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import type { StatementReading } from '../policy/statement-reading.js';
import { isWithinPattern, mayOverlap } from '../policy/written-patterns.js';
import { isResourceArn, isUsedOn } from './unfit-resource.js';

/**
 * The resources on which statements give an action, within boundary and guardrails and what each Deny spares. Patterns are
 * compared as written; where two only overlap, that of the statement stands.
 */
export function namedResources(
  granting: readonly StatementReading[],
  access: EffectiveAccess,
  action: number,
): readonly string[] {
  const layers = layersOf(access);
  const about = ({ actions }: StatementReading) => actions.has(action);
  const limits = [
    ...layers.map(({ allows }) => writtenOf(allows.filter(about))),
    ...[...access.denies, ...layers.flatMap(({ denies }) => denies)]
      .filter((entry) => about(entry) && entry.denial?.kind === 'always')
      .flatMap(({ statement }) => (statement.notResources === null ? [] : [statement.notResources])),
  ];
  return concerned(limits.reduce(within, writtenOf(granting)), access, action);
}

/** The resources on which any Allow of a principal gives an action, be it under conditions or denied again. */
export function grantedResources(access: EffectiveAccess, action: number): readonly string[] {
  return namedResources(
    access.allows.filter(({ actions }) => actions.has(action)),
    access,
    action,
  );
}

/** Whether this is no pattern but all that others leave. */
export function isEverythingBut(resource: string): boolean {
  return resource.startsWith(EVERYTHING_BUT);
}

/** Without what the action is never used on: a statement may give the actions of several services. */
function concerned(
  patterns: readonly string[],
  { catalog }: EffectiveAccess,
  action: number,
): readonly string[] {
  if (patterns.length < 2 || action < 0) return patterns;
  const used = patterns.filter((pattern) => !isResourceArn(pattern) || isUsedOn(action, pattern, catalog));
  return used.length === 0 ? patterns : used;
}

function writtenOf(statements: readonly StatementReading[]): readonly string[] {
  const patterns = statements.flatMap(({ statement }) =>
    statement.notResources === null
      ? (statement.resources ?? ['*'])
      : [`${EVERYTHING_BUT}${statement.notResources.join(', ')}`],
  );
  return patterns.includes('*') ? ['*'] : [...new Set(patterns)];
}

const EVERYTHING_BUT = 'everything but ';

function within(patterns: readonly string[], limits: readonly string[]): readonly string[] {
  if (limits.some(isEverythingBut)) return patterns;
  const left = patterns.flatMap((pattern) => {
    if (isEverythingBut(pattern) || limits.some((limit) => isWithinPattern(pattern, limit))) return [pattern];
    const parts = limits.filter((limit) => isWithinPattern(limit, pattern));
    return parts.length > 0 || !limits.some((limit) => mayOverlap(limit, pattern)) ? parts : [pattern];
  });
  return [...new Set(left)];
}
