import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerOffsets, jsonPlaces } from '../../src/infrastructure/json-places.js';

/** JSON texts of a value in every layout: with and without space, with escapes where none are needed. */
const written = fc
  .tuple(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\n', '\t', '\r\n  '), fc.boolean())
  .map(([json, space, isEscaped]) => {
    const text = JSON.stringify(JSON.parse(json), null, space.includes('\n') ? 2 : space);
    const spaced = space === '\r\n  ' ? text.replaceAll('\n', '\r\n') : text;
    return isEscaped
      ? spaced.replace(/(?<!\\)[a-z](?=[^"\\]*")/g, (letter) => escapedInStrings(letter))
      : spaced;
  })
  .filter(isJson);

function escapedInStrings(letter: string): string {
  return `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Every object and list within a value. */
function containersIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containersIn)];
}

function offsetOf(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/** The longest JSON value that begins at an offset, as JSON.parse reads it. */
function valueAt(text: string, offset: number): unknown {
  for (let end = text.length; end > offset; end--) {
    const part = text.slice(offset, end);
    if (isJson(part)) return JSON.parse(part);
  }
  throw new Error(`no value begins at ${offset}`);
}

describe('places in JSON', () => {
  test('what begins at the place of an object or a list is that object or list', () => {
    fc.assert(
      fc.property(written, (text) => {
        const value: unknown = JSON.parse(text);
        const offsets = containerOffsets(text, value);
        const containers = containersIn(value);
        expect([...offsets.keys()]).toEqual(containers);
        for (const container of containers) {
          const offset = offsets.get(container) ?? -1;
          expect(text[offset]).toBe(Array.isArray(container) ? '[' : '{');
          expect(valueAt(text, offset)).toEqual(container);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a key stands where it is written, and an entry of a list where it begins', () => {
    fc.assert(
      fc.property(written, (text) => {
        const value: unknown = JSON.parse(text);
        const places = jsonPlaces(text, value);
        for (const container of containersIn(value)) {
          const isList = Array.isArray(container);
          Object.entries(container).forEach(([key, member], index) => {
            const place = places.key(container, isList ? index : key);
            expect(place).not.toBeNull();
            const found = valueAt(text, offsetOf(text, place ?? { line: 0, column: 0 }));
            expect(found).toEqual(isList ? member : key);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a character of a text stands where it is written, whatever is escaped', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }).chain((inner) =>
          fc.record({
            inner: fc.constant(inner),
            index: fc.nat({ max: inner.length - 1 }),
          }),
        ),
        ({ inner, index }) => {
          const text = `{\n  "policy": ${JSON.stringify(inner)}\n}`;
          const value = JSON.parse(text) as { readonly policy: string };
          const place = jsonPlaces(text, value).character(value, 'policy', index);
          const offset = offsetOf(text, place ?? { line: 0, column: 0 });
          expect(JSON.parse(`"${text.slice(offset, text.lastIndexOf('"'))}"`)).toBe(inner.slice(index));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['the second of two keys counts', '{"a":{"b":1},\n"a":{"c":[]}}', { line: 2, column: 5 }],
    ['the second is no object', '{"a":{"b":{}},\n"a":1}', null],
  ])('a key that stands twice: %s', (_title, text, expected) => {
    const value = JSON.parse(text) as Record<string, unknown>;
    const member = value['a'];
    const places = jsonPlaces(text, value);
    expect(typeof member === 'object' && member !== null ? places.of(member) : null).toEqual(expected);
    expect(places.key(value, 'a')).toEqual({ line: 2, column: 1 });
  });

  test('keys such as __proto__ and numbers', () => {
    const text = '{"b": {}, "2": {}, "__proto__": {"x": {}}, "1": {}}';
    const value = JSON.parse(text) as Record<string, object>;
    const places = jsonPlaces(text, value);
    expect(['b', '2', '__proto__', '1'].map((key) => places.of(value[key] ?? {})?.column)).toEqual([
      7, 16, 33, 49,
    ]);
  });
});
