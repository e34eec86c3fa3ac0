import { createHash } from 'node:crypto';
import { parseExclusions, type Exclusions } from '../assessment/exclusions.js';
import { SEVERITIES } from '../assessment/severity.js';
import { Bucket } from '../aws/bucket.js';
import { s3Client } from '../aws/clients.js';
import type { AwsConnection } from '../aws/connection.js';
import { loadCatalog } from '../catalog/catalog-file.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ScannerSettings } from '../scanning/account-scanner.js';
import type { RunSettings } from '../scanning/run-manifest.js';
import { parseObject } from './parse-object.js';
import { PermanentFailure } from './state-machine-failures.js';

/** As the function itself, in its own region. */
export const CONNECTION: AwsConnection = { profile: null, region: null, endpointUrl: null };

/** What the template sets for the functions. */
export interface ScannerEnvironment {
  readonly bucketName: string;
  readonly partition: string;
  readonly roleName: string;
  readonly rolePath: string;
  readonly externalId: string | null;
  /** Key of an exclusions file, as JSON, in the bucket of the results; null for the exclusions of the template. */
  readonly exclusionsKey: string | null;
  readonly includedUnits: readonly string[];
  readonly excludedAccounts: readonly string[];
  readonly severities: readonly string[];
  readonly flagAllRiskyActions: boolean;
  readonly flagTrustPolicies: boolean;
  readonly writeResults: boolean;
}

/** Reads the variables that the template sets. */
export function scannerEnvironment(variables: NodeJS.ProcessEnv): ScannerEnvironment {
  const optional = (name: string): string | null => {
    const value = variables[name];
    return value === undefined || value === '' ? null : value;
  };
  const needed = (name: string): string => {
    const value = optional(name);
    if (value === null)
      throw new PermanentFailure(`The function lacks the variable ${name}; deploy the template again.`);
    return value;
  };
  const list = (name: string): readonly string[] =>
    (optional(name) ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  return {
    bucketName: needed('RESULTS_BUCKET'),
    partition: needed('PARTITION'),
    roleName: needed('MEMBER_ROLE_NAME'),
    rolePath: needed('MEMBER_ROLE_PATH'),
    externalId: optional('EXTERNAL_ID'),
    exclusionsKey: optional('EXCLUSIONS_KEY'),
    includedUnits: list('INCLUDE_UNITS'),
    excludedAccounts: list('EXCLUDE_ACCOUNTS'),
    severities: list('FILTER_SEVERITY'),
    flagAllRiskyActions: variables['FLAG_ALL_RISKY_ACTIONS'] === 'yes',
    flagTrustPolicies: variables['FLAG_TRUST_POLICIES'] === 'yes',
    writeResults: variables['WRITE_DATA_FILE'] === 'yes',
  };
}

/** The part of the bucket below a folder; all of it without one. */
export function resultsBucket({ bucketName }: ScannerEnvironment, folder = ''): Bucket {
  return new Bucket(s3Client(CONNECTION), bucketName, folder, null);
}

/**
 * What a run that goes on must have in common with the one it goes on with, by the names of the template and of the
 * input.
 *
 * @param accountsKey - key of a list of accounts; null for those of the organisation
 * @throws {PermanentFailure} if the exclusions cannot be read, before every account fails of it
 */
export async function runSettings(
  environment: ScannerEnvironment,
  accountsKey: string | null,
): Promise<RunSettings> {
  const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');
  const exclusions = await readExclusions(environment);
  return {
    // The list may have moved; without one the run would be about other accounts, under the organisation's policies.
    ...(accountsKey === null ? {} : { accountsKey: 'given' }),
    MemberRoleName: environment.roleName,
    MemberRolePath: environment.rolePath,
    ExclusionsKey:
      exclusions === null ? '(none)' : `${environment.exclusionsKey} with the SHA-256 ${exclusions.digest}`,
    FilterSeverity: environment.severities.length === 0 ? '(none)' : environment.severities.join(','),
    FlagAllRiskyActions: yesOrNo(environment.flagAllRiskyActions),
    FlagTrustPolicies: yesOrNo(environment.flagTrustPolicies),
    WriteDataFile: yesOrNo(environment.writeResults),
  };
}

/** Read once for all accounts that one copy of the function scans. */
let catalog: Catalog | null = null;

/** The packaged catalogue. */
export function packagedCatalog(): Catalog {
  catalog ??= loadCatalog();
  return catalog;
}

/** How every account is assessed. */
export async function scannerSettings(environment: ScannerEnvironment): Promise<ScannerSettings> {
  const { severities, flagAllRiskyActions, flagTrustPolicies, writeResults } = environment;
  const read = await readExclusions(environment);
  return {
    catalog: packagedCatalog(),
    ...(read === null ? {} : { exclusions: read.exclusions }),
    severities: SEVERITIES.filter((severity) => severities.includes(severity)),
    flagAllRiskyActions,
    flagTrustPolicies,
    writeResults,
    formats: [],
    region: null,
  };
}

interface ReadExclusions {
  readonly exclusions: Exclusions;
  /** Tells their texts apart. */
  readonly digest: string;
}

async function readExclusions(environment: ScannerEnvironment): Promise<ReadExclusions | null> {
  const { exclusionsKey, bucketName } = environment;
  if (exclusionsKey === null) return null;
  const bytes = await resultsBucket(environment).get(exclusionsKey);
  return {
    exclusions: parseObject(bytes, `s3://${bucketName}/${exclusionsKey}`, parseExclusions),
    digest: createHash('sha256')
      .update(bytes ?? '')
      .digest('hex'),
  };
}
