import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';

/** Collects the action sets of findings, each distinct one once, and numbers the actions they mention. */
export class ActionTable {
  private readonly numbers = new Map<string, number>();
  private readonly sets: IndexSet[] = [];
  private mentioned = IndexSet.empty;

  /** The number of a set, the same for equal sets. */
  add(set: IndexSet): number {
    const key = set.key();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.sets.length);
    this.mentioned = this.mentioned.union(set);
    return this.sets.push(set) - 1;
  }

  /** The tables as they stand in an assessment. */
  build(catalog: Catalog): { actions: string[]; actionSets: string[]; services: Set<string> } {
    const actions: string[] = [];
    const services = new Set<string>();
    const positions = new Int32Array(catalog.actionCount);
    for (const { prefix, first, end, actionNames } of catalog.services) {
      for (let action = first; action < end; action++) {
        if (!this.mentioned.has(action)) continue;
        services.add(prefix);
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
