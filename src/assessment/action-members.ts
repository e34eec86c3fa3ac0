import type { Assessment } from './assessment.js';
import { indexRuns } from './index-runs.js';

/** The names of the actions in one of an assessment's action sets. */
export function actionMembers(
  { actions, actionSets }: Pick<Assessment, 'actions' | 'actionSets'>,
  set: number,
): readonly string[] {
  const members: string[] = [];
  for (const { first, last } of indexRuns(actionSets[set] ?? '')) {
    for (let index = first; index <= last; index++) members.push(actions[index] ?? '');
  }
  return members;
}
