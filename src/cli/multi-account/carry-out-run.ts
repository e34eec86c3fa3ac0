import { availableParallelism } from 'node:os';
import type { ListedAccount } from '../../account/listed-accounts.js';
import type { AccountContribution } from '../../assessment/account-contribution.js';
import type { OrganizationFindings } from '../../assessment/organization-findings.js';
import type { EarlierAccount } from '../../assessment/findings-trend.js';
import { organizationSummary } from '../../output/terminal-organization.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Destination } from '../../scanning/destination.js';
import { ManifestKeeper } from '../../scanning/manifest-keeper.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../../scanning/organization-file-names.js';
import { findingsAcross, shownAccount } from '../../scanning/across-accounts.js';
import { KeptContributions } from '../../scanning/kept-contributions.js';
import { writeFiles } from '../../scanning/write-files.js';
import { runAccounts, type AccountFailure } from '../../scanning/run-accounts.js';
import { newManifest } from '../../scanning/run-manifest.js';
import type { Scanner } from '../../scanning/scanner-job.js';
import { ScannerThreads } from '../../scanning/scanner-threads.js';
import { writeOrganization } from '../../scanning/write-organization.js';
import type { Invocation } from '../command.js';
import { unreadPoliciesLine } from '../fail-on.js';
import { tuneForEveryScan } from '../every-scan.js';
import { tuneForLittleMemory } from '../little-memory.js';
import { severityOption, textOption } from '../option-values.js';
import type { Progress } from '../progress.js';
import { UsageError } from '../usage-error.js';
import { whenStopped, type Guard } from '../when-stopped.js';
import { resumeRun, stoppedRun } from './earlier-part.js';
import type { MemberAccess } from './member-access.js';
import { readRunBaseline } from './run-baseline.js';
import { runDestination } from './run-destination.js';
import { RunGate } from './run-gate.js';
import type { RunOptions } from './run-options.js';
import { crossingSettings, readScannerOptions, runSettings } from './run-settings.js';

/** Name of the file with the tree of the organisation and the policies that bind its accounts. */
const ORGANIZATION_FILE = 'organization.json';
/** How often the manifest is written in a run at most. */
const MOST_SAVES = 400;
/** In a bucket each time is a request. */
const MOST_SAVES_IN_BUCKET = 40;
/** Exit code where accounts failed and others did not. */
const SOME_FAILED = 3;
/** Exit code where `--fail-on` cannot be answered for all policies. */
const LACKS_A_PART = 2;

/**
 * Scans the accounts of a run and writes what they come to together; resolves to the exit code.
 *
 * @throws {UsageError} if nothing can be scanned
 */
