import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOLDEN_FOLDER, goldenFiles } from '../../../scripts/golden-files.js';
import { FORMAT_LIST } from '../../../src/output/format-list.generated.js';

const golden = await goldenFiles();

describe('the golden files', () => {
  it('are one for each format of the example account and of resource policies, and some of a policy', () => {
    const names = [
      ...FORMAT_LIST.map(({ ending }) => `example.${ending}`),
      'policy.sarif',
      'policy.md',
      'policy.txt',
      ...FORMAT_LIST.map(({ ending }) => `resources.${ending}`),
      'resources.txt',
    ];
    expect([...golden.keys()].sort()).toEqual(names.sort());
    expect(readdirSync(GOLDEN_FOLDER).sort()).toEqual(names);
  });

  it.each([...golden.keys()])('hold what is written today: %s', (name) => {
    const held = readFileSync(join(GOLDEN_FOLDER, name), 'utf8');
    expect(
      held === golden.get(name),
      `test/golden/${name} is stale: run npm run golden and look at what changed`,
    ).toBe(true);
  });
});
