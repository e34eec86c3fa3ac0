import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCommandLine, type CommandLineRun } from '../robustness/command-line.js';
import { readFindings, readReport } from '../robustness/written-files.js';
import { accountWith, allowing, EXAMPLES, useWorkspace } from './workspace.js';

const CATALOG = fileURLToPath(new URL('../../dist/catalog/index.json', import.meta.url));
const workspace = useWorkspace();
const RISKY = JSON.stringify(accountWith(allowing('s3:PutObjectAcl', 's3:DeleteBucket')));
const EXAMPLE = join(EXAMPLES, 'account.json');

const scan = (...parameters: readonly string[]): CommandLineRun =>
  runCommandLine(workspace.path, ['scan', ...parameters]);
const filesOf = (folder = '.') => readdirSync(join(workspace.path, folder)).sort();
const bytesOf = (name: string) => readFileSync(join(workspace.path, name));

const filesFor = (...names: readonly string[]) =>
  ['findings', 'report', 'results'].flatMap((kind) =>
    names.map((name) => `iam-${kind}-${name}.${kind === 'report' ? 'html' : 'json'}`),
  );

/** Written for a directory beside the files of its accounts. */
const OVER_ALL = ['index.html', 'organization-findings.json'];

describe('the files of a scan', () => {
  test('are three, named after the input, in a folder that is made', () => {
    const { exitCode, stdout, stderr } = scan('-i', EXAMPLE, '-o', 'reports/today');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(filesOf('reports/today')).toEqual(filesFor('account'));
    for (const name of filesFor('account')) expect(stdout).toContain(join('reports/today', name));
  });

  test('go into the current folder without -o', () => {
    workspace.write({ 'in/prod.eu.json': RISKY });
    expect(scan('--input-file', 'in/prod.eu.json').exitCode).toBe(0);
    expect(filesOf()).toEqual([...filesFor('prod.eu'), 'in'].sort());
  });

  test('hold the same findings in the report and beside it', () => {
    scan('-i', EXAMPLE, '-s');
    const findings = readFindings(workspace.path, 'account');
    expect(findings).toMatchObject({
      format: 'cloudsplaining-assessment',
      name: 'account',
      options: { minimized: false },
    });
    expect(readReport(workspace.path, 'account').data).toEqual(findings);
  });

  test('hold what policies of resources open, with --resource-policies', () => {
    const resources = join(EXAMPLES, 'resource-policies.json');
    const { exitCode, stdout, stderr } = scan('-i', EXAMPLE, '-s', '--resource-policies', resources);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('4 resource policies');
    const findings = readFindings(workspace.path, 'account');
    expect(findings.resourcePolicies?.map(({ name }) => name)).toEqual([
      'arn:aws:s3:::northwind-downloads',
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      'arn:aws:sqs:eu-west-1:111122223333:orders',
      'arn:aws:sns:eu-west-1:111122223333:alarms',
    ]);
    expect(readReport(workspace.path, 'account').data).toEqual(findings);
    workspace.write({ 'accounts/a.json': RISKY, 'none.json': '{"x": {}}' });
    expect(scan('-i', 'accounts', '--resource-policies', 'none.json')).toMatchObject({
      exitCode: 2,
      stderr: 'cloudsplaining: --resource-policies is for one account; scan its file by itself.\n',
    });
    expect(scan('-i', EXAMPLE, '--resource-policies', 'none.json')).toMatchObject({
      exitCode: 2,
      stderr:
        'cloudsplaining: none.json: the key of a resource policy is the ARN of the resource (at $["x"]).\n',
    });
  });

  test('do not call fixed what an earlier scan found on resources that this one is given no policies of', () => {
    const resources = ['--resource-policies', join(EXAMPLES, 'resource-policies.json')];
    scan('-i', EXAMPLE, '-s', '-o', 'before', ...resources);
    const before = join('before', 'iam-findings-account.json');
    const later = scan('-i', EXAMPLE, '-s', '--previous', before);
    expect(later.stderr).toBe(
      'Not compared: 4 earlier findings on policies of resources, for no --resource-policies were given.\n',
    );
    expect(later.stdout).toContain(' 0 new, 0 fixed, ');
    workspace.write({ 'none.json': '{}' });
    const gone = scan('-i', EXAMPLE, '-s', '--previous', before, '--resource-policies', 'none.json');
    expect(gone.stderr).toBe('');
    expect(gone.stdout).toContain(' 0 new, 4 fixed (1 high, 2 medium, 1 low), ');
    expect(gone.stdout).toContain(
      '\n  high      Resource Open to Anyone: resource policy arn:aws:s3:::northwind-downloads\n',
    );
  });

  test('replace those of an earlier scan', () => {
    workspace.write({ 'a.json': RISKY, 'iam-findings-a.json': 'old', 'iam-report-a.html': 'old' });
    expect(scan('-i', 'a.json').exitCode).toBe(0);
    expect(readFindings(workspace.path, 'a')).toMatchObject({ name: 'a' });
    expect(readReport(workspace.path, 'a').data).toMatchObject({ name: 'a' });
  });

  test('-m makes the report smaller and nothing else', () => {
    scan('-i', EXAMPLE, '-o', 'whole');
    expect(scan('-i', EXAMPLE, '-o', 'small', '-m').exitCode).toBe(0);
    const whole = readFindings(join(workspace.path, 'whole'), 'account');
    const { assessedAt, ...rest } = readFindings(join(workspace.path, 'small'), 'account');
    expect(rest).toEqual({ ...whole, assessedAt: undefined });
    expect(typeof assessedAt).toBe('string');
    expect(bytesOf('small/iam-results-account.json').equals(bytesOf('whole/iam-results-account.json'))).toBe(
      true,
    );
    const report = readReport(join(workspace.path, 'small'), 'account').data;
    expect(report).toMatchObject({ findings: whole['findings'], options: { minimized: true } });
    expect(bytesOf('small/iam-report-account.html').length).toBeLessThan(
      bytesOf('whole/iam-report-account.html').length,
    );
    expect(Object(report)['documents']).toContain(null);
  });
});

