import type { Catalog } from '../catalog/catalog.js';
import { globMatches, hasWildcard } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import type { Service } from '../catalog/service.js';

/** How a set of actions is written: each by name, or by what several of them begin with where no other does. */
export type Spelling = 'names' | 'beginnings';

/** Fewer are written by name: a wildcard should save something. */
const FEWEST_FOR_A_BEGINNING = 2;
/** More of one pattern are written by their beginnings in any case: nobody reads such a list. */
const MOST_NAMES = 40;

/**
 * Patterns that select exactly some of the actions that a pattern selects, and nothing that the pattern does not
 * select, now or later.
 */
export function actionsWithin(
  pattern: string,
  chosen: IndexSet,
  catalog: Catalog,
  spelling: Spelling,
): readonly string[] {
  const matched = catalog.expand(pattern);
  const wanted = matched.intersect(chosen);
  if (wanted.isEmpty) return [];
  if (wanted.equals(matched)) return [pattern];
  // What a question mark stands for cannot be told from a beginning.
  const mayBegin = hasWildcard(pattern) && !pattern.includes('?');
  const isShort = spelling === 'beginnings' || wanted.size > MOST_NAMES;
  return servicesOf(wanted, catalog).flatMap((service) => {
    const own = wanted.intersect(IndexSet.range(service.first, service.end));
    return mayBegin && isShort ? beginnings(service, own, pattern, catalog) : namesOf(own, catalog);
  });
}

/** The names of actions, in ascending order. */
export function namesOf(actions: IndexSet, catalog: Catalog): readonly string[] {
  return actions.indexes().map((action) => catalog.actionName(action));
}

function servicesOf(actions: IndexSet, catalog: Catalog): readonly Service[] {
  return catalog.services.filter(({ first, end }) => actions.intersects(IndexSet.range(first, end)));
}

/** The shortest beginnings, at the ends of words, that only wanted actions share; the names of all others. */
function beginnings(service: Service, wanted: IndexSet, within: string, catalog: Catalog): readonly string[] {
  const lowerCase = within.toLowerCase();
  const patterns: string[] = [];
  // The actions with one beginning stand side by side.
  let done = service.first;
  for (const action of wanted.indexes()) {
    if (action < done) continue;
    const name = service.actionNames[action - service.first] ?? '';
    const found = beginningsOf(name)
      .map((beginning) => `${service.prefix}:${beginning}*`)
      // As no wildcard of the pattern but `*` can match the asterisk, this says that it selects all of these.
      .filter((pattern) => globMatches(lowerCase, pattern.toLowerCase()))
      .map((pattern) => ({ pattern, alike: catalog.expand(pattern) }))
      .find(({ alike }) => alike.size >= FEWEST_FOR_A_BEGINNING && wanted.includes(alike));
    patterns.push(found?.pattern ?? `${service.prefix}:${name}`);
    done = (found?.alike.indexes().at(-1) ?? action) + 1;
  }
  return patterns;
}

/** `GetObjectAcl`: Get, GetObject, GetObjectAcl. */
function beginningsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+|[^A-Za-z]+|[A-Z]/g) ?? [name];
  return words.map((_word, count) => words.slice(0, count + 1).join(''));
}

/** All actions of a service by the first words of their names; an action alone in its word by its name. */
export function beginningsOfService(service: Service, catalog: Catalog): readonly string[] {
  return beginnings(service, IndexSet.range(service.first, service.end), `${service.prefix}:*`, catalog);
}
