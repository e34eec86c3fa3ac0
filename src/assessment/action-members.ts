import type { Assessment } from './assessment.js';
import { indexRuns } from './index-runs.js';

/** The names of the actions in one of an assessment's action sets. */
export function actionMembers(
  { actions, actionSets }: Pick<Assessment, 'actions' | 'actionSets'>,
  set: number,
): readonly string[] {
  return indexRuns(actionSets[set] ?? '').flatMap(({ first, last }) => actions.slice(first, last + 1));
}