export async function carryOutRun(
  run: RunOptions,
  access: MemberAccess,
  invocation: Invocation,
  progress: Progress,
): Promise<number> {
  const { terminal, options } = invocation;
  const { accounts, leftOut } = access.chosen;
  const say = (message: string): void => {
    progress.done();
    terminal.err(`${terminalSafe(message)}\n`);
  };
  for (const { account, reason } of leftOut) say(`Left out: ${shownAccount(account)}: ${reason}.`);
  if (accounts.length === 0) {
    throw new UsageError(
      'There is no account to scan; look at --include-ou, --exclude-account and the status of the accounts.',
    );
  }
  progress.phase('Loading the catalogue');
  const { organization } = access;
  const read = await readScannerOptions(invocation, organization, access.knownAccounts);
  const destination = runDestination(run, access, invocation, {
    ...read,
    accounts,
    others: organization === null ? [] : [ORGANIZATION_FILE],
  });
  const baseline = await readRunBaseline(textOption(options, 'baseline'), access, invocation);
  const place = run.directory ?? destination.locate('');
  const again = run.isResumed ? 'give the same command again' : `add --resume ${place} to the command`;
  const gate = new RunGate(severityOption(options, 'failOn'), baseline !== null);
  const contributions = new KeptContributions();
  let isBegun = false;
  const contribute = (contribution: AccountContribution): void => {
    contributions.add(contribution);
    gate.look(contribution);
    isBegun = true;
  };
  /** What ends the run where it cannot write is no reason to do again what it did. */
  const tellingHowToGoOn = (error: unknown): never => {
    if (isBegun) say(`Not finished: what is done is kept; to go on, ${again}.`);
    throw error;
  };
  const fresh = newManifest(
    accounts,
    runSettings(run, read, invocation, baseline),
    new Date(),
    access.knownAccounts,
  );
  const { manifest, gone } = run.isResumed
    ? await access.reaching('s3:GetObject', () => resumeRun(fresh, destination, contribute, read))
    : { manifest: fresh, gone: [] };
  for (const account of gone)
    say(
      `No longer listed: ${shownAccount(account)}: its files stay in ${place}, and the page goes without it.`,
    );
  // Not where it would be a request to a bucket, for which runs that only write need no permission.
  const stopped = run.isResumed || run.directory === null ? null : await stoppedRun(fresh, destination);
  if (stopped !== null)
    say(
      `The run that wrote to ${place} before did ${stopped.done} of ${stopped.all} accounts and was stopped, and this one begins anew; to go on with it instead, stop this one before its first account is done, and add --resume ${place} to the command.`,
    );
  const scanning = { ...read, knownAccounts: manifest.knownAccounts };
  const mostSaves = run.directory === null ? MOST_SAVES_IN_BUCKET : MOST_SAVES;
  const keeper = new ManifestKeeper(manifest, destination, Math.ceil(accounts.length / mostSaves));
  await access.reaching('s3:PutObject', async () => {
    // As long as no file of this run is there, the earlier one can still go on.
    if (stopped === null) await keeper.begin();
    if (organization !== null)
      await writeFiles(
        [{ name: ORGANIZATION_FILE, content: `${JSON.stringify(organization, null, 1)}\n` }],
        destination,
      );
  });
  const waiting = manifest.accounts.filter(({ state }) => state !== 'done');
  // Before there are threads: what is set later they may not see.
  tuneForEveryScan();
  const program = new URL('./scan-thread.js', import.meta.url);
  const threads = new ScannerThreads(program, scanning, Math.min(run.concurrency, spareProcessors()));
  const guard = whenStopped(() => say(`Stopped: what is done is kept; to go on, ${again}.`));
  guard.begin();
  const failures = await closing(threads, guard, () =>
    scanWaiting(waiting, {
      run,
      access,
      scan: threads.scan,
      earlier: async (account) => (await baseline?.of(account)) ?? null,
      destination,
      keeper,
      contribute,
      tell: { say, phase: (text) => progress.phase(text) },
    }),
  ).catch(tellingHowToGoOn);
  if (failures.length === accounts.length) {
    await access.reaching('s3:PutObject', () => keeper.finish(new Date()));
    throw new UsageError(
      failures.length === 1
        ? 'The only account could not be scanned; the reason is above.'
        : `None of the ${accounts.length} accounts could be scanned; the reasons are above.`,
    );
  }
  const rollUp = async (): Promise<OrganizationFindings> => {
    await access.reaching('s3:PutObject', () => keeper.save());
    progress.phase('Looking across accounts');
    tuneForLittleMemory();
    const across = findingsAcross(
      contributions,
      [...failures, ...leftOut],
      baseline?.findings ?? null,
      crossingSettings(scanning),
    );
    await access.reaching('s3:PutObject', async () => {
      await writeOrganization(across, destination);
      // Not before: without the page a run is not finished, whatever its accounts are.
      await keeper.finish(new Date());
    });
    return across;
  };
  const findings = await rollUp().catch(tellingHowToGoOn);
  progress.done();
  const files = [ORGANIZATION_PAGE, ORGANIZATION_FINDINGS].map((name) => destination.locate(name));
  terminal.out(organizationSummary(findings, files, terminal.columns));
  const remark = gate.remark();
  if (remark !== null) say(remark);
  if (failures.length > 0) {
    say(`${failures.length} of ${accounts.length} accounts failed; to try them again, ${again}.`);
    return SOME_FAILED;
  }
  if (gate.fails) return 1;
  if (gate.lacks === 0) return 0;
  say(unreadPoliciesLine(gate.lacks));
  return LACKS_A_PART;
}

/** Ends the threads, and what is to be done should the process be stopped, when something that uses them is over. */
async function closing<T>(threads: ScannerThreads, guard: Guard, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    guard.end();
    await threads.close();
  }
}

interface Scanning {
  readonly run: RunOptions;
  readonly access: MemberAccess;
  readonly scan: Scanner;
  /** Earlier findings of an account, to compare with. */
  readonly earlier: (account: ListedAccount) => Promise<EarlierAccount | null>;
  readonly destination: Destination;
  readonly keeper: ManifestKeeper;
  readonly contribute: (contribution: AccountContribution) => void;
  readonly tell: { readonly say: (message: string) => void; readonly phase: (text: string) => void };
}

async function scanWaiting(
  waiting: readonly ListedAccount[],
  { run, access, scan, earlier, destination, keeper, contribute, tell }: Scanning,
): Promise<readonly AccountFailure[]> {
  let scanned = 0;
  let failed = 0;
  const report = (): void => {
    const failures = failed === 0 ? '' : `, ${failed} failed`;
    tell.phase(`Scanning: ${scanned} of ${waiting.length} accounts${failures}`);
  };
  report();
  return runAccounts({
    accounts: waiting,
    concurrency: run.concurrency,
    scan: async (account) => {
      const details = await access.download(account);
      const { contribution, files } = await scan({ account, details, earlier: await earlier(account) });
      await keeper.begin();
      await writeFiles(files, destination);
      contribute(contribution);
      await keeper.done(account);
      scanned++;
      report();
    },
    understand: access.understand,
    failed: ({ account, reason }) => {
      keeper.failed(account, reason);
      failed++;
      tell.say(`Failed: ${shownAccount(account)}: ${reason}`);
      report();
    },
  });
}

/** One is kept for the downloads. */
function spareProcessors(): number {
  return Math.max(1, availableParallelism() - 1);
}
