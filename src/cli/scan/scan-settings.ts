import type { AssessOptions } from '../../assessment/assess-options.js';
import type { Catalog } from '../../catalog/catalog.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import type { Invocation } from '../command.js';
import { flagOption, severitiesOption, textOption } from '../option-values.js';
import { readCustomPages } from '../read-custom-pages.js';
import { readExclusions } from '../read-exclusions.js';
import { readOrganizationPolicies } from '../read-organization-policies.js';

/** What assesses accounts, but for their names. */
export type ScanSettings = Omit<AssessOptions, 'name' | 'minimize'>;

/** Reads the files and options that say how accounts are assessed. */
export async function readScanSettings(invocation: Invocation, catalog: Catalog): Promise<ScanSettings> {
  const { options, terminal } = invocation;
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const organization = await readOrganizationPolicies(textOption(options, 'organizationPolicies'));
  const customPages = await readCustomPages(
    { guidance: textOption(options, 'customGuidance'), appendices: textOption(options, 'customAppendices') },
    terminal,
  );
  return {
    ...configuredInvocation(invocation, catalog, exclusions),
    ...(customPages === undefined ? {} : { customPages }),
    ...(organization === null ? {} : { organizationPolicies: organization }),
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    flagTrustPolicies: flagOption(options, 'flagTrustPolicies'),
    severities: severitiesOption(options, 'filterSeverity'),
    now: new Date(),
  };
}
