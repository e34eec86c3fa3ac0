import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMAND_LINE, runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const IMPATIENT_STREAMS = fileURLToPath(new URL('impatient-streams.cjs', import.meta.url));
const workspace = useWorkspace();
const EVERYTHING = JSON.stringify(allowing('*'));

/** Runs a line of shell in which `cloudsplaining` is the built command line. */
function shell(line: string): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const script = `set -o pipefail; cloudsplaining() { "${process.execPath}" "${COMMAND_LINE}" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: workspace.path,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined },
  });
  return { status, stdout, stderr };
}

describe('a reader that goes away', () => {
  test('is nothing to complain of', () => {
    workspace.write({ 'policy.json': EVERYTHING });
    expect(shell('cloudsplaining expand-policy -i policy.json | head -n 1')).toEqual({
      status: 0,
      stdout: '{\n',
      stderr: '',
    });
  });

  test('does not change the exit code, nor what is written', () => {
    workspace.write({
      'a.json': JSON.stringify(accountWith(allowing('*'))),
      'b.json': JSON.stringify(accountWith(allowing('*'), '444455556666')),
    });
    expect(shell('cloudsplaining scan -i . -o out --fail-on high | true; echo "${PIPESTATUS[0]}"')).toEqual({
      status: 0,
      stdout: '1\n',
      stderr: '',
    });
    expect(readdirSync(join(workspace.path, 'out')).sort()).toEqual([
      'iam-findings-a.json',
      'iam-findings-b.json',
      'iam-report-a.html',
      'iam-report-b.html',
      'iam-results-a.json',
      'iam-results-b.json',
      'index.html',
      'organization-findings.json',
    ]);
  });
});

test('pipes that have nothing to give or take yet are waited for', () => {
  const policy = JSON.stringify(allowing('s3:ListAllMyBuckets'));
  const options = { input: policy, nodeParameters: ['--require', IMPATIENT_STREAMS] };
  expect(runCommandLine(workspace.path, ['scan-policy-file'], options)).toEqual({
    exitCode: 0,
    signal: null,
    stdout: 'There were no results found.\n',
    stderr: 'refused 0 and 1\n',
  });
});

test
  .skipIf(!existsSync('/dev/full'))
  .each(['expand-policy -i policy.json', 'completion bash', 'completion zsh', 'completion fish'])(
  'a full disk behind standard output is one sentence: %s',
  (command) => {
    workspace.write({ 'policy.json': EVERYTHING });
    expect(shell(`cloudsplaining ${command} > /dev/full`)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'cloudsplaining: standard output: the disk is full; free some space and try again.\n',
    });
  },
);

test.skipIf(!existsSync('/dev/full'))('a full disk behind standard error gives exit code 2 as well', () => {
  workspace.write({ 'policy.json': '{' });
  expect(shell('cloudsplaining scan-policy-file -i policy.json 2> /dev/full')).toEqual({
    status: 2,
    stdout: '',
    stderr: '',
  });
});

test.skipIf(process.platform === 'win32')('a working directory that is gone is no defect of ours', () => {
  workspace.write({ 'policy.json': EVERYTHING });
  expect(
    shell('mkdir gone && cd gone && rmdir ../gone && cloudsplaining scan-policy-file -i p.json'),
  ).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'cloudsplaining: the working directory is gone or may not be read; change to another one and try again.\n',
  });
});

describe('a defect of ours', () => {
  /** A copy of the command line without its catalogue. */
  const broken = (...parameters: readonly string[]) => {
    const copy = join(workspace.path, 'dist', 'cli');
    mkdirSync(copy, { recursive: true });
    cpSync(dirname(COMMAND_LINE), copy, { recursive: true });
    rmSync(join(copy, 'index.json'), { force: true });
    return spawnSync(process.execPath, [join(copy, 'main.js'), 'expand-policy', ...parameters], {
      input: EVERYTHING,
      encoding: 'utf8',
    });
  };

  test('is one sentence that asks for a report', () => {
    const { status, stdout, stderr } = broken();
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^cloudsplaining: internal error: ENOENT: .*; please report it with what --verbose prints\.\n$/,
    );
  });

  test('shows its trace with --verbose', () => {
    const { status, stderr } = broken('-v');
    expect(status).toBe(2);
    expect(stderr).toMatch(/cloudsplaining: internal error: Error: ENOENT: .*\n( {4}at .*\n)+/);
  });
});

test('nothing is coloured and no progress is shown where nobody watches', () => {
  workspace.write({ 'a.json': JSON.stringify(accountWith(allowing('*'))) });
  const { stdout, stderr } = runCommandLine(workspace.path, ['scan', '-i', 'a.json'], {
    environment: { FORCE_COLOR: '1', DISPLAY: ':0' },
  });
  expect(stderr).toBe('');
  expect(stdout.includes('\u001b')).toBe(false);
});
