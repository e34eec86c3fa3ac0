import { CrossingCollector } from '../assessment/crossings/crossing-collector.js';
import { findCrossings, type CrossingSettings } from '../assessment/crossings/find-crossings.js';
import { OrganizationCollector } from '../assessment/organization-collector.js';
import type { OrganizationFindings } from '../assessment/organization-findings.js';
import type { EarlierFindings } from '../assessment/earlier-findings.js';
import type { ListedAccount } from '../account/listed-accounts.js';
import type { AccountFailure } from './run-accounts.js';
import type { KeptContributions } from './kept-contributions.js';

/** An account as people are told of it: by its name, with its id where that is another one. */
export function shownAccount({ name, id }: ListedAccount): string {
  return name === id ? id : `${name} (${id})`;
}

/**
 * What the accounts of a run come to together, with who gets from one into another. First the findings are added up,
 * then the crossings are found, so that not both need memory at a time.
 *
 * @param earlier - findings of an earlier run to compare with; null where there are none
 */
export function findingsAcross(
  contributions: KeptContributions,
  notScanned: readonly AccountFailure[],
  earlier: EarlierFindings | null,
  settings: CrossingSettings,
): OrganizationFindings {
  const findings = addedUp(contributions, notScanned, earlier);
  const collected = new CrossingCollector();
  for (const crossings of contributions.takeCrossings()) collected.add(crossings);
  const accountIds = findings.accounts.map(({ accountId }) => accountId);
  return { ...findings, crossings: findCrossings(collected, accountIds, settings) };
}

function addedUp(
  contributions: KeptContributions,
  notScanned: readonly AccountFailure[],
  earlier: EarlierFindings | null,
): OrganizationFindings {
  const collector = new OrganizationCollector(earlier);
  for (const contribution of contributions.takeFindings()) collector.add(contribution);
  for (const { account, reason } of notScanned) collector.addNotAssessed(shownAccount(account), reason);
  return collector.build();
}
