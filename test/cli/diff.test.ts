import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const LACKS_A_PART =
  'Exit code 2: part of what is compared could not be read, so it is not known whether risky access was gained.\n';
const diff = (...parameters: readonly string[]) => runCommandLine(workspace.path, ['diff', ...parameters]);

describe('diff', () => {
  test('compares two accounts, and exits with 1 where risky access was gained', () => {
    workspace.write({
      'old.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'new.json': JSON.stringify(accountWith(allowing('s3:GetObject'))),
    });
    expect(diff('old.json', 'new.json')).toEqual({
      exitCode: 1,
      signal: null,
      stdout: [
        'Risky access was gained.',
        '',
        'role arn:aws:iam::111122223333:role/deploy',
        '  + Data Exfiltration (medium): s3:GetObject',
        '  + 1 action on everything: s3:GetObject',
        '  - 1 action on everything: sqs:GetQueueUrl',
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(diff('new.json', 'old.json').exitCode).toBe(0);
    expect(diff('old.json', 'old.json')).toMatchObject({
      exitCode: 0,
      stdout: 'No access was gained or lost.\n',
    });
  });

  test('names actions that changed and that the catalogue does not know', () => {
    const policy = (...actions: readonly string[]) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: ['sqs:GetQueueUrl', ...actions], Resource: '*' },
          { Effect: 'Deny', Action: 'new:Delete', Resource: '*' },
        ],
      });
    workspace.write({
      'old.json': policy('gone:Do', 'kept:Do'),
      'new.json': policy('KEPT:do', 'new:Do', 'new:Delete'),
    });
    expect(diff('old.json', 'new.json')).toMatchObject({
      exitCode: 0,
      stdout: 'No access was gained or lost.\n',
      stderr:
        'Note: the catalogue does not know these actions, so what changed by them is not compared: gone:Do, new:Delete, new:Do.\n',
    });
  });

  test('compares the same roles of two accounts', () => {
    workspace.write({
      'old.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'new.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'), '444455556666')),
    });
    expect(diff('old.json', 'new.json').stdout).toBe('No access was gained or lost.\n');
  });

  test('compares policy files whatever they are called, in JSON and YAML, as json', () => {
    workspace.write({
      'old.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'new.yml':
        'Version: "2012-10-17"\nStatement: {Effect: Allow, Action: ["sqs:GetQueueUrl", "sqs:ListQueues"], Resource: "*"}\n',
    });
    const { stdout, exitCode } = diff('old.json', 'new.yml', '--format', 'json');
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      0,
      {
        format: 'cloudsplaining-difference',
        version: 1,
        subjects: [
          {
            type: 'policy',
            name: 'new',
            arn: null,
            state: 'changed',
            risksGained: [],
            risksLost: [],
            gained: [{ from: null, to: 'unrestricted', actions: ['sqs:ListQueues'] }],
            lost: [],
            resourcesGained: [],
            resourcesLost: [],
            admitted: [],
            shutOut: [],
          },
        ],
        isRiskier: false,
      },
    ]);
  });

  test('compares directories of policies by their paths, and of accounts together', () => {
    workspace.write({
      'old/a/one.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'old/two.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'new/a/one.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'new/b/one.json': JSON.stringify(allowing('sqs:ListQueues')),
      'new/three.json': JSON.stringify(allowing('sqs:ListQueues')),
      'new/notes.json': '[]',
      'accounts/a.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'accounts/b.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'), '444455556666')),
    });
    const run = diff('old', 'new');
    expect(run.stdout).toBe(
      [
        'No risky access was gained.',
        '',
        'policy b/one (new)',
        '  + 1 action on everything: sqs:ListQueues',
        '',
        'policy three (new)',
        '  + 1 action on everything: sqs:ListQueues',
        '',
        'policy two (gone)',
        '  - 1 action on everything: sqs:GetQueueUrl',
        '',
      ].join('\n'),
    );
    expect(run.stderr).toMatch(/^Skipped: .*notes\.json: the list holds no policy\.\n$/);
    expect(diff('accounts', 'accounts').stdout).toBe('No access was gained or lost.\n');
    expect(diff('accounts', 'old')).toMatchObject({
      exitCode: 2,
      stderr: 'cloudsplaining: accounts holds accounts and old policies; compare like with like.\n',
    });
  });

  test('follows links to files in directories, and says which lead nowhere', () => {
    const policy = JSON.stringify(allowing('s3:GetObject'));
    workspace.write({ 'old/p.json': policy, 'kept/p.json': policy, 'new/notes.txt': '' });
    symlinkSync('../kept/p.json', join(workspace.path, 'new/p.json'));
    symlinkSync('nowhere', join(workspace.path, 'new/gone.json'));
    symlinkSync('loop.json', join(workspace.path, 'new/loop.json'));
    symlinkSync('../old', join(workspace.path, 'new/folder.json'));
    expect(diff('old', 'new')).toEqual({
      exitCode: 2,
      signal: null,
      stdout: 'No access was gained or lost.\n',
      stderr: `Skipped: new/gone.json: this link leads nowhere; correct it, or name another file.
Skipped: new/loop.json: this is a symbolic link that leads back to itself; name the file itself.
${LACKS_A_PART}`,
    });
  });

  test('does not pass for a guard where a file of a directory could not be read', () => {
    const policy = JSON.stringify(allowing('sqs:GetQueueUrl'));
    const foreign = {
      'package.json': '{"name": "policies"}',
      'list.json': '[]',
      'chart.yaml': 'a: {{ .Values.a }}\n',
    };
    const below = (folder: string, files: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
    workspace.write({
      ...below('good', { 'p.json': policy, ...foreign }),
      ...below('cut', { 'p.json': policy, 'q.json': '{"Version": "2012-10-17", "Statement": [' }),
      ...below('yaml', { 'p.json': policy, 'q.yaml': 'Statement: [\n' }),
      ...below('empty', { 'p.json': policy, 'q.json': '' }),
      ...below('versionless', { 'p.json': policy, 'q.json': '{"PolicyName": "q", "PolicyVersionList": []}' }),
      ...below('risky', { 'p.json': JSON.stringify(allowing('s3:GetObject')), 'q.json': '{' }),
    });
    expect(diff('good', 'good').exitCode).toBe(0);
    expect(diff('good', 'good').stderr.match(/^Skipped: /gm)).toHaveLength(6);
    for (const folder of ['cut', 'yaml', 'empty', 'versionless']) {
      expect(diff('good', folder), folder).toMatchObject({
        exitCode: 2,
        stdout: 'No access was gained or lost.\n',
      });
      expect(diff(folder, 'good').exitCode, folder).toBe(2);
    }
    expect(diff('good', 'cut').stderr).toMatch(
      new RegExp(`Skipped: cut/q\\.json: .*cut off.*\\n${LACKS_A_PART}$`),
    );
    expect(diff('good', 'risky')).toMatchObject({ exitCode: 1 });
  });

  test('does not pass for a guard where a policy of an account could not be read', () => {
    const misspelt = { Statement: [{ Effect: 'Alow', Action: '*', Resource: '*' }] };
    const tagged = { Tags: [{ Value: 'no key' }] };
    const [role] = (accountWith(allowing('sqs:GetQueueUrl')) as { RoleDetailList: readonly object[] })
      .RoleDetailList;
    workspace.write({
      'old.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'new.json': JSON.stringify(accountWith(misspelt)),
      'tagged.json': JSON.stringify({ RoleDetailList: [{ ...role, ...tagged }] }),
      'old/a.json': JSON.stringify(accountWith(allowing('sqs:GetQueueUrl'))),
      'new/a.json': JSON.stringify(accountWith(misspelt)),
    });
    const told = `inline policy deploy of role deploy ($.RoleDetailList[0].RolePolicyList[0].PolicyDocument): Effect must be "Allow" or "Deny", not "Alow" (at $.Statement[0].Effect of the document)`;
    expect(diff('old.json', 'new.json')).toMatchObject({
      exitCode: 2,
      stderr: `Not read: new.json: ${told}\n${LACKS_A_PART}`,
    });
    expect(diff('new', 'old')).toMatchObject({
      exitCode: 2,
      stderr: `Not read: new/a.json: ${told}\n${LACKS_A_PART}`,
    });
    // What is beside the point is told, and that is all.
    expect(diff('old.json', 'tagged.json')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^Not read: tagged\.json: tag .*\n$/) as string,
    });
  });

  test('counts known accounts of an exclusions file as known', () => {
    const trust = (...accounts: readonly string[]) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
            Action: 'sts:AssumeRole',
          },
        ],
      });
    workspace.write({
      'old.json': trust('444455556666'),
      'new.json': trust('444455556666', '999988887777'),
      'exclusions.yml': 'known-accounts: ["999988887777"]\n',
    });
    expect(diff('old.json', 'new.json').exitCode).toBe(1);
    expect(diff('old.json', 'new.json', '-e', 'exclusions.yml').exitCode).toBe(0);
  });

  test('refuses what it cannot compare in one sentence', () => {
    workspace.write({
      'a.json': JSON.stringify(allowing('sqs:GetQueueUrl')),
      'bad.json': '{',
      'empty/notes.txt': '',
    });
    const told = (...parameters: readonly string[]) => {
      const { exitCode, stdout, stderr } = diff(...parameters);
      return [exitCode, stdout, stderr];
    };
    expect(told('a.json')).toEqual([
      2,
      '',
      'cloudsplaining: diff takes two states, the old one and the new one, not 1: name two files or two directories.\n',
    ]);
    expect(told('a.json', 'a.json', 'a.json')[2]).toBe(
      'cloudsplaining: diff takes two states, the old one and the new one, not 3: name two files or two directories.\n',
    );
    expect(told('a.json', 'none.json')[2]).toBe(
      'cloudsplaining: none.json: there is no such file; check the path.\n',
    );
    expect(told('a.json', 'bad.json')[0]).toBe(2);
    expect(told('empty', 'a.json')[2]).toBe(
      'cloudsplaining: empty: no file in this directory holds an account, a policy, a template or a plan.\n',
    );
  });
});
