import { statementsOnPrincipal, type EffectiveAccess } from '../../access/effective-access.js';
import type { Actor } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { reaches } from '../../policy/reach.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { actionTargets } from './action-targets.js';
import { ownArnStart, withMadeUpName } from './made-up-name.js';
import type { Population } from './population.js';
import { statementWithKey } from './statement-with-key.js';
import { BOUNDARY_KEY, PUTTING_BOUNDARY } from './target-facts.js';
import { reached } from './targets.js';

export const MAKING_POLICY = 'iam:CreatePolicy';

/** ARNs of the boundaries that somebody would set to keep nothing from whoever has them. */
export interface BoundaryChoice {
  /** Those that are there. */
  readonly harmless: readonly string[];
  /** Those that statements ask for and that it might write itself. */
  readonly writable: readonly string[];
}

/**
 * The boundaries to choose from where which one is set decides over any statement about an action; null where it does
 * not. Delegated administrators may set the boundary that they are given themselves, which frees nobody.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function boundaryChoice(
  access: EffectiveAccess,
  population: Population,
  action: string,
): BoundaryChoice | null {
  const index = PUTTING_BOUNDARY.has(action) ? access.catalog.actionIndex(action) : undefined;
  // Most principals cannot use it at all, and everyone is asked.
  if (index === undefined || !reaches(access.reach, index)) return null;
  const asked = testsOfBoundary(access, IndexSet.of([index]));
  if (asked.length === 0) return null;
  const harmless = population.attachable.harmlessBoundaries(access.actor);
  const names = [...new Set(asked.flatMap(({ values }) => values))];
  return { harmless, writable: writableAmong(names, access, population) };
}

/** The tests of which boundary is set, in the statements about any of some actions. */
export function testsOfBoundary(access: EffectiveAccess, about: IndexSet): readonly ConditionTest[] {
  return statementsOnPrincipal(access)
    .filter(({ actions }) => actions.intersects(about))
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === BOUNDARY_KEY));
}

/** ARNs that some texts match, of policies that could be made or given a new version. */
function writableAmong(
  texts: readonly string[],
  access: EffectiveAccess,
  { policyArns }: Population,
): readonly string[] {
  const { actor, catalog, reach } = access;
  const numberOf = (action: string): number => catalog.actionIndex(action) ?? -1;
  const canMake = reaches(reach, numberOf(MAKING_POLICY));
  const rewritable = reached(actionTargets(access, numberOf('iam:CreatePolicyVersion'), policyArns));
  return texts
    .map((text) => withMadeUpName(policiesLike(text, actor)))
    .filter((arn) => {
      const there = policyArns.named(arn);
      return there.isEmpty ? canMake : there.intersects(rewritable);
    });
}

/** The pattern of the account's own policies for whose ARNs a test for a text may hold. */
export function policiesLike(text: string, actor: Pick<Actor, 'partition' | 'accountId'>): string {
  return ownArnStart(actor) + (policyIn(text) ?? 'policy/*').replace(/\$\{[^}]*\}/g, '*');
}

/** What names a policy in an ARN or a pattern for one, `policy/team/*`; null where nothing does. */
export function policyIn(text: string): string | null {
  return /policy\/.*$/s.exec(text)?.[0] ?? null;
}

/** The statement as it applies where somebody has, or is to have, a boundary or none. */
export function withBoundary(entry: StatementReading, boundary: string | null): readonly StatementReading[] {
  return statementWithKey(entry, BOUNDARY_KEY, boundary === null ? null : [boundary]);
}

/** The statement as it applies to setting some boundary of those to choose from. */
export function statementForSomeBoundary(
  entry: StatementReading,
  { harmless, writable }: BoundaryChoice,
): readonly StatementReading[] {
  const applying = (boundaries: readonly string[]) =>
    boundaries.map((arn) => withBoundary(entry, arn)).find((list) => list.length > 0);
  return applying(harmless) ?? (applying(writable) === undefined ? [] : [entry]);
}
