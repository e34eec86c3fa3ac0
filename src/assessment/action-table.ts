import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { IndexRunsText } from './index-runs.js';

/** Collects the action sets of findings, each distinct one once, and numbers the actions they mention. */
export class ActionTable {
  /** Numbers of the sets that share a hash. */
  private readonly numbersByHash = new Map<number, number[]>();
  private readonly sets: IndexSet[] = [];

  /** The number of a set, the same for equal sets. */
  add(set: IndexSet): number {
    const hash = set.hash();
    const candidates = this.numbersByHash.get(hash) ?? [];
    const known = candidates.find((number) => this.sets[number]?.equals(set));
    if (known !== undefined) return known;
    const number = this.sets.push(set) - 1;
    this.numbersByHash.set(hash, [...candidates, number]);
    return number;
  }

  /** The set of a number that {@link ActionTable.add} gave. */
  set(number: number): IndexSet {
    return this.sets[number] ?? IndexSet.empty;
  }

  /** The tables as they stand in an assessment. */
  build(catalog: Catalog): { actions: string[]; actionSets: string[]; services: Set<string> } {
    const actions: string[] = [];
    const services = new Set<string>();
    const positions = new Int32Array(catalog.actionCount);
    IndexSet.unionOf(this.sets).forEachRun((start, end) => {
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
    return { actions, actionSets: this.sets.map((set) => runs(set, positions)), services };
  }
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
