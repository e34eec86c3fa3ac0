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
 * Reads the sets back, one for each verdict.
 *
 * @param first - the number that index 0 has now
 */
export function setsByVerdict(texts: ByVerdict, first: number): readonly IndexSet[] {
  return VERDICTS.map((_, place) => setOfRuns(texts[Math.min(place, texts.length - 1)] ?? '', first));
}

/** Reads one set back, its members counted from `first` on. */
export function setOfRuns(text: string, first: number): IndexSet {
  return IndexSet.unionOf(
    indexRuns(text).map((run) => IndexSet.range(first + run.first, first + run.last + 1)),
  );
}
