import type { AssessedAdministrator } from '../../assessment/assessment.js';
import { countOf, formatCount } from '../../output/html-wording.js';

/** How many are administrators, and where not all are so for certain, how many of them. */
export function administratorsInWords(administrators: readonly AssessedAdministrator[]): string {
  const all = administrators.length;
  const sure = administrators.filter(({ verdict }) => verdict === 'confirmed').length;
  const words = `${countOf(all, 'principal')} ${all === 1 ? 'is administrator' : 'are administrators'}`;
  if (sure === all) return words;
  return sure === 0
    ? `${words}, under conditions or with something the input does not show`
    : `${words}, ${formatCount(sure)} of them for certain`;
}
