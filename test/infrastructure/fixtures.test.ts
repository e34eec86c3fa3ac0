import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scanFixture } from './scan-fixture.js';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));

const names = readdirSync(FIXTURES).sort();

describe('what files declare is found with exact findings, addresses and lines', () => {
  test('there are fixtures of every kind', () => {
    expect(names.length).toBeGreaterThanOrEqual(25);
  });

  test.each(names)('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
    expect(await scanFixture(folder)).toEqual(expected);
  });
});
