import { isJsonObject } from '../policy/json-shape.js';

/** Entries that are equal belong together before any that are only alike. */
const EQUAL = 1_000_000;
/** What names an entry says more of it than anything else. */
const SAME_NAME = 10_000;
const SAME_MEMBER = 1000;
/** Entries of their lists that both have decide only between those that are as alike otherwise. */
const MOST_SAME_ENTRIES = SAME_MEMBER - 1;

/**
 * For each entry of the second list the place of its partner in the first, in one order: entries that are equal, or
 * that have most in common; where others are left between two such places, these in order; null where none is left.
 */
export function alignLists(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly (number | null)[] {
  const partners: (number | null)[] = after.map(() => null);
  for (const [old, position] of alikeEntries(before, after)) partners[position] = old;
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

/** The pairs of places, in both lists in one order, that have most in common. */
function alikeEntries(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly (readonly [number, number])[] {
  const left = before.map(features);
  const right = after.map(features);
  const width = after.length + 1;
  // What the rests of both lists have in common, from each pair of places.
  const sums = new Float64Array((before.length + 1) * width);
  const at = (i: number, j: number): number => sums[i * width + j] ?? 0;
  const together = (i: number, j: number): number => likeness(left[i], right[j]);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--)
      sums[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), together(i, j) + at(i + 1, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    const own = together(i, j);
    if (own > 0 && at(i, j) === own + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** What can be compared of an entry: its text, and the texts of its members. */
interface Features {
  readonly text: string;
  readonly members: ReadonlySet<string>;
  /** Of members that are lists, or may be. */
  readonly entries: ReadonlySet<string>;
}

function features(value: unknown): Features {
  const own = isJsonObject(value) ? Object.entries(value) : [];
  const members = own.map((member) => JSON.stringify(member));
  const entries = own.flatMap(([key, member]) => {
    const list: readonly unknown[] = Array.isArray(member) ? member : [member];
    return list.map((entry) => JSON.stringify([key, entry]));
  });
  return { text: JSON.stringify(value), members: new Set(members), entries: new Set(entries) };
}

function likeness(one: Features | undefined, other: Features | undefined): number {
  if (one === undefined || other === undefined) return 0;
  if (one.text === other.text) return EQUAL;
  let shared = 0;
  for (const member of one.members)
    if (other.members.has(member)) shared += member.startsWith('["Sid"') ? SAME_NAME : SAME_MEMBER;
  let sameEntries = 0;
  for (const entry of one.entries) if (other.entries.has(entry)) sameEntries++;
  return shared + Math.min(sameEntries, MOST_SAME_ENTRIES);
}
