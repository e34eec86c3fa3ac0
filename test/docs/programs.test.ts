import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentedPrograms } from './documented-programs.js';

const ROOT = path.join(import.meta.dirname, '../..');
/** Inside the package, so that its own name leads to what was built. */
const FOLDER = path.join(ROOT, 'test-output/documented-programs');
const PAGES = ['README.md', 'docs/library.md'];

const programs = PAGES.flatMap((page) => {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return documentedPrograms(text).map((program) => [`${page}, ${program.name}`, program] as const);
});

function fileOf(index: number): string {
  return path.join(FOLDER, `program-${index}.ts`);
}

function run(parameters: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, parameters, { cwd: ROOT, encoding: 'utf8' });
}

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  programs.forEach(([, { text }], index) => writeFileSync(fileOf(index), text));
  writeFileSync(
    path.join(FOLDER, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.base.json',
      compilerOptions: { types: ['node'] },
      include: ['*.ts'],
    }),
  );
});

describe('the programs of the documentation', () => {
  it('are all followed by what they print', () => {
    const blocks = PAGES.map(
      (page) => [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```ts$/gm)].length,
    );
    expect(blocks).toEqual([1, 9]);
    expect(programs).toHaveLength(10);
  });

  it('are correct TypeScript against the types of the package', () => {
    const { stdout } = run(['node_modules/typescript/bin/tsc', '--project', FOLDER]);
    expect(stdout).toBe('');
  });

  it.each(programs.map(([name, program], index) => [name, program, index] as const))(
    '%s',
    (_, program, index) => {
      const { stdout, stderr } = run(['--import', 'tsx', fileOf(index)]);
      expect(stderr).toBe('');
      expect(stdout).toBe(program.prints);
    },
  );
});
