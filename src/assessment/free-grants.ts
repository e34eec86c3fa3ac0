import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import type { PolicyLayer } from '../access/policy-layer.js';
import { typesOf } from '../catalog/resource-type.js';
import { isDenied } from '../policy/named-denials.js';
import { isAboutAll, isAboutSome } from '../policy/pattern-coverage.js';
import { reaches } from '../policy/reach.js';
import type { PatternReading } from '../policy/resource-coverage.js';
import { overlaps } from '../policy/resource-pattern.js';
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
  const types = typesOf(access.catalog.requirement(action));
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
    pattern.touched.hasAny(types) && !denies.some((deny) => isAboutAll(deny, pattern));
  const left = ({ coverage }: StatementReading) => coverage.patterns.filter(isLeft);
  const exceptions = denies.filter(({ coverage }) => coverage.inverted).flatMap(left);
  /** Whether a boundary or guardrail gives some of what a pattern matches. */
  const givesWithin = (allow: StatementReading, pattern: PatternReading) =>
    isAboutSome(allow, pattern) &&
    (allow.coverage.inverted || left(allow).some(({ loose }) => overlaps(loose, pattern.loose)));
  return granting.filter((grant) => {
    if (!isFree(grant)) return false;
    if (types.length === 0)
      return (
        grant.coverage.wildcard && layers.every((allows) => allows.some((allow) => allow.coverage.wildcard))
      );
    const given = exceptions.filter((pattern) => isAboutAll(grant, pattern));
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
  const types = typesOf(access.catalog.requirement(action));
  if (types.length === 0) return [];
  const fit = ({ coverage }: StatementReading) =>
    coverage.patterns.filter(({ touched }) => touched.hasAny(types));
  const meet = (grant: StatementReading, allow: StatementReading) =>
    grant.coverage.inverted
      ? allow.coverage.inverted || fit(allow).some((pattern) => isAboutSome(grant, pattern))
      : fit(grant).some((pattern) => isAboutSome(allow, pattern));
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
  const types = typesOf(access.catalog.requirement(action));
  if (types.length === 0 || granting.length === 0) return false;
  const always = denying.filter(({ denial }) => denial?.kind === 'always');
  return granting.every((grant) => isDenied(grant, always, ({ touched }) => touched.hasAny(types)));
}

function isFree({ limits }: StatementReading): boolean {
  return limits.length === 0;
}

function isInForce({ denial }: StatementReading): boolean {
  return denial?.kind === 'always' || denial?.kind === 'conditional';
}
