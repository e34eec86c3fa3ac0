import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { SubjectDifference } from './access-difference.js';

/** Whether a subject is or becomes administrator more surely than before. */
export function isNearerToAdministrator({
  administrator,
}: Pick<SubjectDifference, 'administrator'>): boolean {
  if (administrator === undefined || administrator.after === null) return false;
  const { before, after } = administrator;
  return before === null || VERDICTS.indexOf(after) < VERDICTS.indexOf(before);
}
