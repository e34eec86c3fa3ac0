import type { Catalog } from '../catalog/catalog.js';
import { IndexSetNumbers } from '../catalog/index-set-numbers.js';
import { IndexSet } from '../catalog/index-set.js';
import { narrowings } from './action-narrowing.js';
import type { Assessment, OtherAccessLevel } from './assessment.js';
import { IndexRunsText } from './index-runs.js';

/** The tables of actions as they stand in an assessment. */
interface ActionTables extends Pick<
  Assessment,
  'actions' | 'actionSets' | 'accessLevels' | 'resourceTypes' | 'narrowings'
> {
  /** Prefixes of the services of the actions. */
  readonly services: Set<string>;
}

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

  /** The tables as they stand in an assessment. */
  build(catalog: Catalog): ActionTables {
    const actions: string[] = [];
    const services = new Set<string>();
    const positions = new Int32Array(catalog.actionCount);
    const { sets } = this.numbers;
    const all = IndexSet.unionOf(sets);
    all.forEachRun((start, end) => {
      for (let from = start; from < end;) {
        const service = catalog.serviceOf(from);
        const until = Math.min(end, service.end);
        const { canonicalNames, first } = service;
        services.add(service.prefix);
        for (; from < until; from++) {
          positions[from] = actions.length;
          actions.push(canonicalNames[from - first] ?? '');
        }
      }
    });
    const accessLevels = Object.fromEntries(
      OTHER_LEVELS.flatMap((level) => {
        const set = catalog.withLevel(level).intersect(all);
        return set.isEmpty ? [] : [[level, runs(set, positions)]];
      }),
    );
    return {
      actions,
      actionSets: sets.map((set) => runs(set, positions)),
      accessLevels,
      ...narrowings(sets, catalog),
      services,
    };
  }
}

const OTHER_LEVELS: readonly OtherAccessLevel[] = ['List', 'Read', 'Tagging', 'Permissions management'];

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
