import type { ListedAccount } from '../account/listed-accounts.js';
import { parseOrganizationPolicies, type OrganizationPolicies } from '../account/organization-policies.js';
import { parseFindings } from '../assessment/parse-findings.js';
import { iamClient } from '../aws/clients.js';
import { baseCredentials } from '../aws/credentials.js';
import { downloadAccount } from '../aws/download-account.js';
import { memberCredentials } from '../aws/member-credentials.js';
import { accountFileNames } from '../scanning/account-files.js';
import { scanAccount } from '../scanning/account-scanner.js';
import { bucketDestination } from '../scanning/bucket-destination.js';
import { parseManifest, RUN_MANIFEST } from '../scanning/run-manifest.js';
import { parsePlaces } from './organization-places.js';
import { isOutdated, mayConcern, readRunChanges } from './run-changes.js';
import { scanEventAt } from './run-events.js';
import { RunFiles } from './run-files.js';
import { guardrailsKey, ORGANIZATION_TREE } from './run-objects.js';
import {
  CONNECTION,
  resultsBucket,
  scannerEnvironment,
  scannerSettings,
  type ScannerEnvironment,
} from './scanner-environment.js';
import { withNamedFailures } from './state-machine-failures.js';

const SESSION_NAME = 'Cloudsplaining';
const DOWNLOADED = { includeNonDefaultVersions: false, includeUnattached: false };

/** What became of an account that did not fail. */
export interface ScannedAccount extends ListedAccount {
  /** `earlier` where the files were there: the run goes on where it was stopped. */
  readonly scanned: 'now' | 'earlier';
}

/** One step of the map: downloads and assesses one account, and writes its files. */
export async function handler(event: unknown): Promise<ScannedAccount> {
  const { run, account } = await withNamedFailures({ operation: 'scan' }, () =>
    Promise.resolve(scanEventAt(event)),
  );
  return withNamedFailures({ operation: 'scan', account: account.id }, async () => {
    const environment = scannerEnvironment(process.env);
    const bucket = resultsBucket(environment, run);
    const files = new RunFiles(bucket, run);
    if (await isScanned(account, files)) return { ...account, scanned: 'earlier' };
    // What changes from here on, this scan does not know.
    const now = new Date();
    const settings = await scannerSettings(environment);
    const manifest = await files.find(RUN_MANIFEST, parseManifest);
    const organizationPolicies = await policiesBinding(account, files);
    const details = await download(account, environment);
    await scanAccount(
      account,
      { details, earlier: null },
      {
        ...settings,
        now,
        knownAccounts: manifest?.knownAccounts ?? [],
        // Null where the accounts are not from an organisation.
        ...(organizationPolicies === null ? {} : { organizationPolicies }),
      },
      bucketDestination(bucket, run),
    );
    return { ...account, scanned: 'now' };
  });
}

/** What of the organisation the account is judged by; null where the accounts are not from one. */
async function policiesBinding({ id }: ListedAccount, files: RunFiles): Promise<OrganizationPolicies | null> {
  const policies = await files.find(guardrailsKey(id), (input) => parseOrganizationPolicies(input));
  if (policies === null) return null;
  const places = await files.find(ORGANIZATION_TREE, parsePlaces);
  return { ...policies, places: places ?? policies.places };
}

/** Whether the files of the account are there and would be the same again. */
async function isScanned({ name, id }: ListedAccount, files: RunFiles): Promise<boolean> {
  const { report, findings, crossings } = accountFileNames(name);
  // The report is written last; the others are needed too, and somebody may have taken them away.
  for (const file of [report, findings, crossings]) if (!(await files.bucket.exists(file))) return false;
  const changes = await readRunChanges(files);
  if (!mayConcern(changes, id)) return true;
  const assessment = await files.find(findings, parseFindings);
  return assessment !== null && !isOutdated(assessment, id, changes);
}

async function download({ id }: ListedAccount, environment: ScannerEnvironment): Promise<unknown> {
  const role = { ...environment, accountId: id, sessionName: SESSION_NAME };
  const credentials = memberCredentials(CONNECTION, baseCredentials(CONNECTION), role);
  // The client stays open: its connections are those of all clients, and of the next account.
  return downloadAccount(iamClient(CONNECTION, credentials), DOWNLOADED);
}
