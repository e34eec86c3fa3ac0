import type { EffectiveAccess } from '../../access/effective-access.js';
import { mayOverlap } from '../../policy/written-patterns.js';

/**
 * Whether actions on the same kind of resource may be used on the same resource: who may make functions of some names and
 * run those of others runs none that it makes.
 */
export function mayShareResource(access: EffectiveAccess, actions: readonly number[]): boolean {
  const scoped = actions.filter((action) => access.reach.scoped.has(action));
  if (scoped.length < 2) return true;
  return scoped.every((one, place) => scoped.slice(place + 1).every((other) => mayShare(access, one, other)));
}

function mayShare(access: EffectiveAccess, one: number, other: number): boolean {
  const kinds = kindsOf(access, other);
  const isSameKind = kindsOf(access, one).some((type) => kinds.includes(type));
  return !isSameKind || haveOverlap(patternsOf(access, one), patternsOf(access, other));
}

function kindsOf({ catalog }: EffectiveAccess, action: number): readonly number[] {
  const { required, optional } = catalog.requirement(action);
  return required.length > 0 ? required : optional;
}

/** The patterns under which an action is allowed; null for what patterns do not tell. */
function patternsOf({ allows }: EffectiveAccess, action: number): readonly string[] | null {
  const patterns: string[] = [];
  for (const { actions, statement } of allows) {
    if (!actions.has(action)) continue;
    if (statement.resources === null) return null;
    patterns.push(...statement.resources);
  }
  return patterns;
}

function haveOverlap(some: readonly string[] | null, others: readonly string[] | null): boolean {
  return (
    some === null || others === null || some.some((one) => others.some((other) => mayOverlap(one, other)))
  );
}
