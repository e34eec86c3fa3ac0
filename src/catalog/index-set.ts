import { bitCount } from './bit-count.js';
import { WordRoom } from './word-room.js';

const WORD_BITS = 32;
const ALL_BITS = 0xffffffff;
/** Words are written once, before anybody has the set, so all sets can share it. */
const room = new WordRoom();

/**
 * An immutable set of small whole numbers: indexes of actions or of resource types in the catalogue. Kept as a
 * bitset over only the words between its lowest and highest member, because most policies touch a few
 * neighbouring services out of several hundred.
 */
export class IndexSet {
  /** The set without members. */
  static readonly empty = new IndexSet(0, new Int32Array(0), 0, 0);

  /** Which word of the whole the first one is. */
  private readonly offset: number;
  /** Shared with other sets: the words of this one are `length` from `start` on. */
  private readonly words: Int32Array;
  private readonly start: number;
  private readonly length: number;

  private constructor(offset: number, words: Int32Array, start: number, length: number) {
    this.offset = offset;
    this.words = words;
    this.start = start;
    this.length = length;
  }

  /** The set of the given indexes, in any order. */
  static of(indexes: readonly number[]): IndexSet {
    if (indexes.length === 0) return IndexSet.empty;
    let low = Infinity;
    let high = -1;
    for (const index of indexes) {
      if (index < low) low = index;
      if (index > high) high = index;
    }
    const offset = low >>> 5;
    const length = (high >>> 5) - offset + 1;
    const start = room.offer(length);
    const { words } = room;
    words.fill(0, start, start + length);
    for (const index of indexes) {
      const place = start + (index >>> 5) - offset;
      words[place] = (words[place] ?? 0) | (1 << (index & 31));
    }
    return IndexSet.kept(offset, words, start, length);
  }

  /** Reads what {@link IndexSet.toWords} gave. */
  static fromWords(list: readonly number[]): IndexSet {
    const start = room.offer(list.length);
    const { words } = room;
    words.set(list, start);
    return IndexSet.trimmed(0, words, start, list.length);
  }

  /** The set of all indexes from `start` up to but not including `end`. */
  static range(start: number, end: number): IndexSet {
    if (end <= start) return IndexSet.empty;
    const offset = start >>> 5;
    const length = ((end - 1) >>> 5) - offset + 1;
    const first = room.offer(length);
    const { words } = room;
    words.fill(ALL_BITS, first, first + length);
    words[first] = ALL_BITS << (start & 31);
    const last = first + length - 1;
    const spare = WORD_BITS - 1 - ((end - 1) & 31);
    words[last] = (words[last] ?? 0) & (ALL_BITS >>> spare);
    return IndexSet.kept(offset, words, first, length);
  }

  /** The union of any number of sets. */
  static unionOf(sets: readonly IndexSet[]): IndexSet {
    let widest = IndexSet.empty;
    let low = Infinity;
    let high = 0;
    for (const set of sets) {
      if (set.length === 0) continue;
      if (set.length > widest.length) widest = set;
      if (set.offset < low) low = set.offset;
      if (set.offset + set.length > high) high = set.offset + set.length;
    }
    if (sets.every((set) => widest.includes(set))) return widest;
    const length = high - low;
    const start = room.offer(length);
    const { words } = room;
    words.fill(0, start, start + length);
    for (const set of sets) set.addTo(words, start - low);
    return IndexSet.kept(low, words, start, length);
  }

  /** Takes words out of the room for a set whose first and last one are not zero. */
  private static kept(offset: number, words: Int32Array, start: number, length: number): IndexSet {
    room.keep(start + length);
    return new IndexSet(offset, words, start, length);
  }

  /** As {@link IndexSet.kept}, without the zeros at the end; those at the start stay unused. */
  private static trimmed(offset: number, words: Int32Array, start: number, length: number): IndexSet {
    let first = start;
    let end = start + length;
    while (first < end && words[first] === 0) first++;
    while (end > first && words[end - 1] === 0) end--;
    return first === end ? IndexSet.empty : IndexSet.kept(offset + first - start, words, first, end - first);
  }

  /**
   * An equal set in other room: one that is kept for long would keep the words of all sets beside it.
   *
   * @internal
   */
  copiedTo(other: WordRoom): IndexSet {
    const start = other.offer(this.length);
    const { words } = other;
    words.set(this.words.subarray(this.start, this.start + this.length), start);
    other.keep(start + this.length);
    return new IndexSet(this.offset, words, start, this.length);
  }

  private wordAt(position: number): number {
    const i = position - this.offset;
    return i < 0 || i >= this.length ? 0 : (this.words[this.start + i] ?? 0);
  }

