import pMap from 'p-map';
import type { ListedAccount } from '../account/listed-accounts.js';
import { accountContribution, type AccountContribution } from '../assessment/account-contribution.js';
import { OrganizationCollector } from '../assessment/organization-collector.js';
import { parseFindings } from '../assessment/parse-findings.js';
import type { Bucket } from '../aws/bucket.js';
import { accountFileNames } from '../scanning/account-files.js';
import { bucketDestination } from '../scanning/bucket-destination.js';
import { ORGANIZATION_FINDINGS, ORGANIZATION_PAGE } from '../scanning/organization-file-names.js';
import { manifestText, parseManifest, RUN_MANIFEST } from '../scanning/run-manifest.js';
import { writeOrganization } from '../scanning/write-organization.js';
import { mapRunFailures } from './map-run-failures.js';
import { parseObject } from './parse-object.js';
import { parseLeftOut, parseRunAccounts, runEventAt } from './run-events.js';
import { ACCOUNTS, LEFT_OUT, mapResultsPrefix } from './run-objects.js';
import { resultsBucket, scannerEnvironment } from './scanner-environment.js';
import { PermanentFailure, withNamedFailures } from './state-machine-failures.js';

/** One file is taken apart while the next is on its way; no more are in memory. */
const FILES_AT_ONCE = 2;
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

/** The last state: writes the page over all accounts from their findings files, and lists those that failed. */
export async function handler(event: unknown): Promise<RolledUp> {
  return withNamedFailures({ operation: 'roll up' }, async () => {
    const { run, execution } = runEventAt(event);
    const environment = scannerEnvironment(process.env);
    const bucket = resultsBucket(environment, run);
    const place = (key: string): string => `s3://${bucket.name}/${run}/${key}`;
    const read = async <T>(key: string, parse: (input: unknown) => T): Promise<T> =>
      parseObject(await bucket.get(key), place(key), parse);
    const accounts = await read(ACCOUNTS, parseRunAccounts);
    const leftOut = await read(LEFT_OUT, parseLeftOut);
    const collector = new OrganizationCollector();
    const reasons = new Map(await mapRunFailures(bucket, mapResultsPrefix(execution)));
    const scanned = await scannedAccounts(accounts, bucket);
    await pMap(
      accounts.filter(({ id }) => scanned.has(id)),
      async ({ name, id }) => {
        try {
          collector.add(await read(accountFileNames(name).findings, contributionOf(name)));
        } catch (error) {
          if (!(error instanceof PermanentFailure)) throw error;
          scanned.delete(id);
          reasons.set(id, error.message);
        }
      },
      { concurrency: FILES_AT_ONCE },
    );
    const failures = accounts
      .filter(({ id }) => !scanned.has(id))
      .map((account) => ({ account, reason: reasons.get(account.id) ?? NOT_RUN }));
    const [first] = failures;
    if (collector.isEmpty) {
      throw new PermanentFailure(
        `None of the ${accounts.length} accounts could be scanned; the first because ${first?.reason ?? NOT_RUN}`,
      );
    }
    for (const { account, reason } of [...failures, ...leftOut])
      collector.addNotAssessed(shown(account), reason);
    await writeOrganization(collector.build(), bucketDestination(bucket, run));
    const manifest = await read(RUN_MANIFEST, parseManifest);
    const finished = { ...manifest, finishedAt: new Date().toISOString() };
    await bucket.put(RUN_MANIFEST, Buffer.from(manifestText(finished)), 'application/json');
    return {
      page: place(ORGANIZATION_PAGE),
      findings: place(ORGANIZATION_FINDINGS),
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

function contributionOf(name: string): (findings: unknown) => AccountContribution {
  const { report, findings } = accountFileNames(name);
  return (input) => accountContribution(parseFindings(input), { report, findings });
}

function shown({ name, id }: ListedAccount): string {
  return name === id ? id : `${name} (${id})`;
}
