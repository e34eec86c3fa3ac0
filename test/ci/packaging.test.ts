import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { homebrewFormula } from '../../scripts/homebrew-formula.js';
import { runCommandLine } from '../robustness/command-line.js';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('the hook for pre-commit', () => {
  // The file is ours.
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as readonly {
    readonly entry: string;
    readonly exclude: string;
  }[];

  test('is a command that takes the files as they are handed over', () => {
    const [program, ...parameters] = hook?.entry.split(' ') ?? [];
    expect(program).toBe('cloudsplaining');
    const examples = path.join(ROOT, 'examples/policies');
    const run = (...files: readonly string[]) =>
      runCommandLine(ROOT, [...parameters, ...files.map((file) => path.join(examples, file))]).exitCode;
    expect(run('passrole-lambda.yml', 'github-oidc.json')).toBe(1);
    expect(run('passrole-lambda-scoped.yml')).toBe(0);
    expect(run('../../.oxlintrc.json', '../../package.json')).toBe(0);
  });

  test('leaves files out that hold no policy', () => {
    const excluded = new RegExp(hook?.exclude ?? '');
    expect(
      [
        'package.json',
        'a/package-lock.json',
        'tsconfig.base.json',
        'cloudsplaining.yml',
        'policy.json',
        'a/role.yml',
      ].filter((file) => excluded.test(file)),
    ).toEqual(['package.json', 'a/package-lock.json', 'tsconfig.base.json', 'cloudsplaining.yml']);
  });
});

describe('the container', () => {
  const lines = read('Dockerfile').split('\n');

  test('runs as somebody without rights, and as our command', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(last.filter((line) => line.startsWith('ENTRYPOINT '))).toEqual([
      'ENTRYPOINT ["node", "/opt/cloudsplaining/dist/cli/main.js"]',
    ]);
  });

  test('names no image without a version', () => {
    const images = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    expect(images).toEqual(['node:22-slim', 'node:22-slim']);
  });
});

describe('the Homebrew formula', () => {
  const template = read('packaging/homebrew/cloudsplaining.rb.template');
  const values = {
    homepage: 'https://example.org/a',
    url: 'https://example.org/a.tgz',
    archive: Buffer.from('archive'),
  };

  test('holds the address and the digest of the archive', () => {
    const formula = homebrewFormula(template, values);
    expect(formula).toContain('  url "https://example.org/a.tgz"\n');
    expect(formula).toContain(`  sha256 "${createHash('sha256').update('archive').digest('hex')}"\n`);
    expect(formula).not.toContain('{{');
  });

  test('cannot be given what Ruby would run', () => {
    expect(() =>
      homebrewFormula(template, { ...values, url: 'https://example.org/#{system("id")}' }),
    ).toThrow('the formula cannot hold the value of url');
  });
});

describe('the page on pipelines', () => {
  test('lists the inputs of the action with their defaults', () => {
    const rows = [
      ...read('docs/pipelines.md').matchAll(/^\| `([a-z-]+)` +\|.*\| *(?:`([^`]*)`|([^|]*?)) *\|$/gm),
    ].map(([, name, value, words]) => [name, value ?? words]);
    // The file is ours.
    const { inputs } = parse(read('action.yml')) as {
      readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    };
    const expected = Object.entries(inputs).map(([name, { default: value }]) => [
      name,
      value === '${{ github.token }}' ? "the workflow's" : value,
    ]);
    expect(rows).toEqual(expected);
  });
});

describe('the workflows of this repository', () => {
  const scripts = (JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> })
    .scripts;

  test.each(readdirSync(path.join(ROOT, '.github/workflows')))(
    '%s names nothing that is not there',
    (file) => {
      const text = read(`.github/workflows/${file}`);
      // The file is ours.
      const { jobs } = parse(text) as {
        readonly jobs: Readonly<Record<string, { readonly steps: readonly unknown[] }>>;
      };
      expect(Object.values(jobs).every(({ steps }) => steps.length > 0)).toBe(true);
      const folders = [...text.matchAll(/\b(?:test|scripts|examples|\.ci)\/[\w./-]+/g)].map(([name]) => name);
      expect(folders.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
      const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
      expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    },
  );
});
