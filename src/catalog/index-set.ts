const WORD_BITS = 32;
const HEXADECIMAL_DIGITS = 8;

/**
 * An immutable set of small whole numbers: indexes of actions or of resource types in the catalogue. Kept as a
 * bitset over only the words between its lowest and highest member, because most policies touch a few
 * neighbouring services out of several hundred.
 */
export class IndexSet {
  static readonly empty = new IndexSet(0, new Uint32Array(0));

  private readonly offset: number;
  private readonly words: Uint32Array;

  private constructor(offset: number, words: Uint32Array) {
    this.offset = offset;
    this.words = words;
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
    const words = new Uint32Array((high >>> 5) - offset + 1);
    for (const index of indexes) {
      const word = (index >>> 5) - offset;
      words[word] = (words[word] ?? 0) | (1 << (index & 31));
    }
    return new IndexSet(offset, words);
  }

  /** Reads what {@link IndexSet.toHexadecimal} wrote. */
  static fromHexadecimal(text: string): IndexSet {
    const words = new Uint32Array(Math.floor(text.length / HEXADECIMAL_DIGITS));
    for (let i = 0; i < words.length; i++) {
      words[i] = Number.parseInt(text.substring(i * HEXADECIMAL_DIGITS, (i + 1) * HEXADECIMAL_DIGITS), 16);
    }
    return IndexSet.trimmed(0, words);
  }

  /** The set of all indexes from `start` up to but not including `end`. */
  static range(start: number, end: number): IndexSet {
    if (end <= start) return IndexSet.empty;
    const offset = start >>> 5;
    const words = new Uint32Array(((end - 1) >>> 5) - offset + 1).fill(0xffffffff);
    words[0] = 0xffffffff << (start & 31);
    const last = words.length - 1;
    const spare = WORD_BITS - 1 - ((end - 1) & 31);
    words[last] = (words[last] ?? 0) & (0xffffffff >>> spare);
    return new IndexSet(offset, words);
  }

  /** The union of any number of sets. */
  static unionOf(sets: readonly IndexSet[]): IndexSet {
    let [only = IndexSet.empty] = sets;
    let low = Infinity;
    let high = 0;
    let filled = 0;
    for (const set of sets) {
      if (set.isEmpty) continue;
      filled++;
      only = set;
      low = Math.min(low, set.offset);
      high = Math.max(high, set.offset + set.words.length);
    }
    if (filled <= 1) return only;
    const words = new Uint32Array(high - low);
    for (const set of sets) {
      const shift = set.offset - low;
      for (let i = 0; i < set.words.length; i++)
        words[i + shift] = (words[i + shift] ?? 0) | (set.words[i] ?? 0);
    }
    return new IndexSet(low, words);
  }

  /** The union of ascending ranges, each from its start up to but not including its end. */
  static ofRanges(ranges: readonly (readonly [start: number, end: number])[]): IndexSet {
    let set = IndexSet.empty;
    let pending: readonly [start: number, end: number] | null = null;
    for (const range of ranges) {
      if (pending !== null && pending[1] === range[0]) {
        pending = [pending[0], range[1]];
      } else {
        if (pending !== null) set = set.union(IndexSet.range(...pending));
        pending = range;
      }
    }
    return pending === null ? set : set.union(IndexSet.range(...pending));
  }

  private static trimmed(offset: number, words: Uint32Array): IndexSet {
    let start = 0;
    let end = words.length;
    while (start < end && words[start] === 0) start++;
    while (end > start && words[end - 1] === 0) end--;
    if (start === end) return IndexSet.empty;
    if (start === 0 && end === words.length) return new IndexSet(offset, words);
    return new IndexSet(offset + start, words.slice(start, end));
  }

  private wordAt(position: number): number {
    return this.words[position - this.offset] ?? 0;
  }

  get isEmpty(): boolean {
    return this.words.length === 0;
  }

  get size(): number {
    let count = 0;
    for (const word of this.words) count += bitCount(word);
    return count;
  }

  has(index: number): boolean {
    return (this.wordAt(index >>> 5) & (1 << (index & 31))) !== 0;
  }

