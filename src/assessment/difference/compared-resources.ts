import type { PolicyAccess } from '../../access/policy-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ResourceChange } from './access-difference.js';
import { areTestsWithin, conditionTexts } from './compared-conditions.js';
import {
  mayShareResources,
  scopesOf,
  scopeText,
  scopeWithout,
  type ResourceScope,
} from './resource-scope.js';

/** The Allow statements of a permissions boundary; `unknown` where there is one that the input does not hold. */
export type ComparedBoundary = readonly StatementReading[] | 'none' | 'unknown';

/** What is compared of one side: what its policies give, and what its permissions boundary leaves of that. */
export interface ComparedResources {
  readonly access: PolicyAccess | null;
  readonly boundary: ComparedBoundary;
}

/**
 * Resources on which one side allows actions and the other does not, of actions that both reach to the same grade:
 * because the statements that allow them name other resources, because the other side denies them, or because its
 * boundary ends before them. Patterns are compared as written.
 */
export function resourcesOnlyIn(
  { access, boundary }: ComparedResources,
  other: ComparedResources,
): readonly ResourceChange[] {
  if (access === null || other.access === null) return [];
  const { catalog, reach, reading } = access;
  const compared = IndexSet.unionOf(
    (['scoped', 'conditional', 'unrestricted'] as const).map((grade) =>
      reach[grade].intersect(other.access?.reach[grade] ?? IndexSet.empty),
    ),
  );
  if (compared.isEmpty) return [];
  const { allows, denies } = reading;
  const parts = [
    ...partsOnlyIn(allows, other.access.reading.allows, compared, ({ limits }) => limits),
    ...[
      ...partsOnlyIn(other.access.reading.denies, denies, compared, ({ conditions }) => conditions),
      ...partsLeftBy(boundary, other.boundary, allows, compared),
    ].flatMap((part) => allowedOf(part, allows)),
  ];
  const changes = new Map<string, { readonly change: Omit<ResourceChange, 'actions'>; actions: IndexSet }>();
  for (const { scope, conditions, actions } of parts) {
    const resource = scopeText(scope);
    const key = JSON.stringify([resource, conditions]);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { change: { resource, conditions }, actions });
    else known.actions = known.actions.union(actions);
  }
  return [...changes.values()]
    .map(({ change, actions }) => ({
      ...change,
      actions: actions.indexes().map((action) => catalog.actionName(action)),
    }))
    .sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
}

/** Some actions on some resources under some conditions. */
interface Part {
  readonly scope: ResourceScope;
  readonly conditions: readonly string[];
  readonly actions: IndexSet;
}

/** What one boundary leaves and another does not. Without one, everything is left that is allowed. */
function partsLeftBy(
  boundary: ComparedBoundary,
  other: ComparedBoundary,
  allows: readonly StatementReading[],
  compared: IndexSet,
): readonly Part[] {
  if (typeof other === 'string' || boundary === 'unknown') return [];
  return partsOnlyIn(boundary === 'none' ? allows : boundary, other, compared, ({ limits }) => limits);
}

/**
 * What some statements are about and none of some others.
 *
 * @param testsOf - the tests under which a statement applies
 */
function partsOnlyIn(
  statements: readonly StatementReading[],
  others: readonly StatementReading[],
  compared: IndexSet,
  testsOf: (reading: StatementReading) => readonly ConditionTest[],
): readonly Part[] {
  return statements.flatMap((statement): readonly Part[] => {
    const actions = statement.actions.intersect(compared);
    if (actions.isEmpty) return [];
    const tests = testsOf(statement);
    const conditions = conditionTexts(tests);
    // Under fewer conditions it applies wherever this one does.
    const wider = others.filter((other) => areTestsWithin(tests, testsOf(other)));
    let parts: readonly Part[] = scopesOf(statement).map((scope) => ({ scope, conditions, actions }));
    for (const other of wider)
      for (const scope of scopesOf(other))
        parts = parts.flatMap((part) => without(part, scope, other.actions));
    return parts;
  });
}

function without(part: Part, scope: ResourceScope, actions: IndexSet): readonly Part[] {
  const common = part.actions.intersect(actions);
  if (common.isEmpty) return [part];
  const left = scopeWithout(part.scope, scope);
  if (left.length === 1 && left[0] === part.scope) return [part];
  const rest = part.actions.minus(common);
  return [
    ...(rest.isEmpty ? [] : [{ ...part, actions: rest }]),
    ...left.map((each) => ({ ...part, scope: each, actions: common })),
  ];
}

/** What some Allow statements give of it. */
function allowedOf(
  { scope, conditions, actions }: Part,
  allows: readonly StatementReading[],
): readonly Part[] {
  const allowed = IndexSet.unionOf(
    allows.flatMap((allow) =>
      allow.actions.intersects(actions) && scopesOf(allow).some((each) => mayShareResources(each, scope))
        ? [allow.actions.intersect(actions)]
        : [],
    ),
  );
  return allowed.isEmpty ? [] : [{ scope, conditions, actions: allowed }];
}
