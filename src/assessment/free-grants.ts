import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import { deniesPattern, mayGrant } from '../policy/named-denials.js';
import type { PolicyLayer } from '../access/policy-layer.js';
import { reaches } from '../policy/reach.js';
import type { PatternReading } from '../policy/resource-coverage.js';
import { includes, overlaps } from '../policy/resource-pattern.js';
import type { StatementReading } from '../policy/statement-reading.js';

/** The statements about an action that bear on some resource it can be used on, in all policies of a principal. */
export interface BearingStatements {
  readonly granting: readonly StatementReading[];
  readonly denying: readonly StatementReading[];
}

/**
 * Those of a principal's Allow statements that give an action on some resource under no condition: no Deny, with
 * conditions or without, takes all that they name, nor do boundary and guardrails allow it under conditions only.
 */
export function freeGrants(
  access: EffectiveAccess,
  action: number,
  { granting, denying }: BearingStatements,
): readonly StatementReading[] {
  const { required, optional } = access.catalog.requirement(action);
  const types = [...required, ...optional];
  const layers = layersOf(access)
    .filter(({ reach }) => !reach.unrestricted.has(action))
    .map(({ allows }) => allows.filter((allow) => isFree(allow) && allow.actions.has(action)));
  const denies = denying.filter(isInForce);
  const takesAll = ({ coverage }: StatementReading) =>
    types.length === 0
      ? coverage.wildcard
      : coverage.inverted
        ? coverage.patterns.every(({ touched }) => !touched.hasAny(types))
        : types.every((type) => coverage.covered.has(type));
  if (denies.some(takesAll)) return [];

  const isLeft = (pattern: PatternReading) =>
    pattern.touched.hasAny(types) && !denies.some((deny) => deniesPattern(deny, pattern));
  const left = ({ coverage }: StatementReading) => coverage.patterns.filter(isLeft);
  const exceptions = denies.filter(({ coverage }) => coverage.inverted).flatMap(left);
  /** Whether a boundary or guardrail gives some of what a pattern matches. */
  const givesWithin = (allow: StatementReading, pattern: PatternReading) =>
    mayGrant(allow, pattern) &&
    (allow.coverage.inverted || left(allow).some(({ loose }) => overlaps(loose, pattern.loose)));
  return granting.filter((grant) => {
    if (!isFree(grant)) return false;
    if (types.length === 0)
      return (
        grant.coverage.wildcard && layers.every((allows) => allows.some((allow) => allow.coverage.wildcard))
      );
    const given = exceptions.filter((pattern) => givesAll(grant, pattern));
    // What is left of everything but some resources has no pattern of its own.
    if (grant.coverage.inverted && denies.every(({ coverage }) => !coverage.inverted))
      return layers.every((allows) =>
        allows.some((allow) => allow.coverage.inverted || left(allow).length > 0),
      );
    return [...(grant.coverage.inverted ? [] : left(grant)), ...given].some((pattern) =>
      layers.every((allows) => allows.some((allow) => givesWithin(allow, pattern))),
    );
  });
}

/** The layers that allow an action, but on no resource on which any of a principal's Allow statements gives it. */
export function layersElsewhere(
  access: EffectiveAccess,
  action: number,
  granting: readonly StatementReading[],
): readonly PolicyLayer[] {
  const fit = fitPatterns(access, action);
  if (fit === null) return [];
  const meet = (grant: StatementReading, allow: StatementReading) =>
    grant.coverage.inverted
      ? allow.coverage.inverted || fit(allow).some((pattern) => mayGrant(grant, pattern))
      : fit(grant).some((pattern) => mayGrant(allow, pattern));
  return layersOf(access).filter(({ kind, reach, allows }) => {
    // Resource control policies leave most services alone.
    const isOpen = kind === 'resourceControlPolicy' && reach.unrestricted.has(action);
    if (isOpen || !reaches(reach, action)) return false;
    const allowing = allows.filter((allow) => allow.actions.has(action));
    return !granting.some((grant) => allowing.some((allow) => meet(grant, allow)));
  });
}

/** Whether all that the Allow statements name is denied without a condition, be it by boundary and guardrails. */
export function isAllDenied(
  access: EffectiveAccess,
  action: number,
  { granting, denying }: BearingStatements,
): boolean {
  const fit = fitPatterns(access, action);
  const always = denying.filter(({ denial }) => denial?.kind === 'always');
  return (
    fit !== null &&
    granting.length > 0 &&
    granting.every(
      (grant) =>
        !grant.coverage.inverted &&
        fit(grant).every((pattern) => always.some((deny) => deniesPattern(deny, pattern))),
    )
  );
}

/** The patterns of a statement that an action can be used on; null for an action without resources. */
function fitPatterns(
  { catalog }: EffectiveAccess,
  action: number,
): ((entry: StatementReading) => readonly PatternReading[]) | null {
  const { required, optional } = catalog.requirement(action);
  const types = [...required, ...optional];
  return types.length === 0
    ? null
    : ({ coverage }) => coverage.patterns.filter(({ touched }) => touched.hasAny(types));
}

/** Whether an Allow names all that a pattern matches. */
function givesAll({ coverage }: StatementReading, pattern: PatternReading): boolean {
  return coverage.inverted
    ? coverage.patterns.every(({ loose }) => !overlaps(loose, pattern.loose))
    : coverage.patterns.some(({ strict }) => includes(strict, pattern.strict));
}

function isFree({ limits }: StatementReading): boolean {
  return limits.length === 0;
}

function isInForce({ denial }: StatementReading): boolean {
  return denial?.kind === 'always' || denial?.kind === 'conditional';
}
