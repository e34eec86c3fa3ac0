import type { Account } from '../account/account.js';

/** Tells files of one account from files of several: one principal cannot stand in a graph twice. */
export class KnownAccounts {
  private readonly files = new Map<string, string>();

  /** The file of the same account that came earlier; null if this is the first, or names no account. */
  earlierFileOf({ accountId }: Account, path: string): string | null {
    if (accountId === null) return null;
    const earlier = this.files.get(accountId) ?? null;
    if (earlier === null) this.files.set(accountId, path);
    return earlier;
  }
}
