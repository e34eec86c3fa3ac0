import type { Finding, ReachGrade } from '../assessment/assessment.js';
import type { LastUse } from './worksheet-rows.js';

/** What people read for a reach. */
export const REACH_TITLES: Readonly<Record<ReachGrade, string>> = {
  unrestricted: 'Unrestricted',
  conditional: 'Conditional',
  scoped: 'Scoped',
};

/** The reach of a finding; what is taken away again reaches nothing. */
export function reachTitle({ reach, notCounted }: Finding): string {
  return notCounted === 'blocked' ? 'Blocked' : REACH_TITLES[reach];
}

const NOT_COUNTED: Readonly<Record<NonNullable<Finding['notCounted']>, string | null>> = {
  // What the reach and its conditions say already.
  conditional: null,
  scoped: null,
  blocked: null,
  suppressed: 'suppressed by the configuration',
  extended: 'actions of the extended list',
  unattached: 'held by no principal',
  'trust-policies-not-flagged': 'trust policies do not count',
};

/** What limits a finding, and why it does not count, in phrases; none where nothing does. */
export function residualPhrases(finding: Finding): readonly string[] {
  const { subject, reach, conditionKeys = [], limitedBy = [], blockedBy = [], notCounted } = finding;
  const reason = notCounted === undefined ? null : NOT_COUNTED[notCounted];
  return [
    ...(reach === 'scoped' && subject.type === 'policy' ? ['only on resources that are named'] : []),
    ...(conditionKeys.length === 0 ? [] : [`only under conditions on ${conditionKeys.join(', ')}`]),
    ...(limitedBy.length === 0
      ? []
      : [`cut by the Deny in statement ${limitedBy.map((index) => index + 1).join(' and ')}`]),
    ...blockedBy.map((by) => `taken away by ${by}`),
    ...(reason === null ? [] : [reason]),
  ];
}

/** A last use as a date or in words. */
export function lastUseText(lastUse: LastUse): string {
  if (lastUse.state === 'used') return lastUse.date.slice(0, 10);
  return lastUse.state === 'unused' ? 'no use recorded' : 'not known';
}
