import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine, type CommandLineRun } from '../robustness/command-line.js';
import { readFindings } from '../robustness/written-files.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const NONE = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };

const scan = (...parameters: readonly string[]): CommandLineRun =>
  runCommandLine(workspace.path, ['scan', '-s', ...parameters]);
const account = (id: string, ...actions: readonly string[]): string =>
  JSON.stringify(accountWith(allowing(...actions), id));
const textOf = (name: string): string => readFileSync(join(workspace.path, name), 'utf8');
const organization = (folder = 'out'): Readonly<Record<string, unknown>> => {
  const json: unknown = JSON.parse(textOf(`${folder}/organization-findings.json`));
  return Object(json) as Readonly<Record<string, unknown>>;
};

describe('a directory of accounts', () => {
  test('is rolled up in a page and a file', () => {
    workspace.write({
      'in/a.json': account('111122223333', 's3:PutBucketPolicy'),
      'in/b.json': account('444455556666', 's3:PutBucketPolicy', 's3:GetObject'),
      'in/c.json': '{',
      'in/d.json': account('999900001111', 's3:PutBucketPolicy'),
    });
    const { exitCode, stdout } = scan('-i', 'in', '-o', 'out');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      '\n3 accounts: 3 high, 1 medium, 3 low; 1 not assessed.\n2 findings are the same in several accounts.\n\nGravest accounts\n  b (444455556666): 1 high, 1 medium, 1 low\n  a (111122223333): 1 high, 1 low\n  d (999900001111): 1 high, 1 low\n\nAll accounts\n',
    );
    const findings = organization();
    expect(findings).toMatchObject({
      format: 'cloudsplaining-organization-findings',
      version: 1,
      accounts: [
        {
          name: 'b',
          accountId: '444455556666',
          files: { report: 'iam-report-b.html', findings: 'iam-findings-b.json' },
        },
        { name: 'a', accountId: '111122223333' },
        { name: 'd', accountId: '999900001111' },
      ],
      shared: [
        { kind: 'ResourceExposure', on: 'policy', policyType: 'inline', name: 'deploy', accounts: [1, 2] },
        { kind: 'InfrastructureModification', documents: 1, findings: 2, accounts: [1, 2] },
      ],
      notAssessed: [{ what: 'c.json' }],
    });
    expect(findings['trend']).toBeUndefined();
    const page = textOf('out/index.html');
    expect(page).toContain('<a href="./iam-report-a.html"><bdi>a</bdi></a>');
    expect(page).not.toContain('<script');
  });

  test('does not replace an index.html of somebody else', () => {
    workspace.write({
      'in/a.json': account('111122223333', 's3:GetObject'),
      'out/index.html': '<p>Mine</p>',
    });
    expect(scan('-i', 'in', '-o', 'out')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr:
        'cloudsplaining: out/index.html: no scan wrote this file, and the page over all accounts would replace it; move it away or choose another folder with --output.\n',
    });
    expect(readdirSync(join(workspace.path, 'out'))).toEqual(['index.html']);
  });
});

