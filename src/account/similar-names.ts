const MOST_SUGGESTED = 3;
/** A name of this many characters may have one more slip in it than a shorter one. */
const CHARACTERS_A_SLIP = 4;
const MOST_SLIPS = 3;

/**
 * Names that somebody may have meant by one that is not there, the likeliest first: those that differ in case only, that
 * end in it after a slash, or that a few slips of the keys make of it.
 */
export function similarNames(given: string, names: Iterable<string>): readonly string[] {
  const wanted = given.toLowerCase();
  const allowed = Math.min(MOST_SLIPS, Math.max(1, Math.floor(given.length / CHARACTERS_A_SLIP)));
  const candidates: { readonly name: string; readonly slips: number }[] = [];
  for (const name of new Set(names)) {
    const lower = name.toLowerCase();
    const last = lower.slice(lower.lastIndexOf('/') + 1);
    const slips = Math.min(slipsBetween(wanted, lower, allowed), slipsBetween(wanted, last, allowed));
    if (slips <= allowed) candidates.push({ name, slips });
  }
  return candidates
    .sort((one, other) => one.slips - other.slips)
    .slice(0, MOST_SUGGESTED)
    .map(({ name }) => name);
}

/**
 * How many characters must be added, left out, replaced or exchanged with their neighbour to make one word of another;
 * something above `most` where it is more than that.
 */
function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let index = 0; index < one.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[index] === other[column - 1];
      const isExchanged =
        index > 0 && column > 1 && one[index] === other[column - 2] && one[index - 1] === other[column - 1];
      next.push(
        Math.min(
          at(row, column) + 1,
          at(next, column - 1) + 1,
          at(row, column - 1) + (isSame ? 0 : 1),
          isExchanged ? at(before, column - 2) + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = next;
  }
  return at(row, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
