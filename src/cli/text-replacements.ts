import type { TextPosition } from '../assessment/source-location.js';
import type { TextReplacement } from '../output/file-change.js';
import { lineChanges } from './line-changes.js';

/** The whole lines to replace so that one text becomes another. */
export function textReplacements(before: string, after: string): readonly TextReplacement[] {
  const lines = before.split('\n');
  const changes = lineChanges(before, after) ?? [{ start: 0, end: lines.length, text: after }];
  return changes.map(({ start, end, text }) => ({
    start: beginning(start, lines),
    end: beginning(end, lines),
    text,
  }));
}

/** Where a line begins, by its index; behind the last one, where the text ends. */
function beginning(index: number, lines: readonly string[]): TextPosition {
  return index < lines.length
    ? { line: index + 1, column: 1 }
    : { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
