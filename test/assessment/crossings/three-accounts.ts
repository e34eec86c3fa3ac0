import { DocumentReader } from '../../../src/access/document-reader.js';
import { parseOrganizationPolicies } from '../../../src/account/organization-policies.js';
import { parseAuthorizationDetails } from '../../../src/account/parse-authorization-details.js';
import type { AccountCrossings } from '../../../src/assessment/crossings/account-crossings.js';
import type { Crossing } from '../../../src/assessment/crossings/crossing.js';
import { CrossingCollector } from '../../../src/assessment/crossings/crossing-collector.js';
import { findAccountCrossings } from '../../../src/assessment/crossings/find-account-crossings.js';
import { findCrossings } from '../../../src/assessment/crossings/find-crossings.js';
import { analyseEscalation } from '../../../src/escalation/graph/analyse-escalation.js';
import { catalog } from '../../scenarios/policy-scenario.js';

export const [MANAGEMENT, WORK, LOGS] = ['111122223333', '444455556666', '777788889999'] as const;
export const ACCOUNTS: readonly string[] = [MANAGEMENT, WORK, LOGS];

/** Details as if they were of another account. */
export const inAccount = (accountId: string, input: unknown): unknown =>
  JSON.parse(
    JSON.stringify(input).replaceAll(
      `"Arn":"arn:aws:iam::${MANAGEMENT}:`,
      `"Arn":"arn:aws:iam::${accountId}:`,
    ),
  );

export const roleOf = (accountId: string, name: string): string => `arn:aws:iam::${accountId}:role/${name}`;

/** What is kept of an account. */
export function crossingsOf(
  accountId: string,
  input: unknown,
  policies: unknown = null,
  excluded: readonly string[] = [],
): AccountCrossings {
  const account = parseAuthorizationDetails(input);
  const organization = policies === null ? null : parseOrganizationPolicies(policies);
  const analysis = analyseEscalation([account], new DocumentReader(catalog), organization);
  const { principals } = analysis.graph.population;
  return findAccountCrossings(account, accountId, analysis, (number) =>
    excluded.includes(principals[number]?.name ?? ''),
  );
}

/** Who crosses between accounts that were looked at one by one, from their files. */
export function crossingsBetween(
  kept: readonly AccountCrossings[],
  policies: unknown = null,
): readonly Crossing[] {
  const collector = new CrossingCollector();
  for (const each of kept) collector.add(JSON.parse(JSON.stringify(each)) as AccountCrossings);
  return findCrossings(collector, ACCOUNTS, {
    catalog,
    organizationPolicies: policies === null ? null : parseOrganizationPolicies(policies),
  });
}
