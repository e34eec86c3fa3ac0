/** The head of a group of rows in a table. */
export interface RowGroup {
  readonly groupKey: string;
  readonly title: string;
  readonly count: number;
  readonly isFolded: boolean;
}

/** Whether a line of a table is the head of a group. */
export function isRowGroup(line: object): line is RowGroup {
  return 'groupKey' in line;
}
