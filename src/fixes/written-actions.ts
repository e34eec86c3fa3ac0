import type { Catalog } from '../catalog/catalog.js';
import { globMatches, hasWildcard } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import type { Service } from '../catalog/service.js';
import { memoised } from '../escalation/graph/grouped.js';
import { actionsByService } from './actions-by-service.js';

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
  if (!mayBegin || !isShort) return namesOf(wanted, catalog);
  return actionsByService(wanted, catalog).flatMap(({ service, actions }) =>
    beginnings(service, actions, wanted, pattern, catalog),
  );
}

/** The names of actions, in ascending order. */
export function namesOf(actions: IndexSet, catalog: Catalog): readonly string[] {
  return actions.indexes().map((action) => catalog.actionName(action));
}

/**
 * The shortest beginnings, at the ends of words, that only wanted actions share; the names of all others.
 *
 * @param actions - those of the service that are wanted
 */
function beginnings(
  service: Service,
  actions: readonly number[],
  wanted: IndexSet,
  within: string,
  catalog: Catalog,
): readonly string[] {
  const lowerCase = within.toLowerCase();
  const patterns: string[] = [];
  // The actions with one beginning stand side by side.
  let done = service.first;
  for (const action of actions) {
    if (action < done) continue;
    const found = sharedBeginnings(service, action, catalog).find(
      // As no wildcard of the pattern but `*` can match the asterisk, a match says that it selects all of these.
      (beginning) => wanted.includes(beginning.actions) && globMatches(lowerCase, beginning.lowerCase),
    );
    patterns.push(found?.pattern ?? catalog.actionName(action));
    done = found?.end ?? action + 1;
  }
  return patterns;
}

/** What several actions of a service begin with. */
interface SharedBeginning {
  readonly pattern: string;
  readonly lowerCase: string;
  readonly actions: IndexSet;
  /** The number after that of the last of them. */
  readonly end: number;
}

const known = new WeakMap<Service, Map<number, readonly SharedBeginning[]>>();

/** The beginnings of an action that it shares with others, the shortest first. */
function sharedBeginnings(service: Service, action: number, catalog: Catalog): readonly SharedBeginning[] {
  const ofService = memoised(known, service, () => new Map<number, readonly SharedBeginning[]>());
  return memoised(ofService, action, () =>
    beginningsOf(service.actionNames[action - service.first] ?? '').flatMap((beginning) => {
      const pattern = `${service.prefix}:${beginning}*`;
      const actions = catalog.expand(pattern);
      const end = (actions.indexes().at(-1) ?? action) + 1;
      return actions.size < FEWEST_FOR_A_BEGINNING
        ? []
        : [{ pattern, lowerCase: pattern.toLowerCase(), actions, end }];
    }),
  );
}

/** `GetObjectAcl`: Get, GetObject, GetObjectAcl. */
function beginningsOf(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+|[^A-Za-z]+|[A-Z]/g) ?? [name];
  return words.map((_word, count) => words.slice(0, count + 1).join(''));
}

/** All actions of a service by the first words of their names; an action alone in its word by its name. */
export function beginningsOfService(service: Service, catalog: Catalog): readonly string[] {
  const all = IndexSet.range(service.first, service.end);
  return beginnings(service, all.indexes(), all, `${service.prefix}:*`, catalog);
}
