import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXCLUSIONS_TEMPLATE } from '../../src/assessment/exclusions-template.js';
import { runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const create = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['create-exclusions-file', ...parameters]);
const read = (name: string) => readFileSync(join(workspace.path, name), 'utf8');

describe('create-exclusions-file', () => {
  test('writes the template to exclusions.yml and says what to do with it', () => {
    expect(create()).toEqual({
      exitCode: 0,
      signal: null,
      stdout: '',
      stderr:
        'Wrote exclusions.yml. Edit it, then run: cloudsplaining scan --exclusions-file exclusions.yml --input-file ACCOUNT.json\n',
    });
    expect(readdirSync(workspace.path)).toEqual(['exclusions.yml']);
    expect(read('exclusions.yml')).toBe(EXCLUSIONS_TEMPLATE);
  });

  test('writes to another file', () => {
    expect(create('-o', 'rules/mine.yml').exitCode).toBe(0);
    expect(read('rules/mine.yml')).toBe(EXCLUSIONS_TEMPLATE);
  });

  test('does not overwrite a file', () => {
    workspace.write({ 'exclusions.yml': 'roles: [mine]\n' });
    expect(create()).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: exclusions.yml: this file is there already; use --force to overwrite it, or --output-file for another name.\n',
    });
    expect(read('exclusions.yml')).toBe('roles: [mine]\n');
  });

  test('refuses a directory, and a place where no file can be, and names its own option', () => {
    workspace.write({ 'folder/a': '', file: '' });
    for (const parameters of [
      ['-o', 'folder'],
      ['-o', 'folder', '--force'],
    ]) {
      expect(create(...parameters)).toEqual({
        exitCode: 2,
        signal: null,
        stdout: '',
        stderr: 'cloudsplaining: folder: this is a directory; name a file in it with --output-file.\n',
      });
    }
    expect(create('-o', 'file/a.yml').stderr).toBe(
      'cloudsplaining: file: this is a file, not a directory; choose another folder with --output-file.\n',
    );
  });

  test('overwrites it with --force', () => {
    workspace.write({ 'exclusions.yml': 'roles: [mine]\n' });
    expect(create('--force').exitCode).toBe(0);
    expect(read('exclusions.yml')).toBe(EXCLUSIONS_TEMPLATE);
  });
});
