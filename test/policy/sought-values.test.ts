import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTest, type RequestContext } from '../../src/policy/evaluate-conditions.js';
import type { ConditionTest } from '../../src/policy/policy-document.js';
import { SortedTexts } from '../../src/policy/sorted-texts.js';
import { soughtValues, truthOfOthers } from '../../src/policy/sought-values.js';

const NOTHING_KNOWN: RequestContext = { value: () => undefined };
const KEY = 'aws:PrincipalTag/team';

const units = (...of: readonly string[]) => fc.string({ unit: fc.constantFrom(...of), maxLength: 9 });
const pattern = units('a', 'b', ':', '*', '?', '𝒳', '${*}', '${aws:username}', "${aws:username, 'a'}");
const test: fc.Arbitrary<ConditionTest> = fc.record({
  operator: fc.constantFrom(
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
    'ArnEquals',
    'ArnLike',
    'ArnNotLike',
    'NumericNotEquals',
    'Bool',
  ),
  quantifier: fc.constantFrom(null, 'ForAllValues', 'ForAnyValue'),
  ifExists: fc.boolean(),
  key: fc.constant(KEY),
  values: fc.array(pattern, { maxLength: 3 }),
});
const text = units('a', 'b', ':', '*', '𝒳').filter((value) => value !== '');
// Many texts make the search begin at the ends of them.
const texts = fc.array(text, { maxLength: 200, size: 'max' });

describe('values that a test names', () => {
  it('are all those of which it says something else than of others', () => {
    const named = (one: ConditionTest, list: readonly string[], variablesKnown: boolean) => {
      const sought = soughtValues(one, NOTHING_KNOWN, variablesKnown);
      return sought === null ? list : new SortedTexts(list).among(sought).map((place) => list[place]);
    };
    fc.assert(
      fc.property(test, texts, fc.boolean(), (one, list, variablesKnown) => {
        const found = named(one, list, variablesKnown);
        for (const value of list) {
          if (found.includes(value)) continue;
          const context = { value: (key: string) => (key === KEY ? [value] : undefined) };
          expect(evaluateTest(one, context, variablesKnown), value).toBe(truthOfOthers(one));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are few where they are written out or end in something', () => {
    const list = Array.from({ length: 500 }, (_, number) => `arn:aws:iam::111122223333:role/team-${number}`);
    const found = (operator: ConditionTest['operator'], value: string) => {
      const sought = soughtValues(
        { operator, quantifier: null, ifExists: false, key: KEY, values: [value] },
        NOTHING_KNOWN,
        true,
      );
      return sought === null ? null : new SortedTexts(list).among(sought).map((place) => list[place]);
    };
    const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
    expect(found('ArnLike', role('team-1'))).toEqual([role('team-1')]);
    expect(found('ArnLike', role('*-42'))).toEqual([role('team-42')]);
    expect(found('StringLike', role('team-49?'))).toHaveLength(11);
    expect(found('StringEquals', role('team-4*'))).toEqual([]);
    expect(found('ArnLike', '*')).toBeNull();
    expect(found('StringLike', '*:role/team-1')).toBeNull();
    expect(found('StringEqualsIgnoreCase', role('team-1'))).toBeNull();
  });
});

describe('texts in order', () => {
  it('are found by how they begin and end', () => {
    const part = units('a', 'b', '𝒳');
    fc.assert(
      fc.property(texts, part, part, (list, start, end) => {
        const found = new SortedTexts(list).among([{ start, end, isWhole: false }]);
        const expected = list.flatMap((value, place) =>
          value.startsWith(start) && value.endsWith(end) ? [place] : [],
        );
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
