import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine, type CommandLineRun } from '../robustness/command-line.js';
import { readFindings } from '../robustness/written-files.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const ACCOUNT = { 'a.json': JSON.stringify(accountWith(allowing('s3:GetObject'))) };

const scan = (...parameters: readonly string[]): CommandLineRun =>
  runCommandLine(workspace.path, ['scan', '-s', '-i', 'a.json', ...parameters]);
const customPages = (): unknown => readFindings(workspace.path, 'a')['customPages'];

describe('pages of your own', () => {
  test('are absent unless there is a file', () => {
    workspace.write(ACCOUNT);
    expect(scan()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(customPages()).toBeUndefined();
  });

  test('are read from Markdown and HTML by the ending of the file', () => {
    workspace.write({
      ...ACCOUNT,
      'guidance.md': '# Ask *Anna*<script>alert(1)</script>',
      'more/appendices.HTM': '<p># Not a heading</p>',
    });
    const run = scan('--custom-guidance', 'guidance.md', '--custom-appendices', 'more/appendices.HTM');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(customPages()).toEqual({
      guidance: '<h2>Ask <em>Anna</em></h2>',
      appendices: '<p># Not a heading</p>',
    });
  });

  test('are hidden by an empty file', () => {
    workspace.write({ ...ACCOUNT, 'empty.md': ' \n' });
    expect(scan('--custom-guidance', 'empty.md').exitCode).toBe(0);
    expect(customPages()).toEqual({ guidance: '' });
  });

  test('are found in the working directory as by 0.9.1, which is said', () => {
    workspace.write({
      ...ACCOUNT,
      'custom-guidance.html': '<p>Found</p>',
      'custom-appendices.html': '<p>Found too</p>',
      'named.html': '<p>Named</p>',
    });
    expect(scan('--custom-guidance', 'named.html')).toMatchObject({
      exitCode: 0,
      stderr:
        "Using custom-appendices.html of this directory for the report's appendices; --custom-appendices names another file.\n",
    });
    expect(customPages()).toEqual({ guidance: '<p>Named</p>', appendices: '<p>Found too</p>' });
  });

  test.each([
    ['nowhere.md', {}, 'nowhere.md: there is no such file; check the path.\n'],
    ['.', {}, '.: this is a directory; name a file in it.\n'],
    [
      'script.html',
      { 'script.html': '<script>alert(1)</script>' },
      'script.html: nothing of this page may stand in a report; write text, or leave the file empty to hide the page.\n',
    ],
    [
      'large.md',
      { 'large.md': 'a'.repeat(5_000_001) },
      'large.md: this page has more than 5 MB, and every report carries it; shorten it.\n',
    ],
  ])('are refused with a sentence: %s', (name, files, sentence) => {
    workspace.write({ ...ACCOUNT, ...files });
    const { exitCode, stdout, stderr } = scan('--custom-guidance', name, '-o', 'out');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}`,
    });
    expect(() => readFindings(join(workspace.path, 'out'), 'a')).toThrow('ENOENT');
  });
});
