import type { CrossingCollector } from '../assessment/crossings/crossing-collector.js';
import { findCrossings, type CrossingSettings } from '../assessment/crossings/find-crossings.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';

/** The findings of a run with who gets from one account into another. */
export function withCrossings(
  findings: OrganizationFindings,
  collected: CrossingCollector,
  settings: CrossingSettings,
): OrganizationFindings {
  const accountIds = findings.accounts.map(({ accountId }) => accountId);
  return { ...findings, crossings: findCrossings(collected, accountIds, settings) };
}
