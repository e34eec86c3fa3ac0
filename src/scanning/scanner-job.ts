import type { ListedAccount } from '../account/listed-accounts.js';
import { parseOrganizationPolicies } from '../account/organization-policies.js';
import type { AccountContribution } from '../assessment/account-contribution.js';
import type { Severity } from '../assessment/assessment.js';
import type { Configuration } from '../assessment/configuration/configuration.js';
import { configuredOptions } from '../assessment/configuration/configured-options.js';
import type { Exclusions } from '../assessment/exclusions.js';
import type { EarlierAccount } from '../assessment/findings-trend.js';
import type { Catalog } from '../catalog/catalog.js';
import { scanAccount, type ScannerSettings } from './account-scanner.js';
import { memoryDestination, type FileInMemory } from './memory-destination.js';

/** How the accounts of a run are assessed, as plain data that another thread can be given. */
export interface ScannerOptions {
  /** A compiled catalogue; null for the packaged one. */
  readonly catalogPath: string | null;
  readonly exclusions: Exclusions | null;
  /** Contents of a configuration file; empty for none. */
  readonly configuration: Configuration;
  readonly flagAllRiskyActions: boolean;
  readonly flagTrustPolicies: boolean;
  readonly severities: readonly Severity[];
  readonly writeResults: boolean;
  /** Formats that are written too. */
  readonly formats: readonly string[];
  /** The region that findings are reported in; null for the first of the partition. */
  readonly region: string | null;
  /** Ids of accounts that trust policies may name, besides those of the configuration and the exclusions. */
  readonly knownAccounts: readonly string[];
  /** Parsed JSON of an organisation policies file; null where none is known. */
  readonly organizationPolicies: unknown;
}

/** An account to assess. */
export interface ScannerJob {
  readonly account: ListedAccount;
  /** Its authorization details as JSON. */
  readonly details: unknown;
  /** Its earlier findings, to compare with; null where there are none. */
  readonly earlier: EarlierAccount | null;
}

/** An account that was assessed, with its files in the order in which they are to be seen. */
export interface ScannedAccount {
  readonly contribution: AccountContribution;
  readonly files: readonly FileInMemory[];
}

/** Assesses an account, in this thread or another, and gives its files instead of writing them. */
export type Scanner = (job: ScannerJob) => Promise<ScannedAccount>;

/** Makes what assesses accounts. Throws an {@link InputError} if the organisation policies cannot be read. */
export function scannerOf(options: ScannerOptions, catalog: Catalog): Scanner {
  const {
    configuration,
    exclusions,
    organizationPolicies,
    flagAllRiskyActions,
    flagTrustPolicies,
    severities,
    writeResults,
    formats,
    region,
    knownAccounts,
  } = options;
  const configured = configuredOptions(configuration, catalog, exclusions ?? undefined);
  const settings: ScannerSettings = {
    ...configured,
    knownAccounts: [...(configured.knownAccounts ?? []), ...knownAccounts],
    ...(organizationPolicies === null
      ? {}
      : { organizationPolicies: parseOrganizationPolicies(organizationPolicies) }),
    flagAllRiskyActions,
    flagTrustPolicies,
    severities,
    writeResults,
    formats,
    region,
  };
  return async ({ account, details, earlier }) => {
    const files: FileInMemory[] = [];
    const contribution = await scanAccount(account, { details, earlier }, settings, memoryDestination(files));
    return { contribution, files };
  };
}
