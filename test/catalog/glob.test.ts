import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMatches } from '../../src/catalog/glob.js';

/** The plainest possible reading of a glob: try every way. */
function reference(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*'))
    return reference(rest, text) || (text !== '' && reference(pattern, text.slice(1)));
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && reference(rest, text.slice(1));
}

describe('globMatches', () => {
  it('agrees with a brute-force matcher', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (p, t) => globMatches(p, t) === reference(p, t)),
      { numRuns: 2000 },
    );
  });

  it('does not blow up on many stars', () => {
    expect(globMatches('*a'.repeat(200) + 'b', 'a'.repeat(2000))).toBe(false);
  });
});
