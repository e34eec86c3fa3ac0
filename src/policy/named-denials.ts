import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { typesOf } from '../catalog/resource-type.js';
import { isAboutAll, isAboutSome } from './pattern-coverage.js';
import type { PatternReading } from './resource-coverage.js';
import type { StatementReading } from './statement-reading.js';

/** Scoped actions of whose named resources unconditional Denies leave none. */
export function namedDenials(
  scoped: IndexSet,
  policies: readonly (readonly StatementReading[])[],
  denies: readonly StatementReading[],
  catalog: Catalog,
): IndexSet {
  const strict = denies.filter(
    (deny) =>
      deny.denial?.kind === 'always' &&
      deny.actions.intersects(scoped) &&
      (deny.coverage.inverted || !deny.coverage.everything),
  );
  if (strict.length === 0) return IndexSet.empty;
  const allows = policies.flat();
  const gone = scoped.indexes().filter((action) => {
    const denying = strict.filter((deny) => deny.actions.has(action));
    if (denying.length === 0) return false;
    const types = typesOf(catalog.requirement(action));
    // NotResource with everything in it grants nothing.
    const granting = allows.filter(
      ({ actions, coverage }) => actions.has(action) && coverage.touched.hasAny(types),
    );
    // Of a bucket and its objects, only the objects matter to an action on objects.
    const matters = ({ touched }: PatternReading) => touched.hasAny(types);
    return (
      granting.every((allow) => isDenied(allow, denying, matters)) ||
      denying.some((deny) => leavesNothing(deny, denying, granting, matters))
    );
  });
  return IndexSet.of(gone);
}

type Matters = (pattern: PatternReading) => boolean;

/** Whether every resource that an Allow names is denied, as far as it matters to an action. */
export function isDenied(
  { coverage }: StatementReading,
  denying: readonly StatementReading[],
  matters: Matters,
): boolean {
  if (coverage.inverted) return false;
  return coverage.patterns
    .filter(matters)
    .every((pattern) => denying.some((deny) => isAboutAll(deny, pattern)));
}

/** Whether what a Deny with NotResource leaves is denied by another, or never granted. */
function leavesNothing(
  deny: StatementReading,
  denying: readonly StatementReading[],
  granting: readonly StatementReading[],
  matters: Matters,
): boolean {
  if (!deny.coverage.inverted) return false;
  return deny.coverage.patterns
    .filter(matters)
    .every(
      (left) =>
        denying.some((other) => other !== deny && isAboutAll(other, left)) ||
        granting.every((allow) => !isAboutSome(allow, left)),
    );
}
