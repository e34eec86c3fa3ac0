import type { Finding } from '../assessment/assessment.js';

/** The index of what a finding is on, in the table of things of its type. */
export function subjectIndex(subject: Finding['subject']): number {
  if (subject.type === 'policy') return subject.policy;
  return subject.type === 'resource-policy' ? subject.resourcePolicy : subject.principal;
}
