import type { Catalog } from '../catalog/catalog.js';
import { IndexSetNumbers } from '../catalog/index-set-numbers.js';
import { IndexSet } from '../catalog/index-set.js';
import { narrowings } from './action-narrowing.js';
import { LEVELS } from '../catalog/compiled-catalog.js';
import { levelByName } from './access-level.js';
import type { Assessment } from './assessment.js';
import { IndexRunsText } from './index-runs.js';

/** The tables of actions as they stand in an assessment. */
type ActionTables = Pick<
  Assessment,
  'actions' | 'actionSets' | 'accessLevels' | 'resourceTypes' | 'narrowings' | 'services'
>;

/** Collects the action sets of findings, each distinct one once, and numbers the actions they mention. */
export class ActionTable {
  private readonly numbers = new IndexSetNumbers();

  /** The number of a set, the same for equal sets. */
  add(set: IndexSet): number {
    return this.numbers.of(set);
  }

  /** The set of a number that {@link ActionTable.add} gave. */
  set(number: number): IndexSet {
    return this.numbers.sets[number] ?? IndexSet.empty;
  }

  /**
   * The tables as they stand in an assessment.
   *
   * @param services - prefixes of further services to name
   */
  build(catalog: Catalog, services: ReadonlySet<string>): ActionTables {
    const { sets } = this.numbers;
    const known = named(IndexSet.unionOf(sets), catalog);
    const hasAll = [...services].every((prefix) => Object.hasOwn(known.services, prefix));
    return {
      actions: known.actions,
      actionSets: sets.map((set) => runs(set, known.positions)),
      accessLevels: known.accessLevels,
      ...narrowings(sets, catalog),
      services: hasAll
        ? known.services
        : serviceNames(catalog, new Set([...services, ...Object.keys(known.services)])),
    };
  }
}

/** The actions of a set by name. */
interface NamedActions {
  readonly set: IndexSet;
  readonly actions: readonly string[];
  /** Names of their services by prefix. */
  readonly services: Readonly<Record<string, string>>;
  /** Place in `actions` of each action of the catalogue that is in the set. */
  readonly positions: Int32Array;
  readonly accessLevels: Assessment['accessLevels'];
}

/** What was named last. Policies that allow everything are many, and mention the same ten thousand actions. */
const namedLast = new WeakMap<Catalog, NamedActions>();

function named(set: IndexSet, catalog: Catalog): NamedActions {
  const last = namedLast.get(catalog);
  if (last?.set.equals(set) === true) return last;
  const actions: string[] = [];
  const prefixes = new Set<string>();
  const positions = new Int32Array(catalog.actionCount);
  set.forEachRun((start, end) => {
    for (let from = start; from < end;) {
      const { prefix, actionNames, first, end: endOfService } = catalog.serviceOf(from);
      const until = Math.min(end, endOfService);
      prefixes.add(prefix);
      for (; from < until; from++) {
        positions[from] = actions.length;
        actions.push(`${prefix}:${actionNames[from - first] ?? ''}`);
      }
    }
  });
  const accessLevels = Object.fromEntries(
    LEVELS.flatMap((level) => {
      const unexpected = IndexSet.of(
        catalog
          .withLevel(level)
          .intersect(set)
          .indexes()
          .filter((action) => levelByName(actions[positions[action] ?? -1] ?? '') !== level),
      );
      return unexpected.isEmpty ? [] : [[level, runs(unexpected, positions)]];
    }),
  );
  const result = { set, actions, services: serviceNames(catalog, prefixes), positions, accessLevels };
  namedLast.set(catalog, result);
  return result;
}

/** Names of services by prefix, in the order of the catalogue, which is ascending. */
function serviceNames(catalog: Catalog, prefixes: ReadonlySet<string>): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { prefix, name } of catalog.services) if (prefixes.has(prefix)) names[prefix] = name;
  return names;
}

/** The positions of a set's members. Neighbours in a set are neighbours in the table. */
function runs(set: IndexSet, positions: Int32Array): string {
  const joined = new IndexRunsText();
  let first = -1;
  let last = -1;
  set.forEachRun((start, end) => {
    const position = positions[start] ?? -1;
    if (first >= 0 && position !== last + 1) {
      joined.add(first, last);
      first = -1;
    }
    if (first < 0) first = position;
    last = position + end - start - 1;
  });
  if (first >= 0) joined.add(first, last);
  return joined.text;
}
