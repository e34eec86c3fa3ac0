import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFault } from '../../src/cli/json-syntax.js';
import { placeOf } from '../../src/cli/text-place.js';

describe('the first fault of a text that is not JSON', () => {
  test.each([
    ['', 0, true],
    ['   ', 3, true],
    ['{', 1, true],
    ['{"a"', 4, true],
    ['{"a":', 5, true],
    ['{"a":"b', 7, true],
    ['["a\\', 4, true],
    ['["\\u12', 6, true],
    ['[tru', 4, true],
    ['[-', 2, true],
    ['[1.', 3, true],
    ['[1e+', 4, true],
    ['[1,', 3, true],
    ['[1,]', 3, false],
    ['{"a":1,}', 7, false],
    ["{'a':1}", 1, false],
    ['{a:1}', 1, false],
    ['{"a" 1}', 5, false],
    ['{"a":1 "b":2}', 7, false],
    ['[1}', 2, false],
    ['[01]', 2, false],
    ['[1.x]', 2, false],
    ['[nulL]', 4, false],
    ['[NaN]', 1, false],
    ['["a\nb"]', 3, false],
    ['["\\x"]', 2, false],
    ['{} {}', 3, false],
    [']', 0, false],
    ['// remark', 0, false],
  ])('%j', (text, offset, endsEarly) => {
    expect(findJsonFault(text)).toMatchObject({ offset, endsEarly });
  });

  test('says how deep it stands', () => {
    expect(findJsonFault('[[{"a":[')).toEqual({ offset: 8, endsEarly: true, depth: 4 });
  });

  test('is found however deep the nesting is', () => {
    expect(findJsonFault('['.repeat(200_000))).toEqual({ offset: 200_000, endsEarly: true, depth: 200_000 });
  });
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('agreement with JSON.parse', () => {
  test('on JSON of any kind there is no fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        expect(findJsonFault(JSON.stringify(value, null, space))).toBe(null);
      }),
    );
  });

  test('on JSON with one character replaced, left out or put in', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom(0, 1),
      fc.constantFrom('', ',', '"', '}', ']', '1', 'x', '\\', '\n', '-', ' '),
    );
    fc.assert(
      fc.property(fc.jsonValue(), edit, (value, [at, removed, inserted]) => {
        const json = JSON.stringify(value);
        const position = at % (json.length + 1);
        const text = json.slice(0, position) + inserted + json.slice(position + removed);
        expect(findJsonFault(text) === null).toBe(isJson(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('what stands before a fault could be the beginning of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, length) => {
        const json = JSON.stringify([value]);
        const start = json.slice(0, length % json.length);
        expect(findJsonFault(start)).toMatchObject({ offset: start.length, endsEarly: true });
      }),
    );
  });
});

describe('line and column', () => {
  test.each([
    ['abc', 0, 1, 1],
    ['abc', 3, 1, 4],
    ['a\nbc', 1, 1, 2],
    ['a\nbc', 2, 2, 1],
    ['a\n\nbc', 4, 3, 2],
    ['a\r\nb', 3, 2, 1],
    ['', 0, 1, 1],
  ])('%j at %i', (text, offset, line, column) => {
    expect(placeOf(text, offset)).toEqual({ line, column });
  });
});
