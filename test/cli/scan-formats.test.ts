import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { first, placeOf, type SarifLog } from '../output/formats/written-shapes.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const RISKY = JSON.stringify(accountWith(allowing('s3:PutObjectAcl', 's3:DeleteBucket')));
const SAFER = JSON.stringify(accountWith(allowing('s3:PutObjectAcl')));
const scan = (...parameters: readonly string[]) =>
  runCommandLine(workspace.path, ['scan', '-s', ...parameters]);
const filesOf = (folder = '.') => readdirSync(join(workspace.path, folder)).sort();
const read = (path: string) => readFileSync(join(workspace.path, path), 'utf8');
const own = (name: string) => [
  `iam-findings-${name}.json`,
  `iam-report-${name}.html`,
  `iam-results-${name}.json`,
];

describe('the formats of a scan', () => {
  test('never go where something is read', () => {
    workspace.write({ 'a.json': RISKY, 'none.yml': 'roles: []\n', 'in/iam.md': RISKY });
    symlinkSync('a.json', join(workspace.path, 'link.json'));
    for (const target of ['a.json', './in/../a.json', 'link.json', 'none.yml'])
      expect(scan('-i', 'a.json', '-e', 'none.yml', '--format', 'json', '--output-file', target)).toEqual({
        exitCode: 2,
        signal: null,
        stdout: '',
        stderr: `cloudsplaining: ${target}: this is the input; name another file for the output.\n`,
      });
    expect(scan('-i', 'in/iam.md', '--format', 'markdown', '--output-file', 'in/').stderr).toBe(
      `cloudsplaining: ${join('in', 'iam.md')}: this is the input; name another file for the output.\n`,
    );
    expect([read('a.json'), read('none.yml'), read('in/iam.md')]).toEqual([RISKY, 'roles: []\n', RISKY]);
    expect(filesOf()).toEqual(['a.json', 'in', 'link.json', 'none.yml']);
  });

  test('are written beside its own files, and named with them', () => {
    workspace.write({ 'a.json': RISKY });
    const { exitCode, stdout, stderr } = scan(
      '-i',
      'a.json',
      '-o',
      'out',
      '--format',
      'sarif,asff,junit',
      '--format',
      'json,html',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    const formats = ['a.asff.jsonl', 'a.assessment.json', 'a.junit.xml', 'a.sarif'].map(
      (name) => `iam-findings-${name}`,
    );
    expect(filesOf('out')).toEqual([...own('a'), ...formats].sort());
    for (const name of formats) expect(stdout).toContain(join('out', name));
    const log = JSON.parse(read('out/iam-findings-a.sarif')) as SarifLog;
    expect(placeOf(first(first(log.runs).results)).artifactLocation.uri).toBe('a.json');
  });

  test('go to a file or to standard output, where the summary then makes room', () => {
    workspace.write({ 'a.json': RISKY });
    scan('-i', 'a.json', '--format', 'markdown', '--output-file', 'comment.md');
    expect(filesOf()).toEqual(['a.json', 'comment.md', ...own('a')].sort());
    const { stdout, stderr } = scan('-i', 'a.json', '--format', 'markdown', '--output-file', '-');
    expect(stdout).toBe(read('comment.md'));
    expect(stderr).toContain('2 findings: 1 high, 1 low');
  });

  test('are written for each file of a directory', () => {
    workspace.write({
      'in/a.json': RISKY,
      'in/b.json': JSON.stringify(accountWith(allowing('s3:PutObjectAcl'), '444455556666')),
    });
    expect(scan('-i', 'in', '-o', 'out', '--format', 'csv').exitCode).toBe(0);
    expect(filesOf('out').filter((name) => name.endsWith('.csv'))).toEqual([
      'iam-findings-a.csv',
      'iam-findings-b.csv',
    ]);
    // What they are compared with later is found among them.
    const again = scan('-i', 'in', '-o', 'again', '--previous', 'out', '--format', 'json');
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
    expect(scan('-i', 'in', '-o', 'last', '--baseline', 'again').exitCode).toBe(0);
  });

  test.each<[readonly string[], string]>([
    [['--output-file', 'x'], '--output-file is for a format; name one with --format.'],
    [
      ['-i', 'in', '--format', 'csv', '--output-file', 'x'],
      '--output-file is for one account, and the input is a directory; leave it out to have files for each.',
    ],
    [
      ['--format', 'csv,sarif', '--output-file', '-'],
      'Standard output takes one format, not 2; name a directory for them with --output-file DIRECTORY/.',
    ],
    [['--previous', 'x', '--baseline', 'y'], '--baseline compares as --previous does; give one of them.'],
  ])('%j is refused', (parameters, message) => {
    workspace.write({ 'a.json': RISKY, 'in/a.json': RISKY });
    const input = parameters.includes('-i') ? [] : ['-i', 'a.json'];
    expect(scan(...input, ...parameters)).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: `cloudsplaining: ${message}\n`,
    });
    expect(filesOf()).toEqual(['a.json', 'in']);
  });

  test('need an account where Security Hub is meant, and nothing is written without', () => {
    workspace.write({ 'a.json': '{"UserDetailList":[]}' });
    const { exitCode, stderr } = scan('-i', 'a.json', '-o', 'out', '--format', 'asff');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('name it with --account-id.\n');
    expect(filesOf()).toEqual(['a.json']);
    expect(
      scan('-i', 'a.json', '-o', 'out', '--format', 'asff', '--account-id', '111122223333').exitCode,
    ).toBe(0);
    expect(read('out/iam-findings-a.asff.jsonl')).toBe('');
  });

  test('are left out of one account of a directory that names none, and the others are scanned', () => {
    workspace.write({ 'in/a.json': '{"UserDetailList":[]}', 'in/b.json': RISKY });
    const { exitCode, stderr } = scan('-i', 'in', '-o', 'out', '--format', 'asff,csv');
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      `${join('in', 'a.json')}: not written as --format asff: the input does not tell which account it is about, and Security Hub takes findings of an account; name it with --account-id.\n`,
    );
    expect(filesOf('out')).toEqual(
      [
        ...own('a'),
        ...own('b'),
        'iam-findings-a.csv',
        'iam-findings-b.asff.jsonl',
        'iam-findings-b.csv',
        'index.html',
        'organization-findings.json',
      ].sort(),
    );
  });
});