describe('options', () => {
  test('-t, -aR and -f reach the assessment', () => {
    workspace.write({ 'a.json': RISKY });
    expect(scan('-i', 'a.json', '-taRf', 'critical,HIGH').exitCode).toBe(0);
    expect(readFindings(workspace.path, 'a')).toMatchObject({
      options: { flagTrustPolicies: true, flagAllRiskyActions: true, severities: ['critical', 'high'] },
      findings: [{ kind: 'AssumableByAnyPrincipal' }, { kind: 'ResourceExposure' }],
    });
  });

  test('-e is in force', () => {
    workspace.write({ 'a.json': RISKY, 'none.yml': 'roles:\n  - dep*\n' });
    expect(scan('-i', 'a.json', '-e', 'none.yml', '--fail-on', 'none').exitCode).toBe(0);
    expect(readFindings(workspace.path, 'a')).toMatchObject({
      findings: [],
      exclusions: { rules: { roles: ['dep*'] }, unmatchedRules: [] },
    });
  });

  test.each([
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'critical', '-t'], 1],
    [['--fail-on', 'high'], 1],
    [['--fail-on', 'High', '-f', 'low,high'], 1],
    [['--fail-on=low'], 1],
    [[], 0],
  ])('%j exits with %i, and writes the files', (parameters, exitCode) => {
    workspace.write({ 'a.json': RISKY });
    expect(scan('-i', 'a.json', '-s', ...parameters).exitCode).toBe(exitCode);
    expect(filesOf()).toEqual(['a.json', ...filesFor('a')]);
  });

  test('a filter may not hide all that --fail-on looks for', () => {
    workspace.write({ 'a.json': RISKY, 'policy.json': JSON.stringify(allowing('s3:PutObjectAcl')) });
    const refused = {
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: --filter-severity medium,low leaves out all that --fail-on high looks for; let it keep high, or leave one of them out.\n',
    };
    const filter = ['-f', 'low,medium', '--fail-on', 'high'];
    expect(scan('-i', 'a.json', ...filter)).toEqual(refused);
    const scanPolicy = (...parameters: readonly string[]) =>
      runCommandLine(workspace.path, ['scan-policy-file', '-i', 'policy.json', ...parameters]);
    expect(scanPolicy(...filter)).toEqual(refused);
    expect(scanPolicy('-f', 'medium', '--high-priority-only').exitCode).toBe(0);
    expect(scanPolicy('-f', 'high', '--high-priority-only', '--fail-on', 'low').exitCode).toBe(1);
  });

  test('a policy that cannot be read leaves --fail-on without an answer', () => {
    const misspelt = { Statement: [{ Effect: 'Alow', Action: '*', Resource: '*' }] };
    const unheld = {
      PolicyName: 'unheld',
      PolicyId: 'ANPAEXAMPLE',
      Arn: 'arn:aws:iam::111122223333:policy/unheld',
      DefaultVersionId: 'v1',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: misspelt }],
    };
    workspace.write({
      'a.json': JSON.stringify(accountWith(misspelt)),
      'in/a.json': JSON.stringify(accountWith(misspelt)),
      'unheld.json': JSON.stringify({ ...accountWith(allowing('sqs:GetQueueUrl')), Policies: [unheld] }),
      'none.yml': 'policies: [deploy]\n',
    });
    for (const input of ['a.json', 'in']) {
      const { exitCode, stderr } = scan('-i', input, '-s', '--fail-on', 'low');
      expect([exitCode, stderr]).toEqual([
        2,
        'Exit code 2: 1 policy could not be read, so --fail-on was not answered for all policies.\n',
      ]);
    }
    expect(scan('-i', 'a.json', '-s').exitCode).toBe(0);
    expect(scan('-i', 'a.json', '-s', '--fail-on', 'low', '-t').exitCode).toBe(1);
    expect(scan('-i', 'a.json', '-s', '--fail-on', 'low', '-e', 'none.yml').exitCode).toBe(0);
    expect(scan('-i', 'unheld.json', '-s', '--fail-on', 'low').exitCode).toBe(0);
  });

  test('--verbose says how long each step took', () => {
    workspace.write({ 'a.json': RISKY });
    expect(scan('-i', 'a.json', '-v').stderr.replace(/\d+ ms/g, 'N ms')).toBe(
      [
        'Loading the catalogue',
        'Reading a.json',
        'Understanding a.json',
        'Assessing a.json',
        'Writing the report of a',
      ]
        .map((step) => `${step}: N ms\n`)
        .join(''),
    );
  });

  test('--catalog takes another catalogue; one that is old is noted', () => {
    const catalog = readFileSync(CATALOG, 'utf8').replace(/"date":"[^"]*"/, '"date":"2020-01-01"');
    workspace.write({ 'a.json': RISKY, 'old.json': catalog });
    const { stdout } = scan('-i', 'a.json', '--catalog', 'old.json');
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Note: The catalogue of AWS actions is \d+ days old \(2020-01-01\): .* --catalog\./,
    );
    expect(readFindings(workspace.path, 'a')).toMatchObject({ catalog: { date: '2020-01-01' } });
  });
});