test.each(['index.html', 'organization-findings.json'])(
  'a folder called %s is refused before anything is written',
  (name) => {
    workspace.write({ 'in/a.json': account('111122223333', 's3:GetObject'), [`out/${name}/x`]: '' });
    expect(scan('-i', 'in', '-o', 'out')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: out/${name}: there is a directory of this name; move it away or choose another folder with --output.\n`,
    });
    expect(readdirSync(join(workspace.path, 'out'))).toEqual([name]);
  },
);

describe('--previous', () => {
  test('says of an account what is new and what was fixed', () => {
    workspace.write({ 'a.json': account('111122223333', 's3:PutBucketPolicy', 's3:GetObject') });
    scan('-i', 'a.json', '-o', 'before');
    const { assessedAt } = readFindings(join(workspace.path, 'before'), 'a');
    // Under another name it is the same account.
    workspace.write({
      'b.json': account('111122223333', 's3:PutBucketPolicy', 'ec2:GetPasswordData'),
    });
    const { exitCode, stdout, stderr } = scan('-i', 'b.json', '--previous', 'before/iam-findings-a.json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Since \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC: 2 new \(1 high, 1 low\), 2 fixed \(1 medium, 1 low\), 1 unchanged\./,
    );
    expect(readFindings(workspace.path, 'b')['trend']).toMatchObject({
      since: assessedAt,
      // A finding is another one when its actions are others, so the low one, which names all of them, changed too.
      new: { ...NONE, high: 1, low: 1 },
      fixed: { ...NONE, medium: 1, low: 1 },
      unchanged: { ...NONE, high: 1 },
      sameOptions: true,
    });
  });

  test('says of a directory what changed in all accounts, from files or from the roll-up', () => {
    workspace.write({
      'before/a.json': account('111122223333', 's3:GetObject'),
      'before/gone.json': account('999900001111', 's3:GetObject'),
      'now/a.json': account('111122223333', 's3:GetObject', 's3:PutBucketPolicy'),
      'now/new.json': account('444455556666', 's3:GetObject'),
    });
    scan('-i', 'before', '-o', 'first');
    scan('-i', 'now', '-o', 'second', '--previous', 'first');
    const files = readdirSync(join(workspace.path, 'first')).filter((name) =>
      name.startsWith('iam-findings'),
    );
    workspace.write(Object.fromEntries(files.map((name) => [`single/${name}`, textOf(`first/${name}`)])));
    scan('-i', 'now', '-o', 'third', '--previous', 'single');
    const trend = {
      new: { ...NONE, high: 1, low: 1 },
      fixed: { ...NONE, low: 1 },
      unchanged: { ...NONE, medium: 1 },
      newAccounts: [1],
      missingAccounts: ['gone'],
      sameOptions: true,
    };
    expect(organization('second')['trend']).toEqual(trend);
    expect(organization('third')['trend']).toEqual(trend);
    expect(textOf('second/index.html')).toContain(
      '1 account was not assessed before; 1 account was not assessed this time.',
    );
  });

  test('says where the options differ, and where there is nothing to compare', () => {
    workspace.write({
      'a.json': account('111122223333', 's3:GetObject'),
      'b.json': account('444455556666', 's3:GetObject'),
    });
    scan('-i', 'a.json', '-o', 'before', '-t');
    const { stdout } = scan('-i', 'a.json', '-o', 'now', '--previous', 'before');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '0 new, 1 fixed (1 critical), 2 unchanged. The earlier scan had other options, so part of this is due to them.',
    );
    expect(scan('-i', 'b.json', '--previous', 'before')).toMatchObject({
      exitCode: 0,
      stderr: 'The earlier findings hold none of this account, so nothing was compared.\n',
    });
  });

  test.each([
    ['nowhere', {}, 'nowhere: there is no such file; check the path.'],
    [
      'empty',
      { 'empty/notes.txt': '' },
      'empty: no file in this directory holds earlier findings; name one with organization-findings.json or iam-findings-NAME.json.',
    ],
    [
      'other.json',
      { 'other.json': '{}' },
      'other.json: this is no findings file; name an iam-findings-NAME.json or organization-findings.json that a scan wrote.',
    ],
    [
      'newer.json',
      { 'newer.json': '{"format":"cloudsplaining-assessment","version":2}' },
      'newer.json: only version 1 of findings files can be read; make it anew with this version (at $.version).',
    ],
    [
      'wrong.json',
      {
        'wrong.json':
          '{"format":"cloudsplaining-organization-findings","version":1,"accounts":[{"findings":3}]}',
      },
      'wrong.json: expected an object, not a number (at $.accounts[0].findings).',
    ],
  ])('is refused with a sentence: %s', (name, files, sentence) => {
    workspace.write({ 'a.json': account('111122223333', 's3:GetObject'), ...files });
    const { exitCode, stdout, stderr } = scan('-i', 'a.json', '-o', 'out', '--previous', name);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `cloudsplaining: ${sentence}\n`,
    });
  });
});
