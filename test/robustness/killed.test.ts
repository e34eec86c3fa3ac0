import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeAccount } from '../../scripts/bench/generate-account.js';
import { runCommandLine, type CommandLineRun } from './command-line.js';
import { readFindings, readReport } from './written-files.js';

const HOOK = fileURLToPath(new URL('kill-at.cjs', import.meta.url));
const PRINCIPALS = 1000;
const ALL_FILES = ['iam-findings-account.json', 'iam-report-account.html', 'iam-results-account.json'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-killed-'));
  writeAccount(join(folder, 'account.json'), { principals: PRINCIPALS, seed: 7 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scanInto(output: string, killAt: string): CommandLineRun {
  return runCommandLine(folder, ['scan', '-s', '-i', 'account.json', '-o', output], {
    nodeParameters: ['--require', HOOK],
    environment: { KILL_AT: killAt },
  });
}

/** The files that bear a final name; each is read whole, which fails if it is not complete. */
function completeFiles(output: string): readonly string[] {
  const directory = join(folder, output);
  const names = readdirSync(directory)
    .filter((name) => !name.startsWith('.'))
    .sort();
  if (names.includes('iam-findings-account.json'))
    expect(readFindings(directory, 'account').principals).toHaveLength(PRINCIPALS);
  if (names.includes('iam-report-account.html'))
    expect(readReport(directory, 'account').data).toMatchObject({ name: 'account' });
  if (names.includes('iam-results-account.json')) {
    const results: unknown = JSON.parse(readFileSync(join(directory, 'iam-results-account.json'), 'utf8'));
    expect(Object.keys(Object(results)).sort()).toEqual([
      'aws_managed_policies',
      'customer_managed_policies',
      'exclusions',
      'groups',
      'inline_policies',
      'links',
      'roles',
      'users',
    ]);
  }
  return names;
}

describe('a scan that is killed leaves no half-written file under a final name', () => {
  test.each([
    { killAt: 'write:5', left: [] },
    { killAt: 'write:25', left: [] },
    { killAt: 'rename:1', left: [] },
    { killAt: 'rename:2', left: ['iam-results-account.json'] },
    { killAt: 'rename:3', left: ['iam-findings-account.json', 'iam-results-account.json'] },
  ])('at $killAt', ({ killAt, left }) => {
    const output = `at-${killAt.replace(':', '-')}`;
    expect(scanInto(output, killAt).signal).toBe('SIGKILL');
    expect(completeFiles(output)).toEqual(left);
  });

  test('files of an earlier scan stay as they were until the new ones are complete', () => {
    expect(scanInto('again', 'rename:4').exitCode).toBe(0);
    expect(completeFiles('again')).toEqual(ALL_FILES);
    const before = ALL_FILES.map((name) => readFileSync(join(folder, 'again', name), 'utf8'));
    expect(scanInto('again', 'rename:1').signal).toBe('SIGKILL');
    expect(ALL_FILES.map((name) => readFileSync(join(folder, 'again', name), 'utf8'))).toEqual(before);
  });
});
