import type { ListedAccount } from '../account/listed-accounts.js';
import { parseOrganizationPolicies, type OrganizationPolicies } from '../account/organization-policies.js';
import type { Bucket } from '../aws/bucket.js';
import { iamClient } from '../aws/clients.js';
import { baseCredentials } from '../aws/credentials.js';
import { downloadAccount } from '../aws/download-account.js';
import { memberCredentials } from '../aws/member-credentials.js';
import { accountFileNames } from '../scanning/account-files.js';
import { scanAccount } from '../scanning/account-scanner.js';
import { bucketDestination } from '../scanning/bucket-destination.js';
import { parseObject } from './parse-object.js';
import { scanEventAt } from './run-events.js';
import { guardrailsKey } from './run-objects.js';
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
    // The report is written last.
    if (await bucket.exists(accountFileNames(account.name).report)) return { ...account, scanned: 'earlier' };
    const settings = await scannerSettings(environment);
    const organizationPolicies = await readGuardrails(bucket, run, account.id);
    const details = await download(account, environment);
    await scanAccount(
      account,
      details,
      organizationPolicies === null ? settings : { ...settings, organizationPolicies },
      bucketDestination(bucket, run),
    );
    return { ...account, scanned: 'now' };
  });
}

/** What binds the account; null where the accounts are not from an organisation. */
async function readGuardrails(bucket: Bucket, run: string, id: string): Promise<OrganizationPolicies | null> {
  const key = guardrailsKey(id);
  const bytes = await bucket.get(key);
  return bytes === null
    ? null
    : parseObject(bytes, `s3://${bucket.name}/${run}/${key}`, parseOrganizationPolicies);
}

async function download({ id }: ListedAccount, environment: ScannerEnvironment): Promise<unknown> {
  const role = { ...environment, accountId: id, sessionName: SESSION_NAME };
  const credentials = memberCredentials(CONNECTION, baseCredentials(CONNECTION), role);
  // The client stays open: its connections are those of all clients, and of the next account.
  return downloadAccount(iamClient(CONNECTION, credentials), DOWNLOADED);
}
