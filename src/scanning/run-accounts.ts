import pMap from 'p-map';
import type { ListedAccount } from '../account/listed-accounts.js';

/** Why an account was not scanned. */
export interface AccountFailure {
  readonly account: ListedAccount;
  /** One sentence. */
  readonly reason: string;
}

/** A failure as the one who scans understands it. */
export interface UnderstoodFailure {
  readonly reason: string;
  /** Whether trying again may help. */
  readonly isTransient: boolean;
}

/** Which accounts are scanned, how, and who is told of failures. */
export interface AccountsRun {
  readonly accounts: readonly ListedAccount[];
  /** Accounts scanned at the same time. */
  readonly concurrency: number;
  readonly scan: (account: ListedAccount) => Promise<void>;
  readonly understand: (error: unknown, account: ListedAccount) => UnderstoodFailure;
  /** Called when an account has failed for good. */
  readonly failed: (failure: AccountFailure) => void;
}

/** How often an account is tried whose failures may pass. */
const ATTEMPTS = 3;

/**
 * Scans accounts several at a time. A failure touches no other account; where it may pass, the account is tried again
 * after all others.
 *
 * @returns those that failed, in the order of the accounts
 */
export async function runAccounts({
  accounts,
  concurrency,
  scan,
  understand,
  failed,
}: AccountsRun): Promise<readonly AccountFailure[]> {
  const failures = new Map<string, AccountFailure>();
  let waiting = accounts;
  for (let attempt = 1; attempt <= ATTEMPTS && waiting.length > 0; attempt++) {
    const again: ListedAccount[] = [];
    await pMap(
      waiting,
      async (account) => {
        try {
          await scan(account);
        } catch (error) {
          const { reason, isTransient } = understand(error, account);
          if (isTransient && attempt < ATTEMPTS) again.push(account);
          else {
            failures.set(account.id, { account, reason });
            failed({ account, reason });
          }
        }
      },
      { concurrency },
    );
    waiting = again;
  }
  return accounts.flatMap(({ id }) => failures.get(id) ?? []);
}