describe('a baseline', () => {
  test('leaves --fail-on the new findings', () => {
    workspace.write({ 'a.json': SAFER });
    scan('-i', 'a.json', '-o', 'before');
    workspace.write({ 'a.json': RISKY });
    const after = (...parameters: readonly string[]) =>
      scan('-i', 'a.json', '-o', 'after', '--baseline', 'before/iam-findings-a.json', ...parameters);
    const high = after('--fail-on', 'high');
    expect(high.exitCode).toBe(0);
    expect(high.stdout).toMatch(/Since .*: 1 new \(1 low\), 1 fixed \(1 low\), 1 unchanged\./);
    expect(high.stderr).toBe('--fail-on looks at new findings only: 1 (1 low) of 2.\n');
    expect(after('--fail-on', 'low').exitCode).toBe(1);
    // Against --previous, all findings count.
    expect(scan('-i', 'a.json', '-o', 'after', '--previous', 'before', '--fail-on', 'high').exitCode).toBe(1);
    expect(after().stderr).toBe('');
  });

  test('of another account makes all findings new', () => {
    workspace.write({
      'a.json': SAFER,
      'b.json': JSON.stringify(accountWith(allowing('s3:PutObjectAcl'), '444455556666')),
    });
    scan('-i', 'b.json', '-o', 'before');
    const { exitCode, stderr } = scan(
      '-i',
      'a.json',
      '-o',
      'out',
      '--baseline',
      'before',
      '--fail-on',
      'high',
    );
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'The baseline holds nothing of this, so --fail-on looks at all findings as new ones.\nThe earlier findings hold none of this account, so nothing was compared.\n',
    );
  });
});

test('a scan says that a region or an account on its command line changes nothing', () => {
  const account = accountWith(allowing('s3:*'));
  workspace.write({ 'a.json': JSON.stringify(account) });
  const notes = (...parameters: readonly string[]) => {
    const { exitCode, stderr } = runCommandLine(workspace.path, [
      'scan',
      '-i',
      'a.json',
      '-s',
      ...parameters,
    ]);
    return [exitCode, stderr];
  };
  const region = 'Not used: --region eu-west-1: it is for --fixes and for --format asff and ocsf.\n';
  expect(notes('--region', 'eu-west-1', '--format', 'csv')).toEqual([0, region]);
  for (const used of [['--fixes'], ['--format', 'csv,asff'], ['--format', 'ocsf']])
    expect(notes('--region', 'eu-west-1', ...used)).toEqual([0, '']);
  expect(notes('--account-id', '999988887777', '--format', 'asff')).toEqual([
    0,
    'Not used: --account-id 999988887777: the input says that its account is 111122223333.\n',
  ]);
  expect(notes('--account-id', '111122223333')).toEqual([0, '']);
  workspace.write({ 'cloudsplaining.yml': 'options: {region: eu-west-1, account-id: "999988887777"}\n' });
  expect(notes()).toEqual([0, 'Configuration: cloudsplaining.yml\n']);
});
