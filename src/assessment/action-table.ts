import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';

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
    const mentioned = new Uint8Array(catalog.actionCount);
    for (const set of this.sets) for (const action of set.indexes()) mentioned[action] = 1;
    const actions: string[] = [];
    const services = new Set<string>();
    const positions = new Int32Array(catalog.actionCount);
    for (const { prefix, first, end, actionNames } of catalog.services) {
      const position = mentioned.indexOf(1, first);
      if (position < 0 || position >= end) continue;
      services.add(prefix);
      for (let action = first; action < end; action++) {
        if (mentioned[action] === 1)
          positions[action] = actions.push(`${prefix}:${actionNames[action - first]}`) - 1;
      }
    }
    const actionSets = this.sets.map((set) => runs(set.indexes().map((action) => positions[action] ?? -1)));
    return { actions, actionSets, services };
  }
}

/** Ascending numbers as `0-5,9`. */
export function runs(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length;) {
    let end = start;
    while (end + 1 < numbers.length && numbers[end + 1] === (numbers[end] ?? 0) + 1) end++;
    parts.push(end === start ? `${numbers[start]}` : `${numbers[start]}-${numbers[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}