describe('a directory', () => {
  test('has a report for each file, and what is skipped is named', () => {
    workspace.write({
      'in/b.json': RISKY,
      'in/a.JSON': RISKY,
      'in/c.json': '{"UserDetailList":',
      'in/policy.json': JSON.stringify(allowing('*')),
      'in/iam-findings-a.json': '{}',
      'in/iam-results-a.json': '{}',
      'in/iam-report-a.html': '',
      'in/.hidden.json': '',
      'in/notes.txt': '',
      'in/deeper/d.json': RISKY,
    });
    symlinkSync('nowhere', join(workspace.path, 'in/gone.json'));
    symlinkSync('b.json', join(workspace.path, 'in/link.json'));
    const { exitCode, stdout, stderr } = scan('-i', 'in', '-o', 'out', '-s');
    expect(exitCode).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'Skipped: in/deeper: this is a directory; scan it by itself.',
      'Skipped: in/gone.json: this link leads nowhere.',
      'Skipped: in/iam-findings-a.json: an earlier scan wrote this.',
      'Skipped: in/iam-results-a.json: an earlier scan wrote this.',
      'Skipped: in/notes.txt: its name does not end in .json.',
      'in/b.json: in/a.JSON is of the same account, so this file is assessed by itself.',
      'Skipped: in/c.json: the JSON ends too early, at line 1, column 19; the file is cut off.',
      'in/link.json: in/a.JSON is of the same account, so this file is assessed by itself.',
      'Skipped: in/policy.json: this is a policy document, not authorization details; scan it with: cloudsplaining scan-policy-file.',
      '',
    ]);
    expect(filesOf('out')).toEqual([...filesFor('a', 'b', 'link'), ...OVER_ALL]);
    const order = filesFor('a', 'b', 'link').filter((name) => name.endsWith('.html'));
    expect(
      order
        .map((name) => stdout.indexOf(join('out', name)))
        .every((at, index, all) => at > (all[index - 1] ?? -1)),
    ).toBe(true);
  });

  test('is one graph: chains cross accounts', () => {
    const elsewhere = accountWith(allowing('*'), '444455556666');
    workspace.write({
      'in/a.json': JSON.stringify(accountWith(allowing('sts:AssumeRole'))),
      'in/b.json': JSON.stringify(elsewhere),
    });
    const { exitCode, stdout, stderr } = scan('-i', 'in', '-o', 'out');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [first, second] = stdout.split('\n\n\n');
    expect(first).toContain('  deploy: assume role -> deploy (account 444455556666)');
    expect(second ?? stdout).toContain('  deploy (account 111122223333): assume role -> deploy');
    expect(readFindings(join(workspace.path, 'out'), 'a')).toMatchObject({
      escalation: { otherPrincipals: [{ arn: 'arn:aws:iam::444455556666:role/deploy' }] },
    });
  });

  test('can hold its own reports', () => {
    workspace.write({ 'a.json': RISKY });
    scan('-i', '.', '-o', '.');
    const { exitCode, stderr } = scan('-i', '.', '-o', '.');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        'Skipped: iam-findings-a.json: an earlier scan wrote this.\nSkipped: iam-results-a.json: an earlier scan wrote this.\nSkipped: organization-findings.json: an earlier scan wrote this.\n',
    });
    expect(filesOf()).toEqual(['a.json', ...filesFor('a'), ...OVER_ALL]);
  });

  test('does not let one report overwrite another', () => {
    workspace.write({ 'in/a.JSON': RISKY, 'in/a.json': RISKY });
    if (filesOf('in').length < 2) return;
    const { exitCode, stderr } = scan('-i', 'in', '-o', 'out');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        'Skipped: in/a.json: another file of this name was scanned, and its report would be overwritten.\n',
    });
  });

  test('fails on the findings of any file', () => {
    workspace.write({
      'in/a.json': RISKY,
      'in/b.json': JSON.stringify(accountWith(allowing('s3:ListAllMyBuckets'))),
    });
    expect(scan('-i', 'in', '-o', 'out', '--fail-on', 'high').exitCode).toBe(1);
    expect(filesOf('out')).toEqual([...filesFor('a', 'b'), ...OVER_ALL]);
  });

  test.each([
    ['cut off', '{"UserDetailList":'],
    ['something else', '[]'],
  ])('with a file that cannot be read, %s, leaves --fail-on without an answer', (_name, text) => {
    workspace.write({ 'in/a.json': RISKY, 'in/b.json': text, 'in/notes.txt': '' });
    for (const severity of ['high', 'critical']) {
      const { exitCode, stderr } = scan('-i', 'in', '-o', 'out', '--fail-on', severity);
      expect([exitCode, stderr.split('\n').slice(-2)]).toEqual([
        2,
        ['Exit code 2: 1 file was not assessed, so --fail-on was not answered for all accounts.', ''],
      ]);
      expect(filesOf('out')).toEqual([...filesFor('a'), ...OVER_ALL]);
    }
    expect(scan('-i', 'in', '-o', 'out').exitCode).toBe(0);
  });

  test('with a link that leads nowhere leaves --fail-on without an answer, files of other kinds do not', () => {
    workspace.write({ 'in/a.json': RISKY, 'in/notes.txt': '', 'in/iam-findings-a.json': '{}' });
    expect(scan('-i', 'in', '-o', 'out', '--fail-on', 'critical').exitCode).toBe(0);
    symlinkSync('nowhere', join(workspace.path, 'in/gone.json'));
    symlinkSync('nowhere', join(workspace.path, 'in/other.json'));
    const { exitCode, stderr } = scan('-i', 'in', '-o', 'out', '--fail-on', 'critical');
    expect([exitCode, stderr.split('\n').slice(-2)]).toEqual([
      2,
      ['Exit code 2: 2 files were not assessed, so --fail-on was not answered for all accounts.', ''],
    ]);
  });

  test('with a link that leads back to itself, or to a device, assesses the others', () => {
    workspace.write({ 'in/a.json': RISKY });
    symlinkSync('loop.json', join(workspace.path, 'in/loop.json'));
    symlinkSync('/dev/null', join(workspace.path, 'in/null.json'));
    const { exitCode, stderr } = scan('-i', 'in', '-o', 'out', '--fail-on', 'critical');
    expect([exitCode, stderr.split('\n')]).toEqual([
      2,
      [
        'Skipped: in/loop.json: this link leads nowhere.',
        'Skipped: in/null.json: this is a device or a pipe, not a file.',
        'Exit code 2: 2 files were not assessed, so --fail-on was not answered for all accounts.',
        '',
      ],
    ]);
  });

  test('in which nothing can be scanned is an error', () => {
    workspace.write({ 'in/a.json': '{}' });
    const { exitCode, stdout, stderr } = scan('-i', 'in', '-o', 'out');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.split('\n').slice(1)).toEqual([
      'cloudsplaining: in: no file in this directory holds authorization details; save them there as *.json.',
      '',
    ]);
    expect(filesOf()).toEqual(['in']);
  });
});

describe('when a file cannot be written', () => {
  test('none is, and the reason is given', () => {
    workspace.write({ 'a.json': RISKY });
    mkdirSync(join(workspace.path, 'out/iam-results-a.json'), { recursive: true });
    expect(scan('-i', 'a.json', '-o', 'out')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr:
        'cloudsplaining: out/iam-results-a.json: there is a directory of this name; move it away or choose another folder with --output.\n',
    });
    expect(filesOf('out')).toEqual(['iam-results-a.json']);
  });

  test('a name too long for the folder', () => {
    const name = 'x'.repeat(240);
    writeFileSync(join(workspace.path, `${name}.json`), RISKY);
    const { exitCode, stderr } = scan('-i', `${name}.json`, '-o', 'out');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `cloudsplaining: out/iam-report-${name}.html: this name is too long; choose a shorter one.\n`,
    });
    expect(filesOf('out')).toEqual([]);
  });
});