  /** Adds the members to words of which the one at `shift` stands for the first of the whole. */
  private addTo(target: Int32Array, shift: number): void {
    const { words, start, length } = this;
    const first = shift + this.offset;
    let i = 0;
    // Four at a time, as in `intersect`.
    for (; i + 3 < length; i += 4) {
      target[first + i] = (target[first + i] ?? 0) | (words[start + i] ?? 0);
      target[first + i + 1] = (target[first + i + 1] ?? 0) | (words[start + i + 1] ?? 0);
      target[first + i + 2] = (target[first + i + 2] ?? 0) | (words[start + i + 2] ?? 0);
      target[first + i + 3] = (target[first + i + 3] ?? 0) | (words[start + i + 3] ?? 0);
    }
    for (; i < length; i++) target[first + i] = (target[first + i] ?? 0) | (words[start + i] ?? 0);
  }

  /** Whether it has no members. */
  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** How many members it has. */
  get size(): number {
    let count = 0;
    for (let i = 0; i < this.length; i++) count += bitCount(this.words[this.start + i] ?? 0);
    return count;
  }

  /** Whether there are more members than this; stops counting there. */
  hasMoreThan(limit: number): boolean {
    let count = 0;
    for (let i = 0; i < this.length; i++) {
      count += bitCount(this.words[this.start + i] ?? 0);
      if (count > limit) return true;
    }
    return false;
  }

  /** Whether a number is a member. */
  has(index: number): boolean {
    return (this.wordAt(index >>> 5) & (1 << (index & 31))) !== 0;
  }

  /** The members of either set. */
  union(other: IndexSet): IndexSet {
    if (this.includes(other)) return this;
    if (other.includes(this)) return other;
    const offset = Math.min(this.offset, other.offset);
    const length = Math.max(this.offset + this.length, other.offset + other.length) - offset;
    const start = room.offer(length);
    const { words } = room;
    words.fill(0, start, start + length);
    this.addTo(words, start - offset);
    other.addTo(words, start - offset);
    return IndexSet.kept(offset, words, start, length);
  }

  /** The members that both sets have. */
  intersect(other: IndexSet): IndexSet {
    const offset = Math.max(this.offset, other.offset);
    const length = Math.min(this.offset + this.length, other.offset + other.length) - offset;
    if (length <= 0) return IndexSet.empty;
    if (other.includes(this)) return this;
    if (this.includes(other)) return other;
    const to = room.offer(length);
    const { words } = room;
    const left = this.words;
    const right = other.words;
    const own = this.start + offset - this.offset;
    const others = other.start + offset - other.offset;
    let i = 0;
    // Four at a time: V8 asks after each round whether it is to stop, which takes as long as a word does.
    for (; i + 3 < length; i += 4) {
      words[to + i] = (left[own + i] ?? 0) & (right[others + i] ?? 0);
      words[to + i + 1] = (left[own + i + 1] ?? 0) & (right[others + i + 1] ?? 0);
      words[to + i + 2] = (left[own + i + 2] ?? 0) & (right[others + i + 2] ?? 0);
      words[to + i + 3] = (left[own + i + 3] ?? 0) & (right[others + i + 3] ?? 0);
    }
    for (; i < length; i++) words[to + i] = (left[own + i] ?? 0) & (right[others + i] ?? 0);
    return IndexSet.trimmed(offset, words, to, length);
  }

  /** The members that the other set has not. */
  minus(other: IndexSet): IndexSet {
    if (other === this) return IndexSet.empty;
    if (!this.intersects(other)) return this;
    const { offset, length, words: own, start: first } = this;
    const to = room.offer(length);
    const { words } = room;
    const others = other.start + offset - other.offset;
    const from = Math.max(0, other.offset - offset);
    const end = Math.min(length, other.offset + other.length - offset);
    const taken = other.words;
    let i = 0;
    // A view of the words to copy them by would cost more than the copying.
    for (; i < from; i++) words[to + i] = own[first + i] ?? 0;
    // Four at a time, as in `intersect`.
    for (; i + 3 < end; i += 4) {
      words[to + i] = (own[first + i] ?? 0) & ~(taken[others + i] ?? 0);
      words[to + i + 1] = (own[first + i + 1] ?? 0) & ~(taken[others + i + 1] ?? 0);
      words[to + i + 2] = (own[first + i + 2] ?? 0) & ~(taken[others + i + 2] ?? 0);
      words[to + i + 3] = (own[first + i + 3] ?? 0) & ~(taken[others + i + 3] ?? 0);
    }
    for (; i < end; i++) words[to + i] = (own[first + i] ?? 0) & ~(taken[others + i] ?? 0);
    for (; i < length; i++) words[to + i] = own[first + i] ?? 0;
    return IndexSet.trimmed(offset, words, to, length);
  }

  /** Whether the sets have a member in common. */
  intersects(other: IndexSet): boolean {
    const from = Math.max(this.offset, other.offset);
    const end = Math.min(this.offset + this.length, other.offset + other.length);
    const own = this.start - this.offset;
    const others = other.start - other.offset;
    for (let position = from; position < end; position++) {
      if (((this.words[own + position] ?? 0) & (other.words[others + position] ?? 0)) !== 0) return true;
    }
    return false;
  }

