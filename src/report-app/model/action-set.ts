import { indexRuns } from '../../assessment/index-runs.js';

/** Indexes that are in a set of the Assessment's tables, ascending. */
export function actionIndexes(actionSet: string): readonly number[] {
  return indexRuns(actionSet).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
  );
}

/** How many actions a set holds. */
export function actionSetSize(actionSet: string): number {
  return indexRuns(actionSet).reduce((size, { first, last }) => size + last - first + 1, 0);
}
