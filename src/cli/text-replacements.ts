import { diffLines } from 'diff';
import type { TextReplacement } from '../output/file-change.js';
import type { TextPosition } from '../assessment/source-location.js';

/** Texts that have more lines in which they differ take minutes to compare. */
const MOST_DIFFERENT_LINES = 5000;

const TOP: TextPosition = { line: 1, column: 1 };

/** The whole lines to replace so that one text becomes another. */
export function textReplacements(before: string, after: string): readonly TextReplacement[] {
  const parts = diffLines(before, after, { maxEditLength: MOST_DIFFERENT_LINES });
  if (parts === undefined) return [{ start: TOP, end: behind(TOP, before), text: after }];
  const replacements: TextReplacement[] = [];
  let place = TOP;
  let open: TextReplacement | null = null;
  for (const { added, removed, value } of parts) {
    if (!added && !removed) {
      if (open !== null) replacements.push(open);
      open = null;
      place = behind(place, value);
      continue;
    }
    open ??= { start: place, end: place, text: '' };
    if (added) open = { ...open, text: open.text + value };
    else {
      place = behind(place, value);
      open = { ...open, end: place };
    }
  }
  return open === null ? replacements : [...replacements, open];
}

function behind({ line, column }: TextPosition, text: string): TextPosition {
  const breaks = text.split('\n').length - 1;
  return breaks === 0
    ? { line, column: column + text.length }
    : { line: line + breaks, column: text.length - text.lastIndexOf('\n') };
}