  /** Whether every one of some numbers is a member. */
  hasAll(indexes: readonly number[]): boolean {
    for (const index of indexes) if (!this.has(index)) return false;
    return true;
  }

  /** Whether one of some numbers is a member. */
  hasAny(indexes: readonly number[]): boolean {
    for (const index of indexes) if (this.has(index)) return true;
    return false;
  }

  /** Whether all numbers from `start` up to but not including `end` are members. */
  hasRange(start: number, end: number): boolean {
    for (let index = start; index < end;) {
      const bit = index & 31;
      const count = Math.min(WORD_BITS - bit, end - index);
      const asked = (ALL_BITS >>> (WORD_BITS - count)) << bit;
      if ((asked & ~this.wordAt(index >>> 5)) !== 0) return false;
      index += count;
    }
    return true;
  }

  /** Whether every member of the other set is one of this. */
  includes(other: IndexSet): boolean {
    if (other === this || other.length === 0) return true;
    if (other.offset < this.offset || other.offset + other.length > this.offset + this.length) return false;
    const own = this.start + other.offset - this.offset;
    for (let i = 0; i < other.length; i++) {
      if (((other.words[other.start + i] ?? 0) & ~(this.words[own + i] ?? 0)) !== 0) return false;
    }
    return true;
  }

  /** Whether each member is in one or the other of two sets. */
  isWithin(one: IndexSet, other: IndexSet): boolean {
    for (let i = 0; i < this.length; i++) {
      const position = this.offset + i;
      if (((this.words[this.start + i] ?? 0) & ~(one.wordAt(position) | other.wordAt(position))) !== 0)
        return false;
    }
    return true;
  }

  /** Whether both sets have the same members. */
  equals(other: IndexSet): boolean {
    if (this.offset !== other.offset || this.length !== other.length) return false;
    for (let i = 0; i < this.length; i++)
      if (this.words[this.start + i] !== other.words[other.start + i]) return false;
    return true;
  }

  /** Members in ascending order. */
  indexes(): number[] {
    const members: number[] = [];
    for (let i = 0; i < this.length; i++) {
      let word = this.words[this.start + i] ?? 0;
      const base = (this.offset + i) * WORD_BITS;
      while (word !== 0) {
        const lowest = word & -word;
        members.push(base + 31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
    return members;
  }

  /** Visits the runs of neighbouring members in ascending order: first member, and the index after the last. */
  forEachRun(visit: (start: number, end: number) => void): void {
    let start = -1;
    for (let i = 0; i < this.length; i++) {
      const word = this.words[this.start + i] ?? 0;
      const base = (this.offset + i) * WORD_BITS;
      for (let bit = 0; bit < WORD_BITS;) {
        // The next member where no run is open, the next gap where one is.
        const rest = (start < 0 ? word : ~word) >>> bit;
        if (rest === 0) break;
        bit += 31 - Math.clz32(rest & -rest);
        if (start < 0) {
          start = base + bit;
        } else {
          visit(start, base + bit);
          start = -1;
        }
      }
    }
    if (start >= 0) visit(start, (this.offset + this.length) * WORD_BITS);
  }

  /** 32 members a word, from index 0 on; up to the last word that has a member. */
  toWords(): readonly number[] {
    return Array.from({ length: this.offset + this.length }, (_, position) => this.wordAt(position) >>> 0);
  }

  /** A number that is the same for equal sets, and seldom for others. */
  hash(): number {
    let hash = this.offset;
    for (let i = 0; i < this.length; i++)
      hash = Math.imul(hash ^ (this.words[this.start + i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    return hash >>> 0;
  }

  /**
   * The smallest member that is at least `index`; -1 where there is none.
   *
   * @param among - a bit for each index: members whose bit is not set are passed over
   */
  firstFrom(index: number, among: Int32Array): number {
    let i = Math.max(0, (index >>> 5) - this.offset);
    // What stands before the index is masked out of its word.
    let mask = i + this.offset === index >>> 5 ? -1 << (index & 31) : -1;
    for (; i < this.length; i++) {
      const position = this.offset + i;
      const word = (this.words[this.start + i] ?? 0) & (among[position] ?? 0) & mask;
      if (word !== 0) return position * WORD_BITS + 31 - Math.clz32(word & -word);
      mask = -1;
    }
    return -1;
  }

  /** The smallest member; undefined for the empty set. */
  get first(): number | undefined {
    for (let i = 0; i < this.length; i++) {
      const word = this.words[this.start + i] ?? 0;
      if (word !== 0) return (this.offset + i) * WORD_BITS + 31 - Math.clz32(word & -word);
    }
    return undefined;
  }

  /** A text that is the same for equal sets and no others, short enough to be the key of a map. */
  key(): string {
    const units: number[] = [];
    for (let i = 0; i < this.length; i++) {
      const word = this.words[this.start + i] ?? 0;
      units.push(word & 0xffff, word >>> 16);
    }
    return `${this.offset}:${String.fromCharCode(...units)}`;
  }
}
