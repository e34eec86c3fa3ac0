/**
 * For each entry of the second list the place of its partner in the first: the same text where the lists run alike,
 * else, between two such places, one that has none yet, in order; null where there is none left.
 */
export function alignLists(before: readonly string[], after: readonly string[]): readonly (number | null)[] {
  const partners: (number | null)[] = after.map(() => null);
  for (const [old, position] of commonEntries(before, after)) partners[position] = old;
  let from = 0;
  for (let position = 0; position < after.length; position++) {
    const own = partners[position] ?? null;
    if (own !== null) {
      from = own + 1;
      continue;
    }
    const next = partners.slice(position).find((partner) => partner !== null) ?? before.length;
    if (from < next) partners[position] = from++;
  }
  return partners;
}

/** The longest run of entries that stand in both lists in one order, as pairs of places. */
function commonEntries(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  // How many the rests of both lists have in common, from each pair of places.
  const counts = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => counts[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      counts[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
