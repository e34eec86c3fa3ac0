import type { FindingsTrend, SeverityCounts } from '../assessment/assessment.js';
import type { OrganizationTrend } from '../assessment/organization-findings.js';
import { totalOf } from '../assessment/severity-counts.js';
import { countOf, formatCount, formatTime, SEVERITIES } from './html-wording.js';

/** What became of the findings of an account, as a sentence. */
export function trendSentence(trend: FindingsTrend): string {
  return `Since ${formatTime(trend.since)}: ${changes(trend)}.${optionsRemark(trend.sameOptions)}`;
}

/** What became of the findings of all accounts, as a sentence. */
export function organizationTrendSentence(trend: OrganizationTrend): string {
  const others = [
    ...(trend.newAccounts.length === 0
      ? []
      : [`${countOf(trend.newAccounts.length, 'account was', 'accounts were')} not assessed before`]),
    ...(trend.missingAccounts.length === 0
      ? []
      : [`${countOf(trend.missingAccounts.length, 'account was', 'accounts were')} not assessed this time`]),
  ];
  const rest = others.length === 0 ? '' : ` ${others.join('; ')}.`;
  return `Since the earlier findings: ${changes(trend)}.${rest}${optionsRemark(trend.sameOptions)}`;
}

/** `3 (1 critical, 2 low)`, or with a word `3 new (1 critical, 2 low)`; `0` where there is none. */
export function countsBySeverity(counts: SeverityCounts, word = ''): string {
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map(
    (severity) => `${formatCount(counts[severity])} ${severity}`,
  );
  const total = `${formatCount(totalOf(counts))}${word === '' ? '' : ` ${word}`}`;
  return parts.length === 0 ? total : `${total} (${parts.join(', ')})`;
}

function changes(trend: Pick<FindingsTrend, 'new' | 'fixed' | 'unchanged'>): string {
  return `${countsBySeverity(trend.new, 'new')}, ${countsBySeverity(trend.fixed, 'fixed')}, ${formatCount(totalOf(trend.unchanged))} unchanged`;
}

function optionsRemark(sameOptions: boolean): string {
  return sameOptions ? '' : ' The earlier scan had other options, so part of this is due to them.';
}
