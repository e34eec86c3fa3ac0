import type { ListedAccount } from '../../account/listed-accounts.js';
import type { AccountContribution } from '../../assessment/account-contribution.js';
import type { OrganizationFindings } from '../../assessment/organization-findings.js';
import { organizationSummary } from '../../output/terminal-organization.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { findingsAcross, shownAccount } from '../../scanning/across-accounts.js';
import type { Destination } from '../../scanning/destination.js';
import { KeptContributions } from '../../scanning/kept-contributions.js';
import { ManifestKeeper } from '../../scanning/manifest-keeper.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../../scanning/organization-file-names.js';
import type { AccountFailure } from '../../scanning/run-accounts.js';
import { commitTogether } from '../../scanning/output-file.js';
import { newManifest, type RunManifest } from '../../scanning/run-manifest.js';
import type { ScannerOptions } from '../../scanning/scanner-job.js';
import { writeOrganization } from '../../scanning/write-organization.js';
import type { Invocation } from '../command.js';
import { unreadPoliciesLine } from '../fail-on.js';
import { tuneForLittleMemory } from '../little-memory.js';
import { severityOption, textOption } from '../option-values.js';
import { organizationText } from '../organization-text.js';
import type { Progress } from '../progress.js';
import { UsageError } from '../usage-error.js';
import { resumeRun, stoppedRun } from './earlier-part.js';
import type { MemberAccess } from './member-access.js';
import { readRunBaseline, type RunBaseline } from './run-baseline.js';
import { runDestination } from './run-destination.js';
import { RunGate } from './run-gate.js';
import type { RunOptions } from './run-options.js';
import { crossingSettings, readScannerOptions, runSettings } from './run-settings.js';
import { scanAccounts } from './scan-accounts.js';

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

/** What the steps of a run share. */
interface Course {
  readonly run: RunOptions;
  readonly access: MemberAccess;
  readonly progress: Progress;
  readonly destination: Destination;
  readonly baseline: RunBaseline | null;
  /** Takes up what an account comes to that is done. */
  readonly contribute: (contribution: AccountContribution) => void;
  /** Says a sentence on standard error. */
  readonly say: (message: string) => void;
  /** Where the run writes, as messages name it. */
  readonly place: string;
  /** What to do to go on with the run, as the end of a sentence. */
  readonly again: string;
}

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
  const say = (message: string): void => {
    progress.done();
    terminal.err(`${terminalSafe(message)}\n`);
  };
  const accounts = accountsToScan(access, say);
  progress.phase('Loading the catalogue');
  const read = await readScannerOptions(invocation, access.organization, access.knownAccounts);
  const destination = runDestination(run, access, invocation, {
    ...read,
    accounts,
    others: access.organization === null ? [] : [ORGANIZATION_FILE],
  });
  const baseline = await readRunBaseline(textOption(options, 'baseline'), access, invocation);
  const gate = new RunGate(severityOption(options, 'failOn'), baseline !== null);
  const contributions = new KeptContributions();
  let isBegun = false;
  const contribute = (contribution: AccountContribution): void => {
    contributions.add(contribution);
    gate.look(contribution);
    isBegun = true;
  };
  const place = destination.locate('');
  const again = run.isResumed ? 'give the same command again' : `add --resume ${place} to the command`;
  const course: Course = { run, access, progress, destination, baseline, contribute, say, place, again };
  /** What ends the run where it cannot write is no reason to do again what it did. */
  const tellingHowToGoOn = (error: unknown): never => {
    if (isBegun) say(`Not finished: what is done is kept; to go on, ${again}.`);
    throw error;
  };

  const { manifest, keeper } = await beginRun(course, read, invocation);
  const scanning = { ...read, knownAccounts: manifest.knownAccounts };
  const waiting = manifest.accounts.filter(({ state }) => state !== 'done');
  const failures = await scanAccounts(waiting, scanning, { ...course, keeper }).catch(tellingHowToGoOn);
  if (failures.length === accounts.length) {
    await access.reaching('s3:PutObject', () => keeper.finish(new Date()));
    throw noneScanned(failures.length);
  }
  const findings = await rollUp(course, keeper, contributions, failures, scanning).catch(tellingHowToGoOn);
  progress.done();
  const files = [ORGANIZATION_PAGE, ORGANIZATION_FINDINGS].map((name) => destination.locate(name));
  terminal.out(organizationSummary(findings, files, terminal.columns));
  return exitCode(gate, failures, course);
}

