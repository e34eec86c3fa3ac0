import pMap from 'p-map';
import { accountContribution, type AccountContribution } from '../../assessment/account-contribution.js';
import { parseAccountCrossings } from '../../assessment/crossings/parse-account-crossings.js';
import { parseFindings } from '../../assessment/parse-findings.js';
import { trustPoliciesName } from '../../assessment/trust-policies-name.js';
import { accountFileNames, addedFileNames, type WrittenToo } from '../../scanning/account-files.js';
import type { Destination } from '../../scanning/destination.js';
import {
  boundOtherwise,
  inState,
  knownSince,
  parseManifest,
  refuseOtherSettings,
  resumedManifest,
  RUN_MANIFEST,
  withAccounts,
  type RunAccount,
  type RunManifest,
} from '../../scanning/run-manifest.js';
import { inFile } from '../input-error-in-file.js';
import { parseJson } from '../parse-json.js';
import { isUsageError, UsageError } from '../usage-error.js';

const BEGIN_ANEW = 'begin anew without --resume';
/** In a bucket each file is a request, and takes its time. */
const ACCOUNTS_AT_ONCE = 8;

/** What an earlier run left for one that goes on with it. */
export interface ResumedRun {
  readonly manifest: RunManifest;
  /** Accounts that the earlier run did and this one is no longer about. */
  readonly gone: readonly RunAccount[];
  /** How many accounts are done again because other policies of the organisation bind them now. */
  readonly boundOtherwise: number;
}

/**
 * The manifest with which a run goes on; accounts are done whose files are there, unless they trust one that was not
 * known when they were assessed, or other policies of the organisation bind them now.
 *
 * @param fresh - the manifest that the run would begin with
 * @param written - what is written of every account beside the report and the findings
 * @param looked - told how many accounts of how many that are done were looked at
 * @throws {UsageError} if there is no earlier run there, or one that was begun in another way
 */
export async function resumeRun(
  fresh: RunManifest,
  destination: Destination,
  contribute: (contribution: AccountContribution) => void,
  written: WrittenToo,
  looked: (count: number, all: number) => void,
): Promise<ResumedRun> {
  const text = await destination.read(RUN_MANIFEST);
  const place = destination.locate(RUN_MANIFEST);
  if (text === null)
    throw new UsageError(`${place}: there is no run to resume; leave --resume out to begin one.`);
  const earlier = manifestIn(text, place);
  const manifest = inFile(place, () => resumedManifest(earlier, fresh));
  const strangers = knownSince(earlier, manifest);
  const done = manifest.accounts.filter(({ state }) => state === 'done');
  const again: RunAccount[] = [];
  let count = 0;
  await pMap(
    done,
    async (account) => {
      const contribution = await contributionOf(account, destination, { ...written, strangers });
      if (contribution === null) again.push(inState(account, { state: 'waiting' }));
      else contribute(contribution);
      count++;
      looked(count, done.length);
    },
    { concurrency: ACCOUNTS_AT_ONCE },
  );
  const listed = new Set(manifest.accounts.map(({ id }) => id));
  return {
    manifest: withAccounts(manifest, again),
    gone: earlier.accounts.filter(({ id, state }) => state === 'done' && !listed.has(id)),
    boundOtherwise: boundOtherwise(earlier, manifest),
  };
}

/** The file is ours: whatever is wrong with it, nobody need put it right by hand. */
function manifestIn(text: string, place: string): RunManifest {
  try {
    return inFile(place, () => parseManifest(parseJson(text, place)));
  } catch (error) {
    if (!isUsageError(error) || error.message.endsWith(`${BEGIN_ANEW}.`)) throw error;
    throw new UsageError(`${error.message.replace(/\.$/, '')}; ${BEGIN_ANEW}.`);
  }
}

/**
 * How many accounts of how many an earlier run did that was stopped and could go on as this one begins; null if there is
 * none.
 *
 * @param fresh - the manifest that the run begins with
 */
export async function stoppedRun(
  fresh: RunManifest,
  destination: Destination,
): Promise<{ readonly done: number; readonly all: number } | null> {
  try {
    const text = await destination.read(RUN_MANIFEST);
    if (text === null) return null;
    const earlier = parseManifest(JSON.parse(text));
    refuseOtherSettings(earlier, fresh);
    const { finishedAt, accounts } = earlier;
    const done = accounts.filter(({ state }) => state === 'done').length;
    return finishedAt !== null || done === 0 ? null : { done, all: accounts.length };
  } catch {
    // What is no manifest, or that of a run under other options, cannot be gone on with, and is written over.
    return null;
  }
}

/** What an account contributed by its files; null if one is missing or no longer what it would be. */
async function contributionOf(
  { name, id }: RunAccount,
  destination: Destination,
  { strangers, ...written }: WrittenToo & { readonly strangers: ReadonlySet<string> },
): Promise<AccountContribution | null> {
  const { report, findings, crossings } = accountFileNames(name);
  for (const file of [report, ...addedFileNames(name, written)])
    if (!(await destination.holds(file))) return null;
  const text = await destination.read(findings);
  const crossingsText = await destination.read(crossings);
  if (text === null || crossingsText === null) return null;
  try {
    const json: unknown = JSON.parse(text);
    const across = parseAccountCrossings(JSON.parse(crossingsText), id);
    const assessment = parseFindings(json);
    // An account without a principal tells no id.
    if ((assessment.account.id ?? id) !== id || trustPoliciesName(assessment, strangers)) return null;
    return accountContribution(assessment, { report, findings }, across);
  } catch {
    return null;
  }
}
