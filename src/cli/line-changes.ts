import { diffLines } from 'diff';

/** Texts that have more lines in which they differ take minutes to compare, and little of them is the same. */
const MOST_DIFFERENT_LINES = 5000;

/** Lines of one text that others take the place of; `start` is the end where lines are only added. */
export interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The lines to replace so that one text becomes another, in their order; null where the texts differ in too many. */
export function lineChanges(from: string, to: string): readonly LineChange[] | null {
  const parts = diffLines(from, to, { maxEditLength: MOST_DIFFERENT_LINES });
  if (parts === undefined) return null;
  const changes: LineChange[] = [];
  let open: LineChange | null = null;
  let line = 0;
  for (const { added, removed, count, value } of parts) {
    if (!added && !removed) {
      if (open !== null) changes.push(open);
      open = null;
      line += count;
    } else if (added) {
      const before: LineChange = open ?? { start: line, end: line, text: '' };
      open = { ...before, text: before.text + value };
    } else {
      open ??= { start: line, end: line, text: '' };
      line += count;
      open = { ...open, end: line };
    }
  }
  return open === null ? changes : [...changes, open];
}
