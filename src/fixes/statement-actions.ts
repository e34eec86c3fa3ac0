import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import type { JsonObject } from '../policy/json-shape.js';
import { asWritten, stringsOf, withElement, withElementFor } from './edited-statement.js';
import { actionsWithin, namesOf, type Spelling } from './written-actions.js';

const EVERYTHING = /^\*+(?::\*+)?$/;

/** A statement without some of its actions; null where nothing is left of it. */
export function withoutActions(
  statement: JsonObject,
  taken: IndexSet,
  catalog: Catalog,
  spelling: Spelling,
): JsonObject | null {
  const spared = statement['NotAction'];
  if (spared !== undefined) {
    return withElement(statement, 'NotAction', [
      ...stringsOf(spared),
      ...actionsWithin('*', taken, catalog, spelling),
    ]);
  }
  const written = stringsOf(statement['Action']);
  if (written.some((pattern) => EVERYTHING.test(pattern)))
    return withElementFor(statement, 'Action', 'NotAction', actionsWithin('*', taken, catalog, spelling));
  const left = catalog.expandAll(written).minus(taken);
  const rest = written.flatMap((pattern) => {
    const matched = catalog.expand(pattern);
    return matched.isEmpty || !matched.intersects(taken)
      ? [pattern]
      : actionsWithin(pattern, left, catalog, spelling);
  });
  return rest.length === 0
    ? null
    : withElement(statement, 'Action', asWritten(distinct(rest), statement['Action']));
}

/** Patterns that select exactly some of a statement's actions, as far as they can those that it has. */
export function patternsFor(
  statement: JsonObject,
  actions: IndexSet,
  catalog: Catalog,
  spelling: Spelling,
): readonly string[] {
  const written = stringsOf(statement['Action']);
  if (statement['NotAction'] !== undefined) return namesOf(actions, catalog);
  const everything = written.find((pattern) => EVERYTHING.test(pattern));
  const patterns = everything === undefined ? written : [everything];
  return distinct(patterns.flatMap((pattern) => actionsWithin(pattern, actions, catalog, spelling)));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
