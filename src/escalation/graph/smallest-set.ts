/** What closes a way: any one of these lists, taken away whole. No list has a key twice. */
export type Closings<Key> = readonly (readonly Key[])[];

/** Counts down the branches that are looked at, so that the answer does not hang on the speed of the machine. */
export interface Budget {
  left: number;
}

/**
 * A smallest set of keys that holds a whole list of every way: branch and bound. Null if the budget ends first.
 *
 * @param most - a size that need not be reached: only smaller sets are looked for
 */
export function smallestSet<Key>(
  ways: readonly Closings<Key>[],
  most: number,
  budget: Budget,
): ReadonlySet<Key> | null | 'none smaller' {
  const search = new SmallestSetSearch(ways, most, budget);
  search.branch();
  if (budget.left < 0) return null;
  return search.best ?? 'none smaller';
}

interface List {
  readonly way: number;
  readonly keys: readonly number[];
  /** How many of its keys are not chosen. */
  missing: number;
  /** The ways that it closes by itself, once they were asked for. */
  closes: readonly number[] | null;
}

/** Holds the keys that are chosen on the branch at hand, and what follows from them: counted on and back, not anew. */
class SmallestSetSearch<Key> {
  best: ReadonlySet<Key> | null = null;
  private readonly most: number;
  private readonly budget: Budget;
  private readonly keys: readonly Key[];
  private readonly ways: readonly (readonly List[])[];
  /** The ways with the fewest choices first: these leave the fewest branches. */
  private readonly order: readonly number[];
  private readonly listsOfKey: readonly (readonly List[])[];
  private readonly chosen: number[] = [];
  private readonly isChosen: Uint8Array;
  /** How many of the lists of each way are chosen whole. */
  private readonly closings: Int32Array;
  /** For each key the last bound that it was used for. */
  private readonly usedFor: Int32Array;
  private bounds = 0;

  constructor(ways: readonly Closings<Key>[], most: number, budget: Budget) {
    this.most = most;
    this.budget = budget;
    const numbers = new Map<Key, number>();
    const listsOfKey: List[][] = [];
    const numberOf = (key: Key): number => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      listsOfKey.push([]);
      return numbers.size - 1;
    };
    this.ways = ways.map((way, number) =>
      way.map((members) => {
        const list: List = {
          way: number,
          keys: members.map(numberOf),
          missing: members.length,
          closes: null,
        };
        for (const key of list.keys) listsOfKey[key]?.push(list);
        return list;
      }),
    );
    this.keys = [...numbers.keys()];
    this.listsOfKey = listsOfKey;
    this.order = this.ways
      .map((_, number) => number)
      .sort((a, b) => (this.ways[a]?.length ?? 0) - (this.ways[b]?.length ?? 0));
    this.isChosen = new Uint8Array(this.keys.length);
    this.closings = new Int32Array(this.ways.length);
    this.usedFor = new Int32Array(this.keys.length);
  }

  branch(): void {
    if (this.budget.left-- <= 0) return;
    const size = this.best?.size ?? this.most;
    const next = this.order.find((way) => this.closings[way] === 0);
    if (next === undefined) {
      if (this.chosen.length < size) this.best = new Set(this.chosen.flatMap((key) => this.keys[key] ?? []));
      return;
    }
    if (this.chosen.length + this.leastLeft() >= size) return;
    const lists = (this.ways[next] ?? []).map((list) => ({ list, worth: this.worth(list) }));
    for (const { list } of lists.sort((a, b) => b.worth - a.worth)) {
      const before = this.chosen.length;
      this.choose(list.keys);
      this.branch();
      this.forget(before);
    }
  }

  private choose(keys: readonly number[]): void {
    for (const key of keys) {
      if (this.isChosen[key] === 1) continue;
      this.isChosen[key] = 1;
      this.chosen.push(key);
      for (const list of this.listsOfKey[key] ?? [])
        if (--list.missing === 0) this.closings[list.way] = (this.closings[list.way] ?? 0) + 1;
    }
  }

  /** Takes back all keys but those that were chosen before. */
  private forget(before: number): void {
    for (const key of this.chosen.splice(before)) {
      this.isChosen[key] = 0;
      for (const list of this.listsOfKey[key] ?? [])
        if (list.missing++ === 0) this.closings[list.way] = (this.closings[list.way] ?? 0) - 1;
    }
  }

  /** So many keys at least are still needed: ways that share none each take their cheapest list. */
  private leastLeft(): number {
    const bound = ++this.bounds;
    let least = 0;
    for (const way of this.order) {
      if (this.closings[way] !== 0) continue;
      const lists = this.ways[way] ?? [];
      if (lists.some((list) => this.isUsed(list, bound))) continue;
      let cheapest = Infinity;
      for (const { keys, missing } of lists) {
        cheapest = Math.min(cheapest, missing);
        for (const key of keys) if (this.isChosen[key] === 0) this.usedFor[key] = bound;
      }
      least += cheapest;
    }
    return least;
  }

  private isUsed({ keys }: List, bound: number): boolean {
    for (const key of keys) if (this.usedFor[key] === bound) return true;
    return false;
  }

  /** How many open ways a list closes, for each key it takes. */
  private worth(list: List): number {
    list.closes ??= this.waysClosedBy(list);
    let open = 0;
    for (const way of list.closes) if (this.closings[way] === 0) open++;
    return open / list.keys.length;
  }

  private waysClosedBy({ keys }: List): readonly number[] {
    const held = new Map<List, number>();
    const closed = new Set<number>();
    for (const key of keys) {
      for (const list of this.listsOfKey[key] ?? []) {
        const count = (held.get(list) ?? 0) + 1;
        held.set(list, count);
        if (count === list.keys.length) closed.add(list.way);
      }
    }
    return [...closed];
  }
}
