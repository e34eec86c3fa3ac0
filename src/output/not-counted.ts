import type { Finding } from '../assessment/assessment.js';
import { formatCount } from './html-wording.js';

const WORDS = {
  conditional: 'conditional',
  scoped: 'scoped',
  extended: 'extended',
  unattached: 'on policies that nobody holds',
  'trust-policies-not-flagged': 'on trust policies',
  blocked: 'blocked on principals',
  suppressed: 'suppressed',
} as const satisfies Readonly<Record<NonNullable<Finding['notCounted']>, string>>;

/** Sentences on the findings that do not count: how many of which sort, and which options count them. */
export interface NotCounted {
  readonly total: number;
  /** `3 conditional, 1 on trust policies`. */
  readonly breakdown: string;
  /** Names the options that would count some of them; empty if there is none. */
  readonly remedy: string;
}

/** What does not count is kept and must not go unmentioned: an administrator behind a condition is not nobody. */
export function notCounted(findings: readonly Finding[]): NotCounted {
  const counts = new Map<NonNullable<Finding['notCounted']>, number>();
  for (const finding of findings) {
    if (finding.notCounted !== undefined)
      counts.set(finding.notCounted, (counts.get(finding.notCounted) ?? 0) + 1);
  }
  const shown = (Object.keys(WORDS) as (keyof typeof WORDS)[]).filter((reason) => counts.has(reason));
  const graded = shown.filter((reason) => reason === 'conditional' || reason === 'scoped');
  const remedies = [
    ...(graded.length === 0 ? [] : [`--flag-all-risky-actions counts the ${graded.join(' and ')} ones`]),
    ...(counts.has('trust-policies-not-flagged')
      ? ['--flag-trust-policies counts those on trust policies']
      : []),
  ];
  return {
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    breakdown: shown.map((reason) => `${formatCount(counts.get(reason) ?? 0)} ${WORDS[reason]}`).join(', '),
    remedy: remedies.length === 0 ? '' : `${remedies.join('; ')}.`,
  };
}
