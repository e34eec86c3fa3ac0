import type { TriageStatus } from '../assessment/assessment.js';

/** What people read for a status. */
export const STATUS_TITLES: Readonly<Record<TriageStatus, string>> = {
  'to-triage': 'To triage',
  fix: 'Fix',
  'false-positive': 'False positive',
  accepted: 'Accepted',
};
