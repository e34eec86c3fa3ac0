import { EarlierFindings } from './earlier-findings.js';
import type { EarlierAccount, FindingDetails } from './findings-trend.js';
import { SEVERITIES } from './severity.js';

/** Earlier findings without some of them, and how many these were. */
export interface EarlierWithout {
  readonly earlier: EarlierFindings;
  readonly left: number;
}

type Details = FindingDetails extends ReadonlyMap<string, infer D> ? D : never;

/**
 * What a scan can be compared with that does not look for everything: what nobody looks for is not fixed. Where the earlier
 * findings are ids only, nothing tells what they were, and all stay.
 */
export function earlierWithout(
  { accounts }: EarlierFindings,
  isLeftOut: (details: Details) => boolean,
): EarlierWithout {
  const kept = accounts.map((account) => accountWithout(account, isLeftOut));
  return { earlier: new EarlierFindings(kept), left: countOf(accounts) - countOf(kept) };
}

/** Whether a finding was on the policy of a resource, which a scan of an account looks at only where it is given any. */
export function isOnResource({ on }: Details): boolean {
  return on === 'resource-policy';
}

function accountWithout(
  { findings, details, ...account }: EarlierAccount,
  isLeftOut: (details: Details) => boolean,
): EarlierAccount {
  const kept = (ids: readonly string[]): readonly string[] =>
    ids.filter((id) => !isLeftOut(details?.get(id) ?? {}));
  return {
    ...account,
    ...(details === undefined ? {} : { details }),
    findings: {
      critical: kept(findings.critical),
      high: kept(findings.high),
      medium: kept(findings.medium),
      low: kept(findings.low),
      none: kept(findings.none),
    },
  };
}

function countOf(accounts: readonly EarlierAccount[]): number {
  return accounts
    .flatMap(({ findings }) => SEVERITIES.map((severity) => findings[severity].length))
    .reduce((sum, count) => sum + count, 0);
}
