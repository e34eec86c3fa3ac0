import type { AccountProblem } from './account.js';

/** Things that entries of the file refer to and the file does not hold: each is reported once, with a count. */
export class MissingReferences {
  private readonly what: (reference: string) => string;
  private readonly reason: (principals: string) => string;
  private readonly seen = new Map<string, { readonly where: string; count: number }>();

  /**
   * @param what - the missing thing in words
   * @param reason - the problem in words, given `one principal` or `7 principals`
   */
  constructor(what: (reference: string) => string, reason: (principals: string) => string) {
    this.what = what;
    this.reason = reason;
  }

  note(reference: string, where: () => string): void {
    const known = this.seen.get(reference);
    if (known === undefined) this.seen.set(reference, { where: where(), count: 1 });
    else known.count++;
  }

  problems(): readonly AccountProblem[] {
    return [...this.seen].map(([reference, { where, count }]) => ({
      what: this.what(reference),
      where,
      reason: this.reason(count === 1 ? 'one principal' : `${count} principals`),
    }));
  }
}
