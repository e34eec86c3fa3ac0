import type { Catalog } from '../catalog/catalog.js';
import { IndexSetNumbers } from '../catalog/index-set-numbers.js';
import { IndexSet } from '../catalog/index-set.js';
import { narrowings } from './action-narrowing.js';
import { LEVELS, type AccessLevel } from '../catalog/compiled-catalog.js';
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
   * @param serviceLists - prefixes of further services to name
   */
  build(catalog: Catalog, serviceLists: ReadonlySet<readonly string[]>): ActionTables {
    const { sets } = this.numbers;
    const known = named(IndexSet.unionOf(sets), catalog);
    return {
      actions: known.actions,
      actionSets: sets.map((set) => runs(set, known.positions)),
      accessLevels: known.accessLevels,
      ...narrowings(sets, catalog),
      services: servicesWith(serviceLists, known, catalog),
    };
  }
}

/** The actions of a set by name. */
interface NamedActions {
  readonly set: IndexSet;
  readonly actions: readonly string[];
  /** Names of their services by prefix. */
  readonly services: ServiceNames;
  /** Place in `actions` of each action of the catalogue that is in the set. */
  readonly positions: Int32Array;
  readonly accessLevels: Assessment['accessLevels'];
}

/** Names of services by prefix. */
type ServiceNames = Readonly<Record<string, string>>;

/** The services that were last named besides those of a set's actions, and the names of all. */
const servicesLast = new WeakMap<
  NamedActions,
  { readonly further: ReadonlySet<readonly string[]>; readonly names: ServiceNames }
>();

/** The names of the services of some actions, and of further ones. */
function servicesWith(
  further: ReadonlySet<readonly string[]>,
  known: NamedActions,
  catalog: Catalog,
): ServiceNames {
  const last = servicesLast.get(known);
  if (last?.further.size === further.size && isPartOf(further, last.further)) return last.names;
  const names = serviceNames(catalog, new Set([...further].flat().concat(Object.keys(known.services))));
  servicesLast.set(known, { further: new Set(further), names });
  return names;
}

function isPartOf<T>(part: ReadonlySet<T>, whole: ReadonlySet<T>): boolean {
  for (const member of part) if (!whole.has(member)) return false;
  return true;
}

const NO_NAMES: readonly string[] = [];

/** Actions of a level that `levelByName` would not take to have it. */
function unexpectedOf(level: AccessLevel, catalog: Catalog): IndexSet {
  const actions = catalog.withLevel(level);
  if (level === 'Tagging') return actions.minus(catalog.namedTagging);
  return level === 'Write' ? actions.intersect(catalog.namedTagging) : actions;
}

/** What was named last. Policies that allow everything are many, and mention the same ten thousand actions. */
const namedLast = new WeakMap<Catalog, NamedActions>();

function named(set: IndexSet, catalog: Catalog): NamedActions {
  const last = namedLast.get(catalog);
  if (last?.set.equals(set) === true) return last;
  const parts: (readonly string[])[] = [];
  let count = 0;
  // Of ascending actions the services ascend too.
  let service = 0;
  const prefixes = new Set<string>();
  const positions = new Int32Array(catalog.actionCount);
  set.forEachRun((start, end) => {
    for (let from = start; from < end;) {
      while ((catalog.services[service]?.end ?? Infinity) <= from) service++;
      const {
        prefix,
        canonicalNames,
        first,
        end: endOfService,
      } = catalog.services[service] ?? catalog.serviceOf(from);
      const until = Math.min(end, endOfService);
      prefixes.add(prefix);
      parts.push(
        until - from === canonicalNames.length
          ? canonicalNames
          : canonicalNames.slice(from - first, until - first),
      );
      for (; from < until; from++) positions[from] = count++;
    }
  });
  const accessLevels = Object.fromEntries(
    LEVELS.flatMap((level) => {
      const unexpected = unexpectedOf(level, catalog).intersect(set);
      return unexpected.isEmpty ? [] : [[level, runs(unexpected, positions)]];
    }),
  );
  // Joining lists is a good deal quicker than flattening one.
  const actions = NO_NAMES.concat(...parts);
  const result = { set, actions, services: serviceNames(catalog, prefixes), positions, accessLevels };
  namedLast.set(catalog, result);
  return result;
}

/** Names of services by prefix, in the order of the catalogue, which is ascending. */
function serviceNames(catalog: Catalog, prefixes: ReadonlySet<string>): ServiceNames {
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
