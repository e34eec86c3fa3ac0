import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';

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

  /** The tables as they stand in an assessment. */
  build(catalog: Catalog): { actions: string[]; actionSets: string[]; services: Set<string> } {
    const actions: string[] = [];
    const services = new Set<string>();
    const positions = new Int32Array(catalog.actionCount);
    let names: readonly string[] = [];
    let first = 0;
    let end = 0;
    for (const action of IndexSet.unionOf(this.sets).indexes()) {
      if (action >= end) {
        const service = catalog.serviceOf(action);
        services.add(service.prefix);
        ({ first, end, canonicalNames: names } = service);
      }
      positions[action] = actions.length;
      actions.push(names[action - first] ?? '');
    }
    const actionSets = this.sets.map((set) => runs(set.indexes().map((action) => positions[action] ?? -1)));
    return { actions, actionSets, services };
  }
}

/** Ascending numbers as `0-5,9`. */
export function runs(numbers: readonly number[]): string {
  let text = '';
  let start = -1;
  let end = -1;
  for (const number of numbers) {
    if (number === end + 1 && start >= 0) {
      end = number;
      continue;
    }
    text += runText(start, end);
    start = number;
    end = number;
  }
  return (text + runText(start, end)).slice(1);
}

/** A run with a comma before it; nothing for no run. */
function runText(start: number, end: number): string {
  if (start < 0) return '';
  return start === end ? `,${start}` : `,${start}-${end}`;
}
