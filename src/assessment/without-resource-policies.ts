import { EarlierFindings } from './earlier-findings.js';
import type { EarlierAccount } from './findings-trend.js';
import { SEVERITIES } from './severity.js';

/** Earlier findings without those on policies of resources, and how many these were. */
export interface WithoutResourcePolicies {
  readonly earlier: EarlierFindings;
  readonly left: number;
}

/**
 * What a scan can be compared with that is given no policies of resources: what an earlier one found on them is not
 * fixed because nobody looks. Where the earlier findings are ids only, nothing tells what they were on.
 */
export function withoutResourcePolicies({ accounts }: EarlierFindings): WithoutResourcePolicies {
  const kept = accounts.map(withoutThem);
  return {
    earlier: new EarlierFindings(kept),
    left:
      accounts.reduce((sum, account) => sum + countOf(account), 0) -
      kept.reduce((sum, account) => sum + countOf(account), 0),
  };
}

function withoutThem(account: EarlierAccount): EarlierAccount {
  const kept = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => account.details?.get(id)?.on !== 'resource-policy');
  const { critical, high, medium, low, none } = account.findings;
  return {
    ...account,
    findings: {
      critical: kept(critical),
      high: kept(high),
      medium: kept(medium),
      low: kept(low),
      none: kept(none),
    },
  };
}

function countOf({ findings }: EarlierAccount): number {
  return SEVERITIES.reduce((sum, severity) => sum + findings[severity].length, 0);
}
