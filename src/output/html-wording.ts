import type { Assessment, PrincipalType, Severity, SeverityCounts } from '../assessment/assessment.js';
import { totalOf } from '../assessment/severity-counts.js';

/** Severities, gravest first. */
export const SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
  'none',
] as const satisfies readonly Severity[];

/** What the report calls a severity. */
export const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  none: 'None',
};

/** What the report calls a principal's kind. */
export const PRINCIPAL_TITLES: Readonly<Record<PrincipalType, string>> = {
  user: 'User',
  group: 'Group',
  role: 'Role',
};

/** A whole number with a comma between thousands; the same in every locale, so that reports are alike. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** With a small letter to begin with, to stand within a sentence. */
export function startingSmall(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** A count and its noun: `1 policy`, `2 policies`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * `2026-09-26T10:00:00.000Z` as `2026-09-26 10:00 UTC`. Of anything else nothing is shown: earlier findings may hold any
 * text in its place, and sentences with it go to terminals and into Markdown.
 */
export function formatTime(time: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(time);
  return parts === null ? 'an unknown time' : `${parts[1] ?? ''} ${parts[2] ?? ''} UTC`;
}

/** What follows the account's id where it is not in the usual partition; files name none. */
export function partitionRemark(partition: string): string {
  return partition === 'aws' || partition === '' ? '' : ` (${partition})`;
}

/** The heading over the counts by severity: how many findings count, before how grave they are. */
export function findingsHeading(bySeverity: SeverityCounts): string {
  return `${countOf(totalOf(bySeverity), 'finding')} by severity`;
}

/** The options in force, each a phrase. */
export function optionPhrases(assessment: Assessment): readonly string[] {
  const { flagAllRiskyActions, flagTrustPolicies, severities, minimized } = assessment.options;
  return [
    flagAllRiskyActions
      ? 'every risky action counts, conditional and scoped ones too'
      : 'only unrestricted actions count',
    flagTrustPolicies ? 'trust policies count' : 'trust policies are listed but do not count',
    severities.length === 0 ? 'all severities' : `only severities ${severities.join(', ')}`,
    ...(minimized ? ['documents of policies without a finding were left out'] : []),
  ];
}

/** What was looked at and for what, as a sentence. */
export function scopeSentence(assessment: Assessment): string {
  const { principals, policies, resourcePolicies = [] } = assessment;
  const count = (type: PrincipalType): number => principals.filter((each) => each.type === type).length;
  const read = [
    [count('user'), 'user', 'users'],
    [count('group'), 'group', 'groups'],
    [count('role'), 'role', 'roles'],
    [policies.length, 'policy', 'policies'],
    [resourcePolicies.length, 'resource policy', 'resource policies'],
  ] as const;
  const parts = read
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => countOf(number, one, many));
  const last = parts.pop();
  if (last === undefined) return 'The input holds no user, group, role or policy.';
  const all = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  const was = parts.length === 0 && last.startsWith('1 ') ? 'was' : 'were';
  return `IAM assessment: ${all} ${was} checked for violations of least privilege.`;
}
