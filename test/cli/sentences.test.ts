import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const run = (...parameters: readonly string[]) => runCommandLine(workspace.path, parameters);
const ACCOUNT = JSON.stringify(accountWith(allowing('s3:GetObject')));
const RUN = ['scan-multi-account', '-c', 'none.yml', '-r', 'Scan'];

describe('what is wrong is said', () => {
  test.each([
    [['scan', '--input', 'a.json'], "unknown option '--input' (Did you mean --input-file?)"],
    [['scann', '--help'], "unknown command 'scann' (Did you mean scan?)"],
    [['scann', '--help', '--format', 'json'], "unknown command 'scann' (Did you mean scan?)"],
    [
      ['scan', '-i', 'a.json', '-s', '-o', '-'],
      '--output -: a scan writes several files; name a folder for them.',
    ],
    [
      ['scan', '-i', 'a.json', '-s', '-o', 's3://reports/iam'],
      '--output s3://reports/iam: this is a place in S3 and no folder; name a folder, and copy what is in it.',
    ],
    [
      ['download', '-o', '-'],
      '--output -: accounts are written to files named after their profiles; name a folder for them.',
    ],
    [
      ['download', '-p', 'all', '-o', 'S3://accounts'],
      '--output S3://accounts: this is a place in S3 and no folder; name a folder, and copy what is in it.',
    ],
    [
      ['create-exclusions-file', '-o', 's3://reports/exclusions.yml'],
      '--output-file s3://reports/exclusions.yml: this is a place in S3 and no file; name a file, and copy it there.',
    ],
    [
      ['scan', '-i', 'a.json', '-s', '--format', 'sarif', '--output-file', 'S3://reports/a.sarif'],
      '--output-file S3://reports/a.sarif: this is a place in S3 and no file; name a file, and copy it there.',
    ],
    [[...RUN, '-o', '-'], '--output-directory -: a run writes several files; name a folder for them.'],
    [
      [...RUN, '-o', 's3://reports/iam'],
      '--output-directory s3://reports/iam: this is a place in S3 and no folder; name the bucket with --output-bucket, and with --prefix what the keys in it begin with.',
    ],
    [
      [...RUN, '--resume', '-'],
      '--resume -: an earlier run is found by the folder or the bucket that it wrote to; name that.',
    ],
    [
      [...RUN, '--resume', 's3://'],
      '--resume s3://: this is a place in S3 and no folder; write it as s3://BUCKET or s3://BUCKET/PREFIX.',
    ],
    [
      [...RUN, '--resume', 's3://reports//iam'],
      '--resume: a prefix that begins with a slash, as "/iam" does, makes a folder without a name in the bucket; leave the slash out.',
    ],
    [
      [...RUN, '-b', 'reports', '--prefix', '/'],
      '--prefix: a prefix that begins with a slash, as "/" does, makes a folder without a name in the bucket; leave the slash out.',
    ],
    [
      [...RUN, '-b', 'reports', '--prefix', 'iam/../today'],
      '--prefix: the prefix "iam/../today" has a part that stands for another folder, wherever its objects are copied to; choose another.',
    ],
    [
      [...RUN, '--resume', 's3://reports/./iam'],
      '--resume: the prefix "./iam" has a part that stands for another folder, wherever its objects are copied to; choose another.',
    ],
    [
      [...RUN, '-b', 'reports', '--prefix', 'iam\n'],
      '--prefix: the prefix "iam\\n" has a character in it that cannot be seen; choose another.',
    ],
    [
      [...RUN, '-o', 'out', '--baseline', 'S3://reports/iam'],
      '--baseline S3://reports/iam: this is a place in S3 and no folder; write it as s3://BUCKET or s3://BUCKET/PREFIX.',
    ],
    [['scan', '-i', 'gone.json'], 'gone.json: this link leads nowhere; correct it, or name another file.'],
    [
      ['scan-policy-file', '-i', 'gone.json'],
      'gone.json: this link leads nowhere; correct it, or name another file.',
    ],
    [
      ['scan', '-i', 'utf-16.json'],
      'utf-16.json: this looks like UTF-16 without a byte order mark; save the file as UTF-8 and try again.',
    ],
    [
      ['scan', '-i', 'a.json', '--config', 'short.yml'],
      'short.yml: an account id is a text of 12 digits (at $.known-accounts[0], line 1).',
    ],
    [
      ['scan', '-i', 'a.json', '-e', 'short.yml'],
      'short.yml: an account id is a text of 12 digits (at $.known-accounts[0], line 1).',
    ],
  ])('%j', (parameters, sentence) => {
    workspace.write({
      'a.json': ACCOUNT,
      'utf-16.json': Buffer.from(ACCOUNT, 'utf16le'),
      'short.yml': 'known-accounts: ["12345"]\n',
    });
    symlinkSync('nowhere', join(workspace.path, 'gone.json'));
    const { exitCode, stdout, stderr } = run(...parameters);
    expect(stderr).toBe(`cloudsplaining: ${sentence}\n`);
    expect([exitCode, stdout]).toEqual([2, '']);
    for (const folder of ['-', 's3:', 'S3:']) expect(existsSync(join(workspace.path, folder))).toBe(false);
  });

  test('the only file of a folder', () => {
    workspace.write({ 'in/policy.json': '{"Version": "2012-10-17", "Statement": [' });
    const { exitCode, stderr } = run('scan-policy-file', '-i', 'in');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^cloudsplaining: in\/policy\.json: .*cut off/),
    ]);
  });

  test('how the file of migrate-exclusions is found', () => {
    workspace.write({ 'exclusions.yml': 'policies: [a]\n', 'd/.keep': '' });
    const said = (file: string) => run('migrate-exclusions', '-e', 'exclusions.yml', '-o', file).stderr;
    expect(said('cs.yml')).toBe(
      'Wrote cs.yml with 1 suppression. Give it with --config cs.yml in the place of -e from now on, or call it cloudsplaining.yml, by which name it is found.\n',
    );
    expect(said('d/cloudsplaining.yaml')).toBe(
      'Wrote d/cloudsplaining.yaml with 1 suppression. Leave -e out from now on: the file is found by its name, in d and in folders below.\n',
    );
  });

  test('an address that is none is noted', () => {
    workspace.write({ 'a.json': ACCOUNT });
    const asked = (address: string) =>
      run('who-can', '-i', 'a.json', '--action', 's3:GetObject', '--context', `aws:SourceIp=${address}`);
    const note =
      'Note: --context aws:sourceip=banana: this is no IP address, so it lies in no range of one.\n';
    expect(asked('banana').stderr).toContain(note);
    expect(asked('192.0.2.1').stderr).not.toContain('no IP address');
  });
});
