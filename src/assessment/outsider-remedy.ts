import type { Finding } from './assessment.js';

/** Why no change is proposed: such a finding does not come of several policies, as others on principals do. */
export const OUTSIDER_NO_FIX =
  'Only its owner knows who outside is to assume the role: change the statement of its trust policy, or take from the role what makes it administrator.';

/** Whether a finding is that someone outside becomes administrator by a role; others on principals trust nobody. */
export function isOutsiderFinding({ subject, trusted }: Pick<Finding, 'subject' | 'trusted'>): boolean {
  return subject.type === 'principal' && trusted?.[0] !== undefined;
}
