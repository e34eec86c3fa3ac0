import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../robustness/command-line.js';
import { accountWith, allowing, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const POLICY = JSON.stringify(allowing('s3:GetObject', 'ssm:GetParameter'));
const scanPolicy = (parameters: readonly string[], folder = workspace.path) =>
  runCommandLine(folder, ['scan-policy-file', '-i', join(workspace.path, 'policy.json'), ...parameters]);

describe('a configuration file', () => {
  test('is found in folders above, said, and left aside on request', () => {
    workspace.write({
      'cloudsplaining.yml': 'suppressions: [{action: "s3:*", reason: public data}]\n',
      'policy.json': POLICY,
      'deep/er/empty': '',
    });
    const found = scanPolicy([], join(workspace.path, 'deep/er'));
    expect(found.stdout).toBe('Issue found: Data Exfiltration\nActions: ssm:GetParameter\n');
    expect(found.stderr).toBe(
      `Configuration: ${join('..', '..', 'cloudsplaining.yml')}\n1 more finding does not count: 1 suppressed. --format json shows it.\n`,
    );
    const aside = scanPolicy(['--no-configuration'], join(workspace.path, 'deep/er'));
    expect(aside.stdout).toBe('Issue found: Data Exfiltration\nActions: s3:GetObject, ssm:GetParameter\n');
    expect(aside.stderr).toBe('');
  });

  test('may repeat by merge keys, and names the line of what they take over', () => {
    const suppressions = (kind: string) =>
      `suppressions:\n  - &public\n    kind: ${kind}\n    action: s3:*\n    reason: public\n  - <<: *public\n    action: ssm:*\n`;
    workspace.write({ 'cloudsplaining.yml': suppressions('DataExfiltration'), 'policy.json': POLICY });
    expect(scanPolicy([])).toMatchObject({ exitCode: 0, stdout: 'There were no results found.\n' });
    workspace.write({
      'cloudsplaining.yml': 'severities: &s\n  DataExfiltration: low\nactions:\n  <<: *s\n',
    });
    expect(scanPolicy([])).toMatchObject({
      exitCode: 2,
      stderr:
        'cloudsplaining: cloudsplaining.yml: expected an object, not a string (at $.actions.DataExfiltration, line 2).\n',
    });
  });

  test('that is a link that leads nowhere is an error, and does not give way to one above it', () => {
    workspace.write({ 'cloudsplaining.yml': '', 'policy.json': POLICY, 'deep/empty': '' });
    symlinkSync('gone.yml', join(workspace.path, 'deep/cloudsplaining.yml'));
    const refused = scanPolicy([], join(workspace.path, 'deep'));
    expect([refused.exitCode, refused.stdout, refused.stderr]).toEqual([
      2,
      '',
      'cloudsplaining: cloudsplaining.yml: this link leads nowhere; correct it, or name another file.\n',
    ]);
  });

  test('may call a command by its other name', () => {
    workspace.write({
      'cloudsplaining.yml': 'commands: {scan-files: {fail-on: medium}}\n',
      'policy.json': POLICY,
    });
    expect(scanPolicy([])).toMatchObject({ exitCode: 1, stderr: 'Configuration: cloudsplaining.yml\n' });
  });

  test('may hold a default that one of the other commands takes', () => {
    workspace.write({ 'cloudsplaining.yml': 'options: {format: mermaid}\n', 'policy.json': POLICY });
    const { exitCode, stderr } = runCommandLine(workspace.path, ['fix', '-i', 'policy.json']);
    expect([exitCode, stderr.split('\n')[0]]).toEqual([0, 'Configuration: cloudsplaining.yml']);
  });

  test('cannot be named and left aside at once', () => {
    workspace.write({ 'own.yml': '', 'policy.json': POLICY });
    for (const named of [['--config', 'own.yml'], ['--config=own.yml']]) {
      const refused = scanPolicy([...named, '--no-configuration']);
      expect([refused.exitCode, refused.stdout, refused.stderr]).toEqual([
        2,
        '',
        'cloudsplaining: --config names a configuration file and --no-configuration wants none; give one.\n',
      ]);
    }
  });

  test('may end in .yaml; .yml goes before it', () => {
    workspace.write({
      'cloudsplaining.yaml': 'severities: {DataExfiltration: critical}\n',
      'policy.json': POLICY,
    });
    const found = scanPolicy(['--fail-on', 'critical']);
    expect([found.exitCode, found.stderr]).toEqual([1, 'Configuration: cloudsplaining.yaml\n']);
    workspace.write({ 'cloudsplaining.yml': 'severities: {DataExfiltration: low}\n' });
    const first = scanPolicy(['--fail-on', 'critical']);
    expect([first.exitCode, first.stderr]).toEqual([0, 'Configuration: cloudsplaining.yml\n']);
  });

  test('is taken from --config, of which nothing need be said', () => {
    workspace.write({
      'cloudsplaining.yml': 'severities: {DataExfiltration: none}\n',
      'strict.yml': 'severities: {DataExfiltration: critical}\n',
      'policy.json': POLICY,
    });
    for (const config of [['--config', 'strict.yml'], ['--config=strict.yml']]) {
      expect(scanPolicy([...config, '--fail-on', 'critical'])).toMatchObject({ exitCode: 1, stderr: '' });
    }
    expect(scanPolicy(['--fail-on', 'low']).exitCode).toBe(0);
  });

  test('gives options their defaults: by command, before those for all, and behind the command line', () => {
    workspace.write({
      'settings/cloudsplaining.yml': [
        'options:',
        '  fail-on: critical',
        '  flag-trust-policies: true',
        '  filter-severity: [critical, high]',
        '  skip-open-report: true',
        'commands:',
        '  scan:',
        '    fail-on: HIGH',
        '    output: ../reports',
        '    input-file: ../account.json',
        '  scan-policy-file: {fail-on: none}',
      ].join('\n'),
      'account.json': JSON.stringify(accountWith(allowing('iam:CreatePolicyVersion'))),
    });
    const config = ['--config', 'settings/cloudsplaining.yml'];
    const run = runCommandLine(workspace.path, ['scan', ...config]);
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(readdirSync(join(workspace.path, 'reports')).sort()).toEqual([
      'iam-findings-account.json',
      'iam-report-account.html',
      'iam-results-account.json',
    ]);
    const options = (...parameters: readonly string[]) => {
      runCommandLine(workspace.path, ['scan', ...config, ...parameters]);
      const text = readFileSync(join(workspace.path, 'reports/iam-findings-account.json'), 'utf8');
      // Written by the command line itself a moment ago.
      return (JSON.parse(text) as { readonly options: unknown }).options;
    };
    expect(options()).toEqual({
      flagAllRiskyActions: false,
      flagTrustPolicies: true,
      severities: ['critical', 'high'],
      minimized: false,
    });
    // What is given replaces a list, and does not add to it.
    expect(options('-f', 'low', '--fail-on', 'low')).toMatchObject({ severities: ['low'] });
  });

  test.each([
    ['options: {fail: high}', 'no command has an option --fail (at $.options.fail, line 1)'],
    [
      'options:\n  fail-on: grave',
      'it takes one of critical, high, medium, low, none (at $.options.fail-on, line 2)',
    ],
    [
      'options: {minimize: "yes"}',
      '--minimize takes no value; write true or false (at $.options.minimize, line 1)',
    ],
    ['options: {output: true}', '--output takes a value (at $.options.output, line 1)'],
    ['options: {output: [a, b]}', '--output takes one value, not a list (at $.options.output, line 1)'],
    [
      'options: {output: ""}',
      'the value is empty; write one, or leave the option out (at $.options.output, line 1)',
    ],
    [
      'options: {settings-file: other.yml}',
      'no command has an option --settings-file (at $.options.settings-file, line 1)',
    ],
    [
      'options: {no-configuration: true}',
      'no command has an option --no-configuration (at $.options.no-configuration, line 1)',
    ],
    [
      'commands:\n  scan-policy-file: {fail-on: low}\n  scan-files: {fail-on: high}\n',
      'scan-files is another name of scan-policy-file, which stands here too; keep one of them (at $.commands.scan-files, line 3)',
    ],
    ['options: {force: true}', 'no command has an option --force (at $.options.force, line 1)'],
    [
      'options: {format: mermaid}',
      'for scan-policy-file, it takes one of text, asff, csv, html, json, junit, markdown, ocsf, sarif; write a default that only other commands take under commands (at $.options.format, line 1)',
    ],
    [
      'options: {input-file: [a.json, b.json], expect: maybe}',
      'it takes one of allowed, denied, conditional (at $.options.expect, line 1)',
    ],
    [
      'commands: {simulate: {format: json}}',
      'simulate reads no configuration file (at $.commands.simulate, line 1)',
    ],
    ['commands: {scam: {output: a}}', 'there is no command scam (at $.commands.scam, line 1)'],
    [
      'commands: {scan: {action: "s3:GetObject"}}',
      'scan has no option --action (at $.commands.scan.action, line 1)',
    ],
    [
      'supressions: []',
      '"supressions" is not known here; known are options, commands, severities, actions, escalation-paths, suppressions, known-accounts, default-exclusions (at $.supressions, line 1)',
    ],
    [
      'suppressions:\n  - kind: DataExfiltration\n',
      'a suppression needs a reason: say why the finding may stay (at $.suppressions[0], line 2)',
    ],
    [
      'actions:\n  DataExfiltration:\n    add: ["s3:GetObject", "s3:Fly"]\n',
      'the catalogue knows no action s3:Fly (at $.actions.DataExfiltration.add[1], line 3)',
    ],
    [
      'actions:\n  DataExfiltration:\n    remove:\n      - "s4:*"\n',
      'the catalogue knows no action that matches s4:* (at $.actions.DataExfiltration.remove[0], line 4)',
    ],
    [
      'escalation-paths:\n  - {id: a, name: a, actions: ["s3:Fly"]}\n',
      'the catalogue knows no action s3:Fly (at $.escalation-paths[0].actions[0], line 2)',
    ],
  ])('is refused in one sentence: %s', (text, sentence) => {
    workspace.write({ 'cloudsplaining.yml': text, 'policy.json': POLICY });
    const { exitCode, stdout, stderr } = scanPolicy([]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.replace(/^Configuration: .*\n/, '')).toBe(
      `cloudsplaining: cloudsplaining.yml: ${sentence}.\n`,
    );
  });

  test('that is named and not there is an error, and its name must not be missing', () => {
    workspace.write({ 'policy.json': POLICY });
    expect(scanPolicy(['--config', 'none.yml'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'cloudsplaining: none.yml: there is no such file; check the path.\n',
    });
    expect(scanPolicy(['--config']).exitCode).toBe(2);
    expect(scanPolicy(['--config', '']).stderr).toBe(
      'cloudsplaining: --config: the value is empty; write one, or leave the option out.\n',
    );
  });

  test('adds escalation paths to what paths finds', () => {
    workspace.write({
      'cloudsplaining.yml':
        'escalation-paths: [{id: own-1, name: Ask our bot, actions: ["sqs:SendMessage"]}]\n',
      'account.json': JSON.stringify(accountWith(allowing('sqs:SendMessage'))),
    });
    const { stdout } = runCommandLine(workspace.path, ['paths', '-i', 'account.json', '--format', 'json']);
    // Written by the command line itself a moment ago.
    const { administrators } = JSON.parse(stdout) as { readonly administrators: readonly unknown[] };
    expect(administrators).toMatchObject([
      {
        principal: 'arn:aws:iam::111122223333:role/deploy',
        kind: 'grants itself everything',
        by: { path: 'own-1', name: 'Ask our bot' },
      },
    ]);
  });

  test('is not looked for by help, or by commands that know none', () => {
    workspace.write({ 'cloudsplaining.yml': 'nonsense: [', 'policy.json': POLICY });
    expect(runCommandLine(workspace.path, ['scan', '--help'])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(runCommandLine(workspace.path, ['expand-policy', '-i', 'policy.json'])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
  });
});
