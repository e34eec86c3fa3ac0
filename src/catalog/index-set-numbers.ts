import type { IndexSet } from './index-set.js';

const NONE = -1;

/** Numbers sets from 0 on; equal sets have one number. */
export class IndexSetNumbers {
  /** Each distinct set under its number. */
  readonly sets: IndexSet[] = [];
  /** The number of the last set with each hash. */
  private readonly byHash = new Map<number, number>();
  /** For each set, the number of the one before it that has its hash. */
  private readonly before: number[] = [];
  private readonly asKept: (set: IndexSet) => IndexSet;

  /** @param asKept - makes what is kept of a set that is new */
  constructor(asKept: (set: IndexSet) => IndexSet = (set) => set) {
    this.asKept = asKept;
  }

  /** The number of a set. */
  of(set: IndexSet): number {
    const hash = set.hash();
    const last = this.byHash.get(hash) ?? NONE;
    for (let number = last; number !== NONE; number = this.before[number] ?? NONE)
      if (this.sets[number]?.equals(set) === true) return number;
    this.before.push(last);
    const number = this.sets.push(this.asKept(set)) - 1;
    this.byHash.set(hash, number);
    return number;
  }
}
