import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAY_IMPORT, mayUseNode } from './import-rules.js';

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDERS = Object.keys(MAY_IMPORT);

/** A tree of one file for each pair of folders, linted once with the project's configuration. */
let refused: ReadonlySet<string>;
const tree = mkdtempSync(path.join(tmpdir(), 'cloudsplaining-lint-'));

function probe(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

beforeAll(() => {
  copyFileSync(path.join(ROOT, '.oxlintrc.json'), path.join(tree, '.oxlintrc.json'));
  for (const from of FOLDERS) {
    for (const to of FOLDERS) {
      probe(
        `src/${from}/to-${to}.ts`,
        `import { thing } from '../${to}/thing.js';\nexport const used = thing;\n`,
      );
      probe(
        `src/${from}/deep/to-${to}.ts`,
        `import { thing } from '../../${to}/thing.js';\nexport const used = thing;\n`,
      );
    }
    probe(
      `src/${from}/to-node.ts`,
      "import { readFileSync } from 'node:fs';\nexport const used = readFileSync;\n",
    );
  }
  probe(
    'src/catalog/catalog-file.ts',
    "import { readFileSync } from 'node:fs';\nexport const used = readFileSync;\n",
  );
  probe(
    'src/policy/round.ts',
    "import { square } from './square.js';\nexport const round = (): number => square();\n",
  );
  probe(
    'src/policy/square.ts',
    "import { round } from './round.js';\nexport const square = (): number => round();\n",
  );
  probe('src/policy/untyped.ts', 'export const untyped: any = 1;\n');
  probe('src/policy/asserted.ts', 'export const asserted = (text: string | null): string => text!;\n');
  probe(
    'src/policy/long.ts',
    'export const line = 1;\n'.replace('line', 'line0') +
      Array.from({ length: 400 }, (_, n) => `export const line${n + 1} = 1;\n`).join(''),
  );
  const { stdout } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format', 'unix', 'src'],
    {
      cwd: tree,
      encoding: 'utf8',
    },
  );
  refused = new Set(
    [...stdout.matchAll(/^([^:\n]+):\d+:\d+: .*\(([\w-]+)\)\]$/gm)].map(
      ([, file = '', rule = '']) => `${file.split(path.sep).join('/')} ${rule}`,
    ),
  );
});

afterAll(() => rmSync(tree, { recursive: true }));

describe('the linter', () => {
  it.each(FOLDERS.flatMap((from) => FOLDERS.filter((to) => to !== from).map((to) => [from, to] as const)))(
    'judges %s importing %s',
    (from, to) => {
      const files = [`src/${from}/to-${to}.ts`, `src/${from}/deep/to-${to}.ts`];
      const isAllowed = MAY_IMPORT[from]?.includes(to) === true;
      expect(files.map((file) => refused.has(`${file} no-restricted-imports`))).toEqual([
        !isAllowed,
        !isAllowed,
      ]);
    },
  );

  it.each(FOLDERS)('keeps Node out of %s, if it must', (folder) => {
    expect(refused.has(`src/${folder}/to-node.ts no-restricted-imports`)).toBe(
      !mayUseNode(`${folder}/to-node.ts`),
    );
  });

  it('lets the file of the catalogue use Node', () => {
    expect(refused.has('src/catalog/catalog-file.ts no-restricted-imports')).toBe(false);
  });

  it.each([
    ['a cycle', 'src/policy/round.ts', 'no-cycle'],
    ['any', 'src/policy/untyped.ts', 'no-explicit-any'],
    ['a non-null assertion', 'src/policy/asserted.ts', 'no-non-null-assertion'],
    ['a file of over 400 lines', 'src/policy/long.ts', 'max-lines'],
  ])('refuses %s', (_, file, rule) => {
    expect(refused.has(`${file} ${rule}`)).toBe(true);
  });
});
