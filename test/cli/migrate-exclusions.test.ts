import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const migrate = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['migrate-exclusions', ...parameters]);
const read = (name: string) => readFileSync(join(workspace.path, name), 'utf8');

describe('migrate-exclusions', () => {
  test('writes a configuration file that suppresses what was excluded', () => {
    workspace.write({
      'exclusions.yml':
        'roles: ["deploy", ""]\nexclude-actions: ["s3:GetObject"]\nknown-accounts: ["111122223333"]\n',
      'account.json': JSON.stringify(accountWith(allowing('s3:GetObject', 'ssm:GetParameter'))),
    });
    expect(migrate('-e', 'exclusions.yml')).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr:
        'Wrote cloudsplaining.yml with 2 suppressions. Leave -e out from now on: the file is found by its name, here and in folders below.\n',
    });
    expect(read('cloudsplaining.yml')).toBe(
      [
        '# Written from an exclusions file. Give every suppression a reason of its own, and a day on which it expires',
        '# (expires: "YYYY-MM-DD") where it should not last.',
        'default-exclusions: false',
        'known-accounts:',
        '  - "111122223333"',
        'suppressions:',
        '  - principal: deploy',
        '    reason: excluded by exclusions.yml before',
        '  - action: s3:GetObject',
        '    reason: excluded by exclusions.yml before',
        '',
      ].join('\n'),
    );
    expect(
      runCommandLine(workspace.path, ['scan', '-i', 'account.json', '-s', '-t', '--fail-on', 'low']).exitCode,
    ).toBe(0);
  });

  test('never writes over the exclusions file', () => {
    workspace.write({ 'exclusions.yml': 'roles: [deploy]\n' });
    expect(migrate('-e', 'exclusions.yml', '--output-file', './exclusions.yml', '--force')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: 'cloudsplaining: ./exclusions.yml: this is the input; name another file for the output.\n',
    });
    expect(read('exclusions.yml')).toBe('roles: [deploy]\n');
  });

  test('takes another name and a reason, and overwrites nothing unasked', () => {
    workspace.write({ 'exclusions.yml': 'roles: [deploy]\n', 'cloudsplaining.yml': 'mine: true\n' });
    expect(migrate('-e', 'exclusions.yml')).toMatchObject({
      exitCode: 2,
      stderr:
        'cloudsplaining: cloudsplaining.yml: this file is there already; use --force to overwrite it, or --output-file for another name.\n',
    });
    expect(read('cloudsplaining.yml')).toBe('mine: true\n');
    expect(migrate('-e', 'exclusions.yml', '-o', 'b.yml', '--reason', 'spring review').exitCode).toBe(0);
    expect(read('b.yml')).toContain('    reason: spring review\n');
    expect(migrate('-e', 'exclusions.yml', '--force').exitCode).toBe(0);
    expect(migrate('-e', 'exclusions.yml', '-o', 'c.yml', '--reason', ' ').stderr).toBe(
      'cloudsplaining: --reason: the reason is empty; say why findings may stay.\n',
    );
  });

  test('leaves out, and names, actions to include that a configuration would be refused for', () => {
    workspace.write({
      'exclusions.yml': 'include-actions: ["s3:GetObject", "nope:Thing", "*"]\n',
      'policy.json': JSON.stringify(allowing('s3:GetObject')),
    });
    expect(migrate('-e', 'exclusions.yml')).toMatchObject({
      exitCode: 0,
      stderr: [
        'Wrote cloudsplaining.yml with 0 suppressions. Leave -e out from now on: the file is found by its name, here and in folders below.',
        'Left out of include-actions, for a configuration takes actions that the catalogue knows, written as service:Name: nope:Thing, *.',
        '',
      ].join('\n'),
    });
    expect(read('cloudsplaining.yml')).toContain('    add:\n      - s3:GetObject\n');
    expect(read('cloudsplaining.yml')).not.toContain('nope');
    expect(migrate('-e', 'exclusions.yml', '-o', '-').stderr).toMatch(/^Left out .*: nope:Thing, \*\.\n$/);
    const scanned = runCommandLine(workspace.path, ['scan-policy-file', '-i', 'policy.json']);
    expect(scanned.exitCode).toBe(0);
    expect(scanned.stdout).toContain('Infrastructure Modification\nActions: s3:GetObject');
  });

  test('refuses what is no exclusions file', () => {
    workspace.write({ 'a.yml': 'rolls: []\n' });
    expect(migrate('-e', 'a.yml')).toMatchObject({ exitCode: 2, stdout: '' });
    expect(migrate().stderr).toBe(
      'cloudsplaining: migrate-exclusions needs -e, --exclusions-file <path>: the exclusions file to read.\n',
    );
  });
});
