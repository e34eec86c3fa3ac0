import type { IndexSet } from './index-set.js';

/** Numbers sets from 0 on; equal sets have one number. */
export class IndexSetNumbers {
  /** Each distinct set under its number. */
  readonly sets: IndexSet[] = [];
  /** Numbers of the sets that share a hash. */
  private readonly byHash = new Map<number, number[]>();

  private readonly asKept: (set: IndexSet) => IndexSet;

  /** @param asKept - makes what is kept of a set that is new */
  constructor(asKept: (set: IndexSet) => IndexSet = (set) => set) {
    this.asKept = asKept;
  }

  /** The number of a set. */
  of(set: IndexSet): number {
    const hash = set.hash();
    let candidates = this.byHash.get(hash);
    if (candidates === undefined) {
      candidates = [];
      this.byHash.set(hash, candidates);
    }
    for (const number of candidates) if (this.sets[number]?.equals(set) === true) return number;
    const number = this.sets.push(this.asKept(set)) - 1;
    candidates.push(number);
    return number;
  }
}
