import { findCrossings } from '../../assessment/crossings/find-crossings.js';
import { parseOrganizationPolicies } from '../../account/organization-policies.js';
import type { CrossingCollector } from '../../assessment/crossings/crossing-collector.js';
import type { OrganizationFindings } from '../../assessment/organization-findings.js';
import { configuredOptions } from '../../assessment/configuration/configured-options.js';
import type { ScannerOptions } from '../../scanning/scanner-job.js';
import { readCatalog } from '../read-catalog.js';

/** The findings of a run with who gets from one account into another. */
export function withCrossings(
  findings: OrganizationFindings,
  collected: CrossingCollector,
  {
    catalogPath,
    configuration,
    organizationPolicies,
  }: Pick<ScannerOptions, 'catalogPath' | 'configuration' | 'organizationPolicies'>,
): OrganizationFindings {
  const accountIds = findings.accounts.map(({ accountId }) => accountId);
  const crossings = findCrossings(collected, accountIds, {
    catalog: configuredOptions(configuration, readCatalog(catalogPath ?? undefined), undefined).catalog,
    organizationPolicies:
      organizationPolicies === null ? null : parseOrganizationPolicies(organizationPolicies),
  });
  return { ...findings, crossings };
}
