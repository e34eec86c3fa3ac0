import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
/** Another Node to run the installed program with; `npm run test:nodes` names them. */
const NODE = process.env['TESTED_NODE'] ?? process.execPath;
const folder = mkdtempSync(path.join(tmpdir(), 'cloudsplaining-package-'));
const installed = path.join(folder, 'prefix/lib/node_modules/cloudsplaining');

function npm(...parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', [...parameters], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${parameters.join(' ')}: ${stderr}`);
  return stdout;
}

function run(...parameters: readonly string[]) {
  return spawnSync(NODE, [path.join(installed, 'dist/cli/main.js'), ...parameters], {
    cwd: folder,
    encoding: 'utf8',
  });
}

beforeAll(() => {
  npm('pack', '--ignore-scripts', '--pack-destination', folder);
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  npm(
    'install',
    '--global',
    '--offline',
    '--no-audit',
    '--prefix',
    path.join(folder, 'prefix'),
    path.join(folder, archive),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package, packed and installed globally without a network', () => {
  test('puts the command on the path', () => {
    expect(existsSync(path.join(folder, 'prefix/bin/cloudsplaining'))).toBe(true);
    const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      readonly name: string;
      readonly version: string;
    };
    expect(run('--version').stdout.startsWith(`${version} (catalogue of `)).toBe(true);
    expect(name).toBe('cloudsplaining');
  });

  test('brings nothing else along', () => {
    expect(readdirSync(path.join(folder, 'prefix/lib/node_modules'))).toEqual(['cloudsplaining']);
    expect(existsSync(path.join(installed, 'node_modules'))).toBe(false);
  });

  test('scans the example that it brings, and answers to a policy', () => {
    const scan = run('scan', '-i', path.join(installed, 'examples/account.json'), '-o', 'out', '-s');
    expect([scan.status, scan.stderr]).toEqual([0, '']);
    expect(readdirSync(path.join(folder, 'out')).sort()).toEqual([
      'iam-findings-account.json',
      'iam-report-account.html',
      'iam-results-account.json',
    ]);
    const policy = run(
      'scan-policy-file',
      '-i',
      path.join(installed, 'examples/policies/passrole-lambda.yml'),
    );
    expect([policy.status, policy.stdout.startsWith('Issue found: Privilege Escalation\n')]).toEqual([
      0,
      true,
    ]);
  });

  test('is a library too', () => {
    const program =
      "import { assess, loadCatalog, parseAuthorizationDetails, InputError } from 'cloudsplaining'; console.log(typeof assess, typeof parseAuthorizationDetails, typeof InputError, loadCatalog().services.length > 400);";
    const { stdout, stderr } = spawnSync(NODE, ['--input-type=module', '--eval', program], {
      cwd: installed,
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual(['function function function true\n', '']);
  });

  test('has an error that nobody catches printed with its sentence and little else', () => {
    const program =
      "import { parseAuthorizationDetails } from 'cloudsplaining'; parseAuthorizationDetails({ Statement: [] });";
    const { stderr } = spawnSync(NODE, ['--input-type=module', '--eval', program], {
      cwd: installed,
      encoding: 'utf8',
    });
    expect(stderr).toContain('\nInputError: this is a policy document, not authorization details; ');
    expect(stderr).toContain('    at parseAuthorizationDetails (');
    expect(stderr.length).toBeLessThan(4000);
  });

  test('has types for compilers before TypeScript 5.7 too, to which typed arrays are no generic types', () => {
    const types = path.join(installed, 'dist/types');
    const declarations = readdirSync(types, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.d.ts'),
    );
    expect(declarations).toContain('index.d.ts');
    expect(
      declarations.filter((file) =>
        /Array<ArrayBuffer(Like)?>/.test(readFileSync(path.join(types, file), 'utf8')),
      ),
    ).toEqual([]);
  });

  test('holds what packagers and programs look for', () => {
    for (const file of [
      'dist/man/cloudsplaining.1',
      'dist/completions/bash/cloudsplaining',
      'dist/completions/zsh/_cloudsplaining',
      'dist/completions/fish/cloudsplaining.fish',
      'dist/THIRD-PARTY-NOTICES.txt',
      'llms.txt',
      'LICENSE',
    ])
      expect([file, existsSync(path.join(installed, file))]).toEqual([file, true]);
  });
});
