import type { AssessedChokePoints } from '../assessment/assessment.js';
import { countOf, formatCount } from './html-wording.js';

/** How many statements would have to change, as far as it was worked out: a clause without a full stop. */
export function chokePointWords({ statements, atLeast, isComplete }: AssessedChokePoints): string {
  const count = countOf(statements.length, 'statement');
  const isExact = atLeast === statements.length;
  const goal = isComplete
    ? 'so that nobody else can'
    : 'to close the ways that were looked at, not all of them';
  return (
    `${isExact ? '' : 'at most '}${count} would have to change ${goal}` +
    (isExact ? '' : `, and no fewer than ${formatCount(atLeast)}`)
  );
}
