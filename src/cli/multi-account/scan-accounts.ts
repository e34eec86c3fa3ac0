import { availableParallelism } from 'node:os';
import type { ListedAccount } from '../../account/listed-accounts.js';
import type { AccountContribution } from '../../assessment/account-contribution.js';
import { shownAccount } from '../../scanning/across-accounts.js';
import type { Destination } from '../../scanning/destination.js';
import type { ManifestKeeper } from '../../scanning/manifest-keeper.js';
import { runAccounts, type AccountFailure } from '../../scanning/run-accounts.js';
import type { Scanner, ScannerOptions } from '../../scanning/scanner-job.js';
import { ScannerThreads } from '../../scanning/scanner-threads.js';
import { writeFiles } from '../../scanning/write-files.js';
import { tuneForEveryScan } from '../every-scan.js';
import type { Progress } from '../progress.js';
import { whenStopped } from '../when-stopped.js';
import type { MemberAccess } from './member-access.js';
import type { RunBaseline } from './run-baseline.js';
import type { RunOptions } from './run-options.js';

/** Where the accounts come from, and where what is found of them goes. */
export interface AccountsOnTheirWay {
  readonly run: RunOptions;
  readonly access: MemberAccess;
  readonly progress: Progress;
  readonly destination: Destination;
  /** Earlier findings, to compare with. */
  readonly baseline: RunBaseline | null;
  readonly keeper: ManifestKeeper;
  /** Takes up what an account comes to that is done. */
  readonly contribute: (contribution: AccountContribution) => void;
  /** Says a sentence on standard error. */
  readonly say: (message: string) => void;
  /** What to do to go on with the run once it was stopped, as the end of a sentence. */
  readonly again: string;
}

/**
 * Downloads and assesses accounts in threads, and writes the files of each as soon as it is done.
 *
 * @returns those that could not be scanned, in the order of the accounts
 * @throws {UsageError} if no file can be written
 */
export async function scanAccounts(
  accounts: readonly ListedAccount[],
  scanning: ScannerOptions,
  way: AccountsOnTheirWay,
): Promise<readonly AccountFailure[]> {
  // Before there are threads: what is set later they may not see.
  tuneForEveryScan();
  const program = new URL('./scan-thread.js', import.meta.url);
  const threads = new ScannerThreads(program, scanning, Math.min(way.run.concurrency, spareProcessors()));
  const guard = whenStopped(() => way.say(`Stopped: what is done is kept; to go on, ${way.again}.`));
  guard.begin();
  try {
    return await scanWith(threads.scan, accounts, way);
  } finally {
    guard.end();
    await threads.close();
  }
}

async function scanWith(
  scan: Scanner,
  accounts: readonly ListedAccount[],
  { run, access, progress, destination, baseline, keeper, contribute, say }: AccountsOnTheirWay,
): Promise<readonly AccountFailure[]> {
  let scanned = 0;
  let failed = 0;
  const report = (): void => {
    const failures = failed === 0 ? '' : `, ${failed} failed`;
    progress.phase(`Scanning: ${scanned} of ${accounts.length} accounts${failures}`);
  };
  report();
  return runAccounts({
    accounts,
    concurrency: run.concurrency,
    scan: async (account) => {
      const details = await access.download(account);
      const earlier = (await baseline?.of(account)) ?? null;
      const { contribution, files } = await scan({ account, details, earlier });
      await keeper.begin();
      await writeFiles(files, destination);
      await keeper.done(account);
      // Last: whatever fails before it has the account done again, and it must not count twice.
      contribute(contribution);
      scanned++;
      report();
    },
    understand: access.understand,
    failed: ({ account, reason }) => {
      keeper.failed(account, reason);
      failed++;
      say(`Failed: ${shownAccount(account)}: ${reason}`);
      report();
    },
  });
}

/** One is kept for the downloads. */
function spareProcessors(): number {
  return Math.max(1, availableParallelism() - 1);
}
