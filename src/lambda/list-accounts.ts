import { organizationAccounts, withoutAccounts, type ChosenAccounts } from '../account/chosen-accounts.js';
import { parseListedAccounts } from '../account/listed-accounts.js';
import type { Bucket } from '../aws/bucket.js';
import { organizationsClient } from '../aws/clients.js';
import { guardrailsFile, type GuardrailsFile } from '../aws/guardrails-file.js';
import { readOrganization } from '../aws/organization-tree.js';
import {
  knownSince,
  manifestText,
  newManifest,
  parseManifest,
  refuseOtherSettings,
  resumedManifest,
  RUN_MANIFEST,
  type RunManifest,
  type RunSettings,
} from '../scanning/run-manifest.js';
import { BoundAccounts } from './bound-accounts.js';
import { treeObject } from './organization-places.js';
import { parseObject } from './parse-object.js';
import { RunFiles } from './run-files.js';
import { parseTimesOfAccounts } from './run-changes.js';
import { listEventAt, type ListEvent, type RunEvent } from './run-events.js';
import {
  ACCOUNTS,
  BOUND_SINCE,
  jsonObject,
  KNOWN_SINCE,
  LEFT_OUT,
  mapResultsPrefix,
  ORGANIZATION_TREE,
} from './run-objects.js';
import {
  CONNECTION,
  resultsBucket,
  runSettings,
  scannerEnvironment,
  type ScannerEnvironment,
} from './scanner-environment.js';
import { PermanentFailure, withNamedFailures } from './state-machine-failures.js';

const JSON_TYPE = 'application/json';

/** What the first state passes on. */
export interface ListedRun extends RunEvent {
  /** Key of the list that the map goes through. */
  readonly accountsKey: string;
  /** Where the map's results are written. */
  readonly mapResults: string;
  readonly accounts: number;
  readonly leftOut: number;
}

/** The first state: writes which accounts the run is about, and what binds each. */
export async function handler(event: unknown): Promise<ListedRun> {
  return withNamedFailures({ operation: 'organizations:DescribeOrganization' }, async () => {
    const listing = listEventAt(event);
    const { run, execution } = listing;
    const environment = scannerEnvironment(process.env);
    const bucket = resultsBucket(environment, run);
    const settings = await runSettings(environment, listing.accountsKey);
    const earlier = await earlierManifest(bucket, run, settings);
    const { chosen, guardrails, knownAccounts } = await accountsOf(listing, environment);
    const { accounts, leftOut } = chosen;
    if (accounts.length === 0) {
      throw new PermanentFailure(
        'There is no account to scan; look at the parameters IncludeUnits and ExcludeAccounts and the status of the accounts.',
      );
    }
    await beginOrResume(bucket, run, newManifest([], settings, new Date(), knownAccounts), earlier);
    if (guardrails !== null) {
      const bound = new BoundAccounts(guardrails, accounts, bucket);
      // Before they are written, or a failure in between would forget them.
      if (earlier !== null) await remember(BOUND_SINCE, await bound.boundOtherwise(), bucket, run);
      await bound.write();
      await bucket.put(ORGANIZATION_TREE, treeObject(guardrails.organization), JSON_TYPE);
    }
    await bucket.put(LEFT_OUT, jsonObject(leftOut), JSON_TYPE);
    await bucket.put(ACCOUNTS, jsonObject(accounts), JSON_TYPE);
    return {
      run,
      execution,
      accountsKey: `${run}/${ACCOUNTS}`,
      mapResults: `${run}/${mapResultsPrefix(execution)}`,
      accounts: accounts.length,
      leftOut: leftOut.length,
    };
  });
}

/** The manifest of the run that the folder holds already, which is gone on with in the same way or not at all. */
async function earlierManifest(
  bucket: Bucket,
  run: string,
  settings: RunSettings,
): Promise<RunManifest | null> {
  const bytes = await bucket.get(RUN_MANIFEST);
  if (bytes === null) return null;
  return parseObject(bytes, `s3://${bucket.name}/${run}/${RUN_MANIFEST}`, (input) => {
    const earlier = parseManifest(input);
    refuseOtherSettings(earlier, newManifest([], settings, new Date()));
    return earlier;
  });
}

async function beginOrResume(
  bucket: Bucket,
  run: string,
  fresh: RunManifest,
  earlier: RunManifest | null,
): Promise<void> {
  const manifest = earlier === null ? fresh : resumedManifest(earlier, fresh);
  const since = earlier === null ? new Set<string>() : knownSince(earlier, manifest);
  // Before the manifest, or a failure in between would forget them.
  await remember(KNOWN_SINCE, since, bucket, run);
  await bucket.put(RUN_MANIFEST, Buffer.from(manifestText(manifest)), JSON_TYPE);
}

/** Adds accounts, with the time that it is, to an object that tells since when. */
async function remember(key: string, ids: Iterable<string>, bucket: Bucket, run: string): Promise<void> {
  const now = new Date();
  const added = [...ids].map((id) => [id, now] as const);
  if (added.length === 0) return;
  const known = (await new RunFiles(bucket, run).find(key, parseTimesOfAccounts)) ?? [];
  const inOrder = [...new Map([...known, ...added])].sort(([a], [b]) => (a < b ? -1 : 1));
  await bucket.put(key, jsonObject(Object.fromEntries(inOrder)), JSON_TYPE);
}

interface RunAccounts {
  readonly chosen: ChosenAccounts;
  /** Null where the accounts are not from an organisation. */
  readonly guardrails: GuardrailsFile | null;
  /** Ids of the accounts that belong together, whether or not they are scanned. */
  readonly knownAccounts: readonly string[];
}

async function accountsOf({ accountsKey }: ListEvent, environment: ScannerEnvironment): Promise<RunAccounts> {
  const { includedUnits, excludedAccounts, bucketName } = environment;
  if (accountsKey !== null) {
    const bytes = await resultsBucket(environment).get(accountsKey);
    const listed = parseObject(bytes, `s3://${bucketName}/${accountsKey}`, parseListedAccounts);
    const all = { accounts: listed, leftOut: [] };
    const chosen = withoutAccounts(all, excludedAccounts, [], 'ExcludeAccounts');
    return { chosen, guardrails: null, knownAccounts: listed.map(({ id }) => id) };
  }
  const organization = await readOrganization(organizationsClient(CONNECTION));
  const chosen = organizationAccounts(organization, includedUnits, 'IncludeUnits');
  return {
    chosen: withoutAccounts(chosen, excludedAccounts, organization.accounts, 'ExcludeAccounts'),
    guardrails: guardrailsFile(organization),
    knownAccounts: organization.accounts.map(({ id }) => id),
  };
}
