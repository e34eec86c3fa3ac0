import { countOf, formatCount } from '../../output/html-wording.js';

/** How many of some findings count and how many do not, as lists and totals count them. */
export function countsInWords(all: number, counted: number): string {
  const rest = all - counted;
  return `${countOf(counted, 'finding')}${rest === 0 ? '' : `, and ${formatCount(rest)} not counted`}`;
}
