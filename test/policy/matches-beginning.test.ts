import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillVariables, matchesBeginning, wildcardsMatch } from '../../src/policy/policy-variables.js';

const written = fc.string({ unit: fc.constantFrom('a', 'b', '𝒳', '*', '?'), maxLength: 4 });
const beginning = fc.string({ unit: fc.constantFrom('a', 'b', '𝒳'), maxLength: 4 });

/** All texts of up to four characters: enough to complete what any of the patterns asks for. */
const RESTS = ['', 'a', 'b', '𝒳'].flatMap((one) =>
  ['', 'a', 'b', '𝒳'].flatMap((two) =>
    ['', 'a', 'b', '𝒳'].flatMap((three) => ['', 'a', 'b', '𝒳'].map((four) => `${one}${two}${three}${four}`)),
  ),
);

it('texts that begin alike match a pattern as going through them one by one says', () => {
  fc.assert(
    fc.property(written, beginning, (pattern, start) => {
      const filled = fillVariables(pattern, { value: () => undefined }, true);
      if (filled.kind !== 'text') throw new Error(`${pattern} holds no variable`);
      const matches = RESTS.map((rest) => wildcardsMatch(filled.text, `${start}${rest}`));
      const answer = matchesBeginning(filled.text, start);
      if (answer === 'all') expect(matches).not.toContain(false);
      else expect(matches.includes(true)).toBe(answer === 'some');
    }),
    { numRuns: 3000 },
  );
});
