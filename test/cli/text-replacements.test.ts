import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textReplacements } from '../../src/cli/text-replacements.js';
import { fixedText } from '../output/formats/written-shapes.js';

/** The text after the replacements, as a viewer of SARIF makes it. */
function replaced(before: string, after: string): string {
  const replacements = textReplacements(before, after).map(({ start, end, text }) => ({
    deletedRegion: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
    insertedContent: { text },
  }));
  return fixedText(before, {
    description: { text: '' },
    artifactChanges: [{ artifactLocation: { uri: '' }, replacements }],
  });
}

describe('the replacements of a text', () => {
  it('are whole lines', () => {
    expect(textReplacements('a\nb\nc\n', 'a\nB\nc\n')).toEqual([
      { start: { line: 2, column: 1 }, end: { line: 3, column: 1 }, text: 'B\n' },
    ]);
    expect(textReplacements('a\nb', 'a\nb\nc')).toEqual([
      { start: { line: 2, column: 1 }, end: { line: 2, column: 2 }, text: 'b\nc' },
    ]);
    expect(textReplacements('a\n', 'a\n')).toEqual([]);
  });

  it('lead from any text to any other', () => {
    const lines = fc.array(fc.constantFrom('a\n', 'b\r\n', '\n', 'c', '\u{1f600}\n', ' a\n'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(replaced(before.join(''), after.join(''))).toBe(after.join(''));
      }),
    );
  });

  it('are one where the texts have too little in common', () => {
    const before = Array.from({ length: 3000 }, (_, index) => `a${index}\n`).join('');
    const after = Array.from({ length: 3000 }, (_, index) => `b${index}\n`).join('');
    expect(textReplacements(before, after)).toEqual([
      { start: { line: 1, column: 1 }, end: { line: 3001, column: 1 }, text: after },
    ]);
  });
});
