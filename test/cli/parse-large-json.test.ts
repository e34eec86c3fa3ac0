import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLargeJson } from '../../src/cli/parse-large-json.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const file = () => join(workspace.path, 'large.json');

describe('JSON that is too large for one string', () => {
  test('gives the value that JSON.parse gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = JSON.stringify(value);
        workspace.write({ 'large.json': text });
        expect(await parseLargeJson(file())).toEqual(JSON.parse(text));
      }),
      { numRuns: 30 },
    );
  });

  test('may begin with a byte order mark', async () => {
    workspace.write({ 'large.json': '\ufeff{"a":[1]}' });
    expect(await parseLargeJson(file())).toEqual({ a: [1] });
  });

  test('keeps a key __proto__ as a key', async () => {
    workspace.write({ 'large.json': '{"__proto__":{"polluted":true}}' });
    expect(JSON.stringify(await parseLargeJson(file()))).toBe('{"__proto__":{"polluted":true}}');
  });

  test.each([
    ['{"a":1,\n "b":}', 'this is not JSON: "}" at line 2, column 6 does not belong there; correct the file.'],
    ['{"a":1,\n\nx', 'this is not JSON: "x" at line 3, column 1 does not belong there; correct the file.'],
    ['[1,2', 'the JSON ends too early, at line 1, column 5; the file is cut off.'],
    ['[tr', 'the JSON ends too early, at line 1, column 4; the file is cut off.'],
    ['', 'the JSON ends too early, at line 1, column 1; the file is cut off.'],
    ['{} {}', 'this is not JSON: "{" at line 1, column 4 does not belong there; correct the file.'],
    ['[1,\n', 'the JSON ends too early, at line 2, column 1; the file is cut off.'],
    [
      Buffer.from('["\xff and more"]', 'latin1'),
      'this is not text in UTF-8; save the file as UTF-8 and try again.',
    ],
  ])('%j is refused', async (content, message) => {
    workspace.write({ 'large.json': content });
    await expect(parseLargeJson(file())).rejects.toThrow(`${file()}: ${message}`);
  });
});
