import { madeUpAccountId } from './jurisdiction.js';

/**
 * Gives account ids to files of which nothing says which account they are for: one for each such file or group of
 * files, so that what may be in different accounts is not joined.
 */
export class MadeUpAccounts {
  private readonly areOne: boolean;
  private readonly byGroup = new Map<string, string>();
  private used = 0;

  /** @param areOne - whether all of them are given the same id */
  constructor(areOne = false) {
    this.areOne = areOne;
  }

  /** The next id, which is not used up. */
  next(): string {
    return madeUpAccountId(this.used);
  }

  /** Takes the next id, or that of a group that has one already. */
  take(group?: string): string {
    const known = group === undefined ? undefined : this.byGroup.get(group);
    if (known !== undefined) return known;
    const accountId = this.next();
    if (!this.areOne) this.used++;
    if (group !== undefined) this.byGroup.set(group, accountId);
    return accountId;
  }
}
