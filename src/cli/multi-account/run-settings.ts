import { createHash } from 'node:crypto';
import { parseOrganizationPolicies } from '../../account/organization-policies.js';
import { configuredOptions } from '../../assessment/configuration/configured-options.js';
import type { CrossingSettings } from '../../assessment/crossings/find-crossings.js';
import type { RunSettings } from '../../scanning/run-manifest.js';
import type { ScannerOptions } from '../../scanning/scanner-job.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { flagOption, severitiesOption, textOption, textsOption } from '../option-values.js';
import { reportingRegion } from '../format-context.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { readText } from '../read-file.js';
import type { RunBaseline } from './run-baseline.js';
import type { RunOptions } from './run-options.js';

/**
 * How every account of the run is assessed.
 *
 * @param organizationPolicies - the parsed JSON of an organisation policies file; null where none is known
 * @param knownAccounts - ids of accounts that trust policies may name
 * @throws {UsageError} if a file that the options name cannot be read
 */
export async function readScannerOptions(
  invocation: Invocation,
  organizationPolicies: unknown,
  knownAccounts: readonly string[],
): Promise<ScannerOptions> {
  const { options, configuration } = invocation;
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  // The threads would complain of the configuration account by account, and without its place.
  configuredInvocation(invocation, readCatalog(textOption(options, 'catalog')), exclusions);
  const formats = [...new Set(textsOption(options, 'format'))].sort();
  return {
    catalogPath: textOption(options, 'catalog') ?? null,
    exclusions: exclusions ?? null,
    configuration: configuration.configuration,
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    flagTrustPolicies: flagOption(options, 'flagTrustPolicies'),
    severities: severitiesOption(options, 'filterSeverity'),
    writeResults: flagOption(options, 'writeDataFile'),
    formats,
    region: formats.length === 0 ? null : reportingRegion(textOption(options, 'region')),
    knownAccounts,
    organizationPolicies,
  };
}

/** How the accounts are looked at together. */
export function crossingSettings({
  catalogPath,
  configuration,
  organizationPolicies,
}: ScannerOptions): CrossingSettings {
  return {
    catalog: configuredOptions(configuration, readCatalog(catalogPath ?? undefined), undefined).catalog,
    organizationPolicies:
      organizationPolicies === null ? null : parseOrganizationPolicies(organizationPolicies),
  };
}

/** What a resumed run must have in common with the one that it goes on with. The external id stays out of files. */
export function runSettings(
  { roleName, rolePath, config }: RunOptions,
  {
    catalogPath,
    severities,
    writeResults,
    formats,
    region,
    flagAllRiskyActions,
    flagTrustPolicies,
  }: ScannerOptions,
  { options, configuration }: Invocation,
  baseline: RunBaseline | null,
): RunSettings {
  const exclusions = textOption(options, 'exclusionsFile');
  return {
    '--role-name': roleName,
    '--role-path': rolePath,
    '--organization': yesOrNo(config === null),
    '--exclusions-file': exclusions === undefined ? 'left out' : digest(readText(exclusions)),
    '--settings-file': configuration.path === '' ? 'left out' : digest(readText(configuration.path)),
    '--filter-severity': severities.length === 0 ? 'left out' : severities.join(','),
    '--flag-all-risky-actions': yesOrNo(flagAllRiskyActions),
    '--flag-trust-policies': yesOrNo(flagTrustPolicies),
    '--write-data-file': yesOrNo(writeResults),
    ...(baseline === null ? {} : { '--baseline': `SHA-256 ${baseline.digest()}` }),
    ...(formats.length === 0 ? {} : { '--format': formats.join(',') }),
    // Known only where formats are written that show it; what it is to AWS may change.
    ...(region === null ? {} : { '--region': region }),
    // A catalogue that cannot be read is found out before anything is done.
    '--catalog': `of ${readCatalog(catalogPath ?? undefined).date}`,
  };
}

function yesOrNo(value: boolean): string {
  return value ? 'given' : 'left out';
}

function digest(text: string): string {
  return `with the SHA-256 ${createHash('sha256').update(text).digest('hex')}`;
}
