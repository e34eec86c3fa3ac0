/** A seeded source of choices: the same seed gives the same choices on every machine (the mulberry32 generator). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** At least 0 and below 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.integer(0, list.length - 1)];
    // An empty list has nothing to pick from; saying so is better than undefined data in the account.
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** Picks one entry, each as likely as its weight says. */
  weighted<T>(entries: readonly (readonly [weight: number, value: T])[]): T {
    let rest = this.fraction() * entries.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of entries) {
      rest -= weight;
      if (rest < 0) return value;
    }
    throw new RangeError('nothing to pick from');
  }

  /** Up to `count` different entries, in the order of the list. */
  sample<T>(list: readonly T[], count: number): readonly T[] {
    const chosen = new Set<number>();
    const wanted = Math.min(count, list.length);
    while (chosen.size < wanted) chosen.add(this.integer(0, list.length - 1));
    return list.filter((_, position) => chosen.has(position));
  }

  /** An index below `length`; low ones are far likelier, as a few policies are attached almost everywhere. */
  skewedIndex(length: number): number {
    return Math.floor(this.fraction() ** 3 * length);
  }

  /** `length` characters out of `alphabet`. */
  text(alphabet: string, length: number): string {
    let text = '';
    for (let position = 0; position < length; position++)
      text += alphabet.charAt(this.integer(0, alphabet.length - 1));
    return text;
  }
}
