/** What closes a way: any one of these lists, taken away whole. */
export type Closings = readonly (readonly string[])[];

/** Counts down the branches that are looked at, so that the answer does not hang on the speed of the machine. */
export interface Budget {
  left: number;
}

/**
 * A smallest set of texts that holds a whole list of every way: branch and bound. Null if the budget ends first.
 *
 * @param most - a size that need not be reached: only smaller sets are looked for
 */
export function smallestSet(
  ways: readonly Closings[],
  most: number,
  budget: Budget,
): ReadonlySet<string> | null | 'none smaller' {
  let best: ReadonlySet<string> | null = null;
  let size = most;
  const search = (chosen: ReadonlySet<string>) => {
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
  search(new Set());
  if (budget.left < 0) return null;
  return best ?? 'none smaller';
}

function isClosed(way: Closings, chosen: ReadonlySet<string>): boolean {
  return way.some((list) => list.every((text) => chosen.has(text)));
}

/** So many texts at least are still needed: ways that share none each take their cheapest list. */
function leastFor(open: readonly Closings[], chosen: ReadonlySet<string>): number {
  const used = new Set<string>();
  let least = 0;
  for (const way of [...open].sort((a, b) => a.length - b.length)) {
    const lists = way.map((list) => list.filter((text) => !chosen.has(text)));
    if (lists.some((list) => list.some((text) => used.has(text)))) continue;
    least += Math.min(...lists.map((list) => list.length));
    for (const text of lists.flat()) used.add(text);
  }
  return least;
}

/** How many open ways have a list in common with this one, for each text it takes. */
function worth(list: readonly string[], open: readonly Closings[]): number {
  const closed = open.filter((way) => way.some((other) => other.every((text) => list.includes(text))));
  return closed.length / list.length;
}
