import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editJson } from '../../src/cli/edit-json.js';

/** Texts as people write them, with a changed value and the text that is to come of it. */
const CASES: readonly (readonly [name: string, text: string, after: unknown, expected: string])[] = [
  [
    'a value among others on one line',
    '{"Sid": "A", "Action": ["a:b","a:c"],  "Resource" : "*" }\n',
    { Sid: 'A', Action: ['a:b', 'a:c'], Resource: 'arn' },
    '{"Sid": "A", "Action": ["a:b","a:c"],  "Resource" : "arn" }\n',
  ],
  [
    'tabs, and an entry more',
    '{\n\t"Statement": [\n\t\t{\n\t\t\t"Sid": "A"\n\t\t}\n\t]\n}',
    { Statement: [{ Sid: 'A' }, { Sid: 'B', Action: ['x', 'y'] }] },
    '{\n\t"Statement": [\n\t\t{\n\t\t\t"Sid": "A"\n\t\t},\n\t\t{\n\t\t\t"Sid": "B",\n\t\t\t"Action": [\n\t\t\t\t"x",\n\t\t\t\t"y"\n\t\t\t]\n\t\t}\n\t]\n}',
  ],
  [
    'the ends of lines of Windows',
    '{\r\n  "a": 1,\r\n  "b": "*"\r\n}\r\n',
    { a: 1, b: ['x', 'y'] },
    '{\r\n  "a": 1,\r\n  "b": [\r\n    "x",\r\n    "y"\r\n  ]\r\n}\r\n',
  ],
  [
    'spaces before commas',
    '{"a" : 1 ,\n "b": [ 1 , 2 , 3 ] ,\n "c": 4 }',
    { a: 2, b: [1, 2], c: 4 },
    '{"a" : 2 ,\n "b": [ 1 , 2 ] ,\n "c": 4 }',
  ],
  ['no space at all', '{"a":"*","b":[1,2]}', { a: ['x'], b: [2], c: 3 }, '{"a":["x"],"b":[2],"c":3}'],
  [
    'lists that stand on one line',
    '{\n  "a": ["x", "y"],\n  "b": "*"\n}\n',
    { a: ['y'], b: ['p', 'q'] },
    '{\n  "a": ["y"],\n  "b": ["p", "q"]\n}\n',
  ],
  ['an entry less, first, in the middle and last', '[\n  1,\n  2,\n  3, 4,\n  5\n]', [2, 4], '[\n  2, 4\n]'],
  ['a key less and a key more', '{\n "a": 1,\n "b": 2\n}', { b: 2, c: [] }, '{\n "b": 2,\n "c": []\n}'],
  ['an empty list that is filled', '{\n  "a": []\n}', { a: [1] }, '{\n  "a": [\n    1\n  ]\n}'],
  [
    'one statement that becomes two',
    '{\n  "S": {"a": 1}\n}',
    { S: [{ a: 1 }, { a: 2 }] },
    '{\n  "S": [\n    {\n      "a": 1\n    },\n    {\n      "a": 2\n    }\n  ]\n}',
  ],
  [
    'a text with marks of JSON in it',
    '{"a": "},]\\"\\\\", "b": 1}',
    { a: '},]"\\', b: 2 },
    '{"a": "},]\\"\\\\", "b": 2}',
  ],
];

describe('the layout is kept', () => {
  it.each(CASES)('%s', (_name, text, after, expected) => {
    expect(JSON.parse(expected)).toEqual(after);
    expect(editJson(text, JSON.parse(text), after)).toBe(expected);
  });
});

const value = fc.jsonValue({ maxDepth: 4 });
const layout = fc.constantFrom(undefined, 1, 2, 4, '\t');

describe('any JSON', () => {
  it('holds the new value afterwards', () => {
    fc.assert(
      fc.property(value, value, layout, (before, after, indentation) => {
        const text = JSON.stringify(before, null, indentation);
        const edited = editJson(text, JSON.parse(text), after);
        expect(JSON.stringify(JSON.parse(edited))).toBe(JSON.stringify(after));
      }),
      { numRuns: 1000 },
    );
  });

  it('stays as it is written where nothing changes', () => {
    const space = fc.constantFrom('', ' ', '\n', '\r\n\t');
    fc.assert(
      fc.property(value, layout, space, (before, indentation, around) => {
        const text = around + JSON.stringify(before, null, indentation) + around;
        expect(editJson(text, JSON.parse(text), JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('is laid out as JSON.stringify does where it was', () => {
    const list = fc.array(fc.record({ Sid: fc.string(), Action: fc.array(fc.string(), { minLength: 1 }) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(list, list, fc.constantFrom(2, 4, '\t'), (before, after, indentation) => {
        const text = JSON.stringify({ Statement: before }, null, indentation);
        const expected = JSON.stringify({ Statement: after }, null, indentation);
        expect(editJson(text, { Statement: before }, { Statement: after })).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
