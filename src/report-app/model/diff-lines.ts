import { visibleText } from '../../output/html-visible-text.js';

/** One line of a unified diff. */
export interface DiffLine {
  readonly change: 'added' | 'removed' | 'same' | 'place';
  /** Spaces that it begins with. */
  readonly indentation: number;
  readonly text: string;
}

const CHANGES: Readonly<Record<string, DiffLine['change']>> = { '+': 'added', '-': 'removed', '@': 'place' };

/** The lines of a unified diff without file names. Invisible characters are spelled out as JSON escapes. */
export function diffLines(diff: string): readonly DiffLine[] {
  return diff
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const change = CHANGES[line.charAt(0)] ?? 'same';
      const text = change === 'place' ? line : line.slice(1);
      const bare = text.trimStart();
      return { change, indentation: text.length - bare.length, text: visibleText(bare) };
    });
}
