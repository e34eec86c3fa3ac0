/** A run of consecutive indexes, both ends included. */
export interface ActionRun {
  readonly first: number;
  readonly last: number;
}

/** Runs of an action set as the Assessment writes it: `0-5,9`. What is not a run of whole numbers is left out. */
export function actionRuns(actionSet: string): readonly ActionRun[] {
  const runs: ActionRun[] = [];
  for (const part of actionSet.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (match === null) continue;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (last >= first) runs.push({ first, last });
  }
  return runs;
}

/** Indexes into `actions` that are in an action set, ascending. */
export function actionIndexes(actionSet: string): readonly number[] {
  return actionRuns(actionSet).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
  );
}

/** How many actions a set holds. */
export function actionSetSize(actionSet: string): number {
  return actionRuns(actionSet).reduce((size, { first, last }) => size + last - first + 1, 0);
}