  union(other: IndexSet): IndexSet {
    if (other === this || other.isEmpty) return this;
    if (this.isEmpty) return other;
    const offset = Math.min(this.offset, other.offset);
    const end = Math.max(this.offset + this.words.length, other.offset + other.words.length);
    const words = new Uint32Array(end - offset);
    words.set(this.words, this.offset - offset);
    const shift = other.offset - offset;
    for (let i = 0; i < other.words.length; i++) {
      words[i + shift] = (words[i + shift] ?? 0) | (other.words[i] ?? 0);
    }
    return new IndexSet(offset, words);
  }

  intersect(other: IndexSet): IndexSet {
    if (other === this) return this;
    // Most questions end here, and a new array costs more than the look.
    if (!this.intersects(other)) return IndexSet.empty;
    const offset = Math.max(this.offset, other.offset);
    const end = Math.min(this.offset + this.words.length, other.offset + other.words.length);
    const words = new Uint32Array(end - offset);
    for (let i = 0; i < words.length; i++) {
      words[i] = (this.words[i + offset - this.offset] ?? 0) & (other.words[i + offset - other.offset] ?? 0);
    }
    return IndexSet.trimmed(offset, words);
  }

  minus(other: IndexSet): IndexSet {
    if (other === this) return IndexSet.empty;
    if (!this.intersects(other)) return this;
    const words = this.words.slice();
    const start = Math.max(this.offset, other.offset);
    const end = Math.min(this.offset + words.length, other.offset + other.words.length);
    for (let position = start; position < end; position++) {
      const i = position - this.offset;
      words[i] = (words[i] ?? 0) & ~other.wordAt(position);
    }
    return IndexSet.trimmed(this.offset, words);
  }

  intersects(other: IndexSet): boolean {
    const start = Math.max(this.offset, other.offset);
    const end = Math.min(this.offset + this.words.length, other.offset + other.words.length);
    const { words, offset } = this;
    const others = other.words;
    for (let position = start; position < end; position++) {
      if (((words[position - offset] ?? 0) & (others[position - other.offset] ?? 0)) !== 0) return true;
    }
    return false;
  }

  hasAll(indexes: readonly number[]): boolean {
    for (const index of indexes) if (!this.has(index)) return false;
    return true;
  }

  hasRange(start: number, end: number): boolean {
    for (let index = start; index < end; index++) if (!this.has(index)) return false;
    return true;
  }

  includes(other: IndexSet): boolean {
    for (let i = 0; i < other.words.length; i++) {
      if (((other.words[i] ?? 0) & ~this.wordAt(i + other.offset)) !== 0) return false;
    }
    return true;
  }

  equals(other: IndexSet): boolean {
    if (this.offset !== other.offset || this.words.length !== other.words.length) return false;
    return this.words.every((word, position) => word === other.words[position]);
  }

  /** Members in ascending order. */
  indexes(): number[] {
    const members: number[] = [];
    for (let i = 0; i < this.words.length; i++) {
      let word = this.words[i] ?? 0;
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
    for (let i = 0; i < this.words.length; i++) {
      const word = this.words[i] ?? 0;
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
    if (start >= 0) visit(start, (this.offset + this.words.length) * WORD_BITS);
  }

  /** Eight digits a word, from index 0 on. */
  toHexadecimal(): string {
    const words = Array.from({ length: this.offset + this.words.length }, (_, position) =>
      this.wordAt(position),
    );
    return words.map((word) => word.toString(16).padStart(HEXADECIMAL_DIGITS, '0')).join('');
  }

  /** A number that is the same for equal sets, and seldom for others. */
  hash(): number {
    let hash = this.offset;
    for (const word of this.words) hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);
    return hash >>> 0;
  }

  /** A text that is the same for equal sets and no others, short enough to be the key of a map. */
  key(): string {
    return (
      this.offset +
      ':' +
      String.fromCharCode(...new Uint16Array(this.words.buffer, this.words.byteOffset, this.words.length * 2))
    );
  }
}

function bitCount(word: number): number {
  let value = word - ((word >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return (((value + (value >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
