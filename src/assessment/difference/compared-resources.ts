import type { PolicyAccess } from '../../access/policy-access.js';
import { globMatches } from '../../catalog/glob.js';
import { IndexSet } from '../../catalog/index-set.js';
import { conditionText } from '../../policy/condition-text.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ResourceChange } from './access-difference.js';

/**
 * Resources on which one side allows actions and the other does not, of actions that both reach to the same grade
 * below everything. Patterns are compared as written: one is known where a pattern of the other side matches it letter
 * for letter, wildcards included, under no further condition. Denies are not looked at.
 */
export function resourcesOnlyIn(
  access: PolicyAccess | null,
  other: PolicyAccess | null,
): readonly ResourceChange[] {
  if (access === null || other === null) return [];
  const { catalog, reach } = access;
  const compared = IndexSet.unionOf([
    reach.scoped.intersect(other.reach.scoped),
    reach.conditional.intersect(other.reach.conditional),
  ]);
  if (compared.isEmpty) return [];
  const changes = new Map<string, { readonly change: Omit<ResourceChange, 'actions'>; actions: IndexSet }>();
  for (const allow of access.reading.allows) {
    const actions = allow.actions.intersect(compared);
    if (actions.isEmpty) continue;
    const conditions = allow.limits.map(conditionText).sort();
    for (const resource of resourcesOf(allow)) {
      const left = other.reading.allows
        .filter((each) => admits(each, resource, conditions))
        .reduce((rest, each) => rest.minus(each.actions), actions);
      if (left.isEmpty) continue;
      const key = JSON.stringify([resource, conditions]);
      const known = changes.get(key);
      if (known === undefined) changes.set(key, { change: { resource, conditions }, actions: left });
      else known.actions = known.actions.union(left);
    }
  }
  return [...changes.values()]
    .map(({ change, actions }) => ({
      ...change,
      actions: actions.indexes().map((action) => catalog.actionName(action)),
    }))
    .sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
}

/** Patterns of resources; `NotResource` in one piece, since it cannot be taken apart. */
function resourcesOf({ statement: { resources, notResources } }: StatementReading): readonly string[] {
  if (notResources !== null) return [`everything but ${[...notResources].sort().join(', ')}`];
  return resources ?? ['*'];
}

function admits(allow: StatementReading, resource: string, conditions: readonly string[]): boolean {
  const limits = allow.limits.map(conditionText);
  return (
    limits.every((limit) => conditions.includes(limit)) &&
    resourcesOf(allow).some((pattern) => pattern === resource || globMatches(pattern, resource))
  );
}
