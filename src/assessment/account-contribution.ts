import { accountFindings } from './account-findings.js';
import type { Assessment } from './assessment.js';
import type { AccountCrossings } from './crossings/account-crossings.js';
import { comparableFindings, type ComparableFinding } from './comparable-findings.js';
import type { AccountFindings, OrganizationRiskKind } from './organization-findings.js';
import { unreadPolicies } from './unread-policies.js';

/** What an account adds to the findings of its organisation; plain data, small beside the Assessment. */
export interface AccountContribution {
  readonly account: AccountFindings;
  readonly comparable: readonly ComparableFinding[];
  readonly kinds: readonly OrganizationRiskKind[];
  /** Policies that could not be read and would have been assessed. */
  readonly unreadPolicies: number;
  /** Absent where nobody asks who crosses from one account into another. */
  readonly crossings?: AccountCrossings;
}

/** @param files - names of the account's files, beside those of the organisation */
export function accountContribution(
  assessment: Assessment,
  files: AccountFindings['files'],
  crossings?: AccountCrossings,
): AccountContribution {
  const { trend, kinds } = assessment;
  const account = accountFindings(assessment, files);
  return {
    account: trend === undefined ? account : { ...account, trend },
    comparable: comparableFindings(assessment),
    kinds: kinds.map(({ id, title, severity, scope }) => ({ id, title, severity, scope })),
    unreadPolicies: unreadPolicies(assessment),
    ...(crossings === undefined ? {} : { crossings }),
  };
}