/** @throws {UsageError} if there is none */
function accountsToScan(
  { chosen: { accounts, leftOut } }: MemberAccess,
  say: Course['say'],
): readonly ListedAccount[] {
  for (const { account, reason } of leftOut) say(`Left out: ${shownAccount(account)}: ${reason}.`);
  if (accounts.length > 0) return accounts;
  throw new UsageError(
    'There is no account to scan; look at --include-ou, --exclude-account and the status of the accounts.',
  );
}

/** Takes up what an earlier part of the run did, and writes what is known before the first account. */
async function beginRun(
  { run, access, progress, destination, baseline, contribute, say, place }: Course,
  read: ScannerOptions,
  invocation: Invocation,
): Promise<{ readonly manifest: RunManifest; readonly keeper: ManifestKeeper }> {
  const { accounts } = access.chosen;
  const settings = runSettings(run, read, invocation, baseline);
  const bound = accounts.map((account) => {
    const boundBy = access.boundBy.get(account.id);
    return boundBy === undefined ? account : { ...account, boundBy };
  });
  const fresh = newManifest(bound, settings, new Date(), access.knownAccounts);
  const looked = (count: number, all: number): void => progress.count(`${count} of ${all} accounts`);
  if (run.isResumed) progress.phase('Reading what is done');
  const { manifest, gone, boundOtherwise } = run.isResumed
    ? await access.reaching('s3:GetObject', () => resumeRun(fresh, destination, contribute, read, looked))
    : { manifest: fresh, gone: [], boundOtherwise: 0 };
  for (const account of gone)
    say(
      `No longer listed: ${shownAccount(account)}: its files stay in ${place}, and the page goes without it.`,
    );
  if (boundOtherwise > 0) {
    const [done, again] =
      boundOtherwise === 1
        ? ['1 account that was done', 'it is']
        : [`${boundOtherwise} accounts that were done`, 'they are'];
    say(`The policies of the organisation that bind ${done} have changed since: ${again} scanned again.`);
  }
  // Not where it would be a request to a bucket, for which runs that only write need no permission.
  const stopped = run.isResumed || run.directory === null ? null : await stoppedRun(fresh, destination);
  if (stopped !== null)
    say(
      `The run that wrote to ${place} before did ${stopped.done} of ${stopped.all} accounts and was stopped, and this one begins anew; to go on with it instead, stop this one before its first account is done, and add --resume ${place} to the command.`,
    );
  const mostSaves = run.directory === null ? MOST_SAVES_IN_BUCKET : MOST_SAVES;
  const keeper = new ManifestKeeper(manifest, destination, Math.ceil(accounts.length / mostSaves));
  const { organization } = access;
  await access.reaching('s3:PutObject', async () => {
    // As long as no file of this run is there, the earlier one can still go on.
    if (stopped === null) await keeper.begin();
    if (organization === null) return;
    const file = destination.begin(ORGANIZATION_FILE);
    for (const piece of organizationText(organization, 1)) file.write(piece);
    await commitTogether([file]);
  });
  return { manifest, keeper };
}

function noneScanned(failed: number): UsageError {
  return new UsageError(
    failed === 1
      ? 'The only account could not be scanned; the reason is above.'
      : `None of the ${failed} accounts could be scanned; the reasons are above.`,
  );
}

/** Writes what all accounts come to together. */
async function rollUp(
  { access, progress, destination, baseline }: Course,
  keeper: ManifestKeeper,
  contributions: KeptContributions,
  failures: readonly AccountFailure[],
  scanning: ScannerOptions,
): Promise<OrganizationFindings> {
  await access.reaching('s3:PutObject', () => keeper.save());
  progress.phase('Looking across accounts');
  tuneForLittleMemory();
  const across = findingsAcross(
    contributions,
    [...failures, ...access.chosen.leftOut],
    baseline?.findings ?? null,
    crossingSettings(scanning),
  );
  await access.reaching('s3:PutObject', async () => {
    await writeOrganization(across, destination);
    // Not before: without the page a run is not finished, whatever its accounts are.
    await keeper.finish(new Date());
  });
  return across;
}

/** Says what the exit code is about. */
function exitCode(
  gate: RunGate,
  failures: readonly AccountFailure[],
  { access, say, again }: Pick<Course, 'access' | 'say' | 'again'>,
): number {
  const remark = gate.remark();
  if (remark !== null) say(remark);
  if (failures.length > 0) {
    say(
      `${failures.length} of ${access.chosen.accounts.length} accounts failed; to try them again, ${again}.`,
    );
    return SOME_FAILED;
  }
  if (gate.fails) return 1;
  if (gate.lacks === 0) return 0;
  say(unreadPoliciesLine(gate.lacks));
  return LACKS_A_PART;
}
