import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlinePolicyId } from '../../src/account/document-hash.js';
import { pythonJson, pythonJsonOf } from '../../src/account/python-json.js';

interface Recorded {
  /** The text that both languages read. */
  readonly json: string;
  /** What `json.dumps(json.loads(text))` of Python 3.11 gave. */
  readonly printed: string;
  /** SHA-256 of that, in hexadecimal. */
  readonly sha256: string;
}

// The file is the project's own and has this shape.
const recorded = JSON.parse(
  readFileSync(new URL('python-json.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

describe('JSON as Python prints it', () => {
  it.each(recorded.map((row) => [row.json, row] as const))('%s', (_, { json, printed, sha256 }) => {
    expect(pythonJson(JSON.parse(json))).toBe(printed);
    expect(inlinePolicyId(JSON.parse(json), JSON.stringify(JSON.parse(json)))).toBe(sha256);
  });

  it('is the same made from compact JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // The generator makes negative zeros, which JSON writes as zeros.
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(pythonJsonOf(json, JSON.stringify(json))).toBe(pythonJson(json));
      }),
    );
  });

  it('leaves commas and colons inside texts alone', () => {
    const json = { 'a:b': ['x,y', { 'c,d': ':' }, [], {}, true, null] };
    expect(pythonJsonOf(json, JSON.stringify(json))).toBe(
      '{"a:b": ["x,y", {"c,d": ":"}, [], {}, true, null]}',
    );
  });
});
