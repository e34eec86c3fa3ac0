import { IndexSet } from '../../catalog/index-set.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import { indexRuns, indexRunsText } from '../index-runs.js';
import type { ByVerdict } from './account-crossings.js';

/** Writes a set for each verdict, each of which holds the one before; null if all are empty. */
export function byVerdict(sets: readonly IndexSet[]): ByVerdict | null {
  const texts = sets.map(indexRunsText);
  while (texts.length > 1 && texts.at(-1) === texts.at(-2)) texts.pop();
  return texts.length === 1 && texts[0] === '' ? null : texts;
}

/**
 * Reads what was written back, one list for each verdict. Sets would be wide: an account's ports are far apart.
 *
 * @param numbers - the numbers that the indexes have now
 */
export function numbersByVerdict(
  texts: ByVerdict,
  numbers: readonly number[],
): readonly (readonly number[])[] {
  const lists = texts.map((text) => indexesIn(text, numbers));
  return VERDICTS.map((_, place) => lists[Math.min(place, lists.length - 1)] ?? []);
}

/** The same as sets. */
export function setsByVerdict(texts: ByVerdict, numbers: readonly number[]): readonly IndexSet[] {
  return numbersByVerdict(texts, numbers).map((list) => IndexSet.of(list));
}

/** The numbers of the indexes of one set. */
export function indexesIn(text: string, numbers: readonly number[]): readonly number[] {
  return indexRuns(text).flatMap(({ first, last }) => numbers.slice(first, last + 1));
}
