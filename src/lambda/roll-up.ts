import pMap from 'p-map';
import type { ListedAccount } from '../account/listed-accounts.js';
import type { Bucket } from '../aws/bucket.js';
import { accountFileNames } from '../scanning/account-files.js';
import { bucketDestination } from '../scanning/bucket-destination.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../scanning/organization-file-names.js';
import { manifestText, parseManifest, RUN_MANIFEST } from '../scanning/run-manifest.js';
import { writeOrganization } from '../scanning/write-organization.js';
import { AccountsOfRun } from './accounts-of-run.js';
import { mapRunFailures } from './map-run-failures.js';
import { parsePlaces } from './organization-places.js';
import { readRunChanges } from './run-changes.js';
import { parseLeftOut, parseRunAccounts, runEventAt } from './run-events.js';
import { RunFiles } from './run-files.js';
import { ACCOUNTS, LEFT_OUT, mapResultsPrefix, ORGANIZATION_TREE } from './run-objects.js';
import { resultsBucket, scannerEnvironment } from './scanner-environment.js';
import { PermanentFailure, withNamedFailures } from './state-machine-failures.js';

/** One account is taken apart while the next is on its way; no more are in memory. */
const ACCOUNTS_AT_ONCE = 2;
const NOT_RUN =
  'no result was written: the run was stopped before its turn, or the function ran out of time or memory.';

/** What all accounts come to, as the last state shows it. */
export interface RolledUp {
  readonly page: string;
  readonly findings: string;
  readonly scanned: number;
  readonly failed: number;
  readonly leftOut: number;
}

/** The last state: writes the page over all accounts from their files, and lists those that failed. */
export async function handler(event: unknown): Promise<RolledUp> {
  return withNamedFailures({ operation: 'roll up' }, async () => {
    const { run, execution } = runEventAt(event);
    const bucket = resultsBucket(scannerEnvironment(process.env), run);
    const files = new RunFiles(bucket, run);
    const accounts = await files.read(ACCOUNTS, parseRunAccounts);
    const leftOut = await files.read(LEFT_OUT, parseLeftOut);
    const failed = await mapRunFailures(bucket, mapResultsPrefix(execution));
    const reasons = new Map([...failed].map(([id, { reason }]) => [id, reason]));
    const scanned = await scannedAccounts(accounts, bucket);
    const places = await files.find(ORGANIZATION_TREE, parsePlaces);
    const together = new AccountsOfRun(files, await readRunChanges(files), places ?? new Map());
    await pMap(
      accounts.filter(({ id }) => scanned.has(id)),
      async (account) => {
        try {
          // The files may be those of an earlier execution, which were to be made again, or the account was redriven.
          if (!(await together.add(account, failed.get(account.id)?.begunAt ?? null)))
            scanned.delete(account.id);
        } catch (error) {
          if (!(error instanceof PermanentFailure)) throw error;
          scanned.delete(account.id);
          reasons.set(account.id, error.message);
        }
      },
      { concurrency: ACCOUNTS_AT_ONCE },
    );
    const failures = accounts
      .filter(({ id }) => !scanned.has(id))
      .map((account) => ({ account, reason: reasons.get(account.id) ?? NOT_RUN }));
    const [first] = failures;
    if (failures.length === accounts.length) {
      throw new PermanentFailure(
        `None of the ${accounts.length} accounts could be scanned; the first because ${first?.reason ?? NOT_RUN}`,
      );
    }
    for (const failure of [...failures, ...leftOut]) together.addNotScanned(failure);
    await writeOrganization(together.findings(), bucketDestination(bucket, run));
    const manifest = await files.read(RUN_MANIFEST, parseManifest);
    const finished = { ...manifest, finishedAt: new Date().toISOString() };
    await bucket.put(RUN_MANIFEST, Buffer.from(manifestText(finished)), 'application/json');
    return {
      page: files.place(ORGANIZATION_PAGE),
      findings: files.place(ORGANIZATION_FINDINGS),
      scanned: accounts.length - failures.length,
      failed: failures.length,
      leftOut: leftOut.length,
    };
  });
}

/** Ids of the accounts whose files are all there: the report is written last. */
async function scannedAccounts(accounts: readonly ListedAccount[], bucket: Bucket): Promise<Set<string>> {
  const keys = new Set(await bucket.list());
  return new Set(accounts.filter(({ name }) => keys.has(accountFileNames(name).report)).map(({ id }) => id));
}
