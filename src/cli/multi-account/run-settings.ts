import { createHash } from 'node:crypto';
import type { ScannerSettings } from '../../scanning/account-scanner.js';
import type { RunSettings } from '../../scanning/run-manifest.js';
import type { Invocation } from '../command.js';
import { flagOption, severitiesOption, textOption } from '../option-values.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { readText } from '../read-file.js';
import type { RunOptions } from './run-options.js';

/**
 * How every account of the run is assessed.
 *
 * @throws {UsageError} if a file that the options name cannot be read
 */
export async function readScannerSettings({ options }: Invocation): Promise<ScannerSettings> {
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  return {
    catalog: readCatalog(textOption(options, 'catalog')),
    ...(exclusions === undefined ? {} : { exclusions }),
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    flagTrustPolicies: flagOption(options, 'flagTrustPolicies'),
    severities: severitiesOption(options, 'filterSeverity'),
    writeResults: flagOption(options, 'writeDataFile'),
  };
}

/** What a resumed run must have in common with the one that it goes on with. The external id stays out of files. */
export function runSettings(
  { roleName, rolePath, config }: RunOptions,
  { catalog, severities = [], writeResults, flagAllRiskyActions, flagTrustPolicies }: ScannerSettings,
  { options }: Invocation,
): RunSettings {
  const exclusions = textOption(options, 'exclusionsFile');
  return {
    '--role-name': roleName,
    '--role-path': rolePath,
    '--organization': yesOrNo(config === null),
    '--exclusions-file': exclusions === undefined ? 'left out' : digest(readText(exclusions)),
    '--filter-severity': severities.length === 0 ? 'left out' : severities.join(','),
    '--flag-all-risky-actions': yesOrNo(flagAllRiskyActions === true),
    '--flag-trust-policies': yesOrNo(flagTrustPolicies === true),
    '--write-data-file': yesOrNo(writeResults),
    '--catalog': `of ${catalog.date}`,
  };
}

function yesOrNo(value: boolean): string {
  return value ? 'given' : 'left out';
}

function digest(text: string): string {
  return `with the SHA-256 ${createHash('sha256').update(text).digest('hex')}`;
}
