import { readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const create = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['create-multi-account-config-file', ...parameters]);
const read = (name: string) => readFileSync(join(workspace.path, name), 'utf8');
const TEMPLATE =
  'accounts:\n  default_account: "123456789012"\n  prod: "123456789013"\n  test: "123456789014"\n';

describe('create-multi-account-config-file', () => {
  test('writes three accounts whose ids are texts', () => {
    expect(create()).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr:
        'Wrote multi-account-config.yml. Name your accounts in it; leave the ids in quotes, or YAML takes those that begin with 0 for other numbers.\n',
    });
    expect(readdirSync(workspace.path)).toEqual(['multi-account-config.yml']);
    expect(read('multi-account-config.yml')).toBe(TEMPLATE);
    expect(parse(TEMPLATE)).toEqual({
      accounts: { default_account: '123456789012', prod: '123456789013', test: '123456789014' },
    });
  });

  test('writes to another file', () => {
    expect(create('-o', 'lists/mine.yml').exitCode).toBe(0);
    expect(read('lists/mine.yml')).toBe(TEMPLATE);
  });

  test('prints the template where - is named', () => {
    expect(create('-o', '-')).toEqual({ exitCode: 0, signal: null, stdout: TEMPLATE, stderr: '' });
    expect(readdirSync(workspace.path)).toEqual([]);
  });

  test.runIf(process.platform !== 'win32')('takes the place of no device and of no link to a pipe', () => {
    symlinkSync('/proc/self/fd/1', join(workspace.path, 'stdout'));
    symlinkSync('/dev/null', join(workspace.path, 'null'));
    for (const name of ['stdout', 'null'])
      expect(create('-o', name, '--force')).toMatchObject({
        exitCode: 2,
        stderr: `cloudsplaining: ${name}: this is a device or a pipe, not a file; name a file with --output-file.\n`,
      });
    expect(readdirSync(workspace.path)).toEqual(['null', 'stdout']);
    expect(readlinkSync(join(workspace.path, 'null'))).toBe('/dev/null');
  });

  test.runIf(process.platform !== 'win32')('says that a link leads back to itself', () => {
    symlinkSync('loop', join(workspace.path, 'loop'));
    expect(create('-o', 'loop').stderr).toBe(
      'cloudsplaining: loop: this is a symbolic link that leads back to itself; choose another name.\n',
    );
  });

  test('overwrites a file with --force only', () => {
    workspace.write({ 'mine.yml': 'accounts: {}\n' });
    expect(create('--output-file', 'mine.yml')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: mine.yml: this file is there already; use --force to overwrite it, or --output-file for another name.\n',
    });
    expect(read('mine.yml')).toBe('accounts: {}\n');
    expect(create('-o', 'mine.yml', '--force').exitCode).toBe(0);
    expect(read('mine.yml')).toBe(TEMPLATE);
  });
});
