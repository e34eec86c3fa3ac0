import type { Assessment } from './assessment.js';

/** The numbers in a text such as `0-5,9`. */
export function runMembers(runs: string): readonly number[] {
  const members: number[] = [];
  for (const run of runs === '' ? [] : runs.split(',')) {
    const [first = NaN, last = first] = run.split('-').map(Number);
    for (let member = first; member <= last; member++) members.push(member);
  }
  return members;
}

/** The names of the actions in one of an assessment's action sets. */
export function actionMembers(
  { actions, actionSets }: Pick<Assessment, 'actions' | 'actionSets'>,
  set: number,
): readonly string[] {
  const runs = actionSets[set] ?? '';
  return (runs === '' ? [] : runs.split(',')).flatMap((run) => {
    const [first = NaN, last = first] = run.split('-').map(Number);
    return actions.slice(first, last + 1);
  });
}
