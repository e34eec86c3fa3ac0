/** What closes a way: any one of these lists, taken away whole. */
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
  let best: ReadonlySet<Key> | null = null;
  let size = most;
  const search = (chosen: ReadonlySet<Key>) => {
    if (budget.left-- <= 0) return;
    const open = ways.filter((way) => !isClosed(way, chosen));
    if (open.length === 0) {
      if (chosen.size < size) {
        best = chosen;
        size = chosen.size;
      }
      return;
    }
    if (chosen.size + leastFor(open, chosen) >= size) return;
    // The way with the fewest choices leaves the fewest branches.
    const narrowest = open.reduce((a, b) => (b.length < a.length ? b : a));
    for (const list of [...narrowest].sort((a, b) => worth(b, open) - worth(a, open)))
      search(new Set([...chosen, ...list]));
  };
  search(new Set<Key>());
  if (budget.left < 0) return null;
  return best ?? 'none smaller';
}

function isClosed<Key>(way: Closings<Key>, chosen: ReadonlySet<Key>): boolean {
  return way.some((list) => list.every((key) => chosen.has(key)));
}

/** So many keys at least are still needed: ways that share none each take their cheapest list. */
function leastFor<Key>(open: readonly Closings<Key>[], chosen: ReadonlySet<Key>): number {
  const used = new Set<Key>();
  let least = 0;
  for (const way of [...open].sort((a, b) => a.length - b.length)) {
    const lists = way.map((list) => list.filter((key) => !chosen.has(key)));
    if (lists.some((list) => list.some((key) => used.has(key)))) continue;
    least += Math.min(...lists.map((list) => list.length));
    for (const key of lists.flat()) used.add(key);
  }
  return least;
}

/** How many open ways have a list in common with this one, for each key it takes. */
function worth<Key>(list: readonly Key[], open: readonly Closings<Key>[]): number {
  const closed = open.filter((way) => way.some((other) => other.every((key) => list.includes(key))));
  return closed.length / list.length;
}
