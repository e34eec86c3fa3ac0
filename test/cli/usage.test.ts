import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { compiledFile } from '../../src/cli/compiled-code.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { TOOL_VERSION } from '../../src/tool-version.js';
import { COMMAND_LINE, runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const LOADED_FILES = fileURLToPath(new URL('loaded-files.cjs', import.meta.url));
const workspace = useWorkspace();
const run = (...parameters: readonly string[]) => runCommandLine(workspace.path, parameters);

describe('--version', () => {
  test('prints the version of the tool and the date of the catalogue', () => {
    expect(run('--version')).toEqual({
      exitCode: 0,
      signal: null,
      stdout: `${TOOL_VERSION} (catalogue of ${loadCatalog().date})\n`,
      stderr: '',
    });
    expect(run('-V').stdout).toBe(run('--version').stdout);
  });
});

describe('--help', () => {
  test('lists every command', () => {
    const { exitCode, stdout, stderr } = run('--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const listed = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Examples:'));
    expect(Array.from(listed.matchAll(/^ {2}([a-z-]+)/gm), ([, name]) => name)).toEqual([
      ...COMMANDS.map(({ name }) => name),
      'help',
    ]);
  });

  test.each(COMMANDS.map(({ name }) => name))('of %s names its options and teaches by examples', (name) => {
    const command = COMMANDS.find((each) => each.name === name);
    const { exitCode, stdout, stderr } = run(name, '--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const { flags, longShortForm } of command?.options ?? []) {
      expect(stdout).toContain(`  ${longShortForm === undefined ? '' : `${longShortForm}, `}${flags} `);
    }
    expect(command?.examples.length).toBeGreaterThan(0);
    for (const [example, meaning] of command?.examples ?? []) {
      expect(stdout).toContain(example);
      expect(stdout).toContain(`# ${meaning}`);
    }
    expect(run('help', name).stdout).toBe(stdout);
  });

  test('names --verbose in every command that reads files, for it is what a defect is to be reported with', () => {
    const without = COMMANDS.filter(({ options }) => !options.some(({ flags }) => flags === '-v, --verbose'));
    expect(without.map(({ name }) => name)).toEqual(['completion']);
  });

  test('tells what the exit codes mean', () => {
    expect(run('--help').stdout).toContain(`
Exit codes:
  0  done
  1  scan, scan-policy-file: findings at or above --fail-on; who-can: not what --expect says;
     simulate: a decision that is not the expected one; diff: risky access was gained; fix: findings
     that stay
  2  an error in the command or its input, or an answer that lacks a part
  3  download, scan-multi-account: some accounts failed, the others are done
`);
    const told = (name: string) =>
      run(name, '--help')
        .stdout.split('\nExit codes:\n')
        .slice(1)
        .map((text) => text.replace(/\n\n$/, '\n'));
    expect(Object.fromEntries(COMMANDS.map(({ name }) => [name, told(name)]))).toEqual({
      download: [
        `  0  done
  2  an error in the command or its input
  3  some of the profiles, or the account or its organisation, could not be downloaded
`,
      ],
      'create-multi-account-config-file': [],
      'migrate-exclusions': [],
      diff: [
        `  0  done
  1  risky access was gained
  2  an error in the command or its input, or none is known to be gained, but part of what is
     compared could not be read
`,
      ],
      scan: [
        `  0  done
  1  a finding at or above --fail-on
  2  an error in the command or its input, or with --fail-on, a file that could not be read, or
     without such a finding a policy
`,
      ],
      fix: [
        `  0  done
  1  findings remain for which there is no checked change
  2  an error in the command or its input
`,
      ],
      'scan-policy-file': [
        `  0  done
  1  a finding at or above --fail-on
  2  an error in the command or its input, or one of several files could not be read and there is
     --fail-on
`,
      ],
      'scan-multi-account': [
        `  0  done
  1  every account was scanned, and there is a finding at or above --fail-on
  2  an error in the command or its input, or no account could be scanned, or a policy that
     --fail-on looks at could not be read
  3  some accounts failed, the others are done
`,
      ],
      simulate: [
        `  0  done
  1  a decision that is not the expected one
  2  an error in the command or its input
`,
      ],
      'who-can': [
        `  0  done
  1  somebody asked about is not what --expect says
  2  an error in the command or its input, or with --expect, a file or a policy of those asked
     about that could not be read
`,
      ],
      'expand-policy': [],
      'create-exclusions-file': [],
      paths: [],
      completion: [],
    });
  });

  test.each([[['--help']], [['--version']], [['scan', '--help']], [['scna']]])(
    '%j loads nothing but the command line, compiled',
    (parameters) => {
      const { stderr } = runCommandLine(workspace.path, parameters, {
        nodeParameters: ['--require', LOADED_FILES],
      });
      const folder = dirname(COMMAND_LINE);
      const files = [COMMAND_LINE, compiledFile(folder, 'command-line'), join(folder, 'command-line.js')];
      expect(stderr.split('\n').filter((line) => line.startsWith('loaded '))).toEqual(
        files.map((file) => `loaded ${file}`),
      );
    },
  );
});

test('commands that do not call AWS do not load what does', () => {
  const loaded = (...parameters: readonly string[]) =>
    runCommandLine(workspace.path, parameters, { nodeParameters: ['--require', LOADED_FILES] }).stderr;
  expect(loaded('create-multi-account-config-file')).not.toContain('aws-services');
  expect(loaded('expand-policy', '-i', 'nothing.json')).not.toContain('aws-services');
  expect(loaded('download', '--timeout', '0')).not.toContain('aws-services');
  expect(loaded('download', '--profile', 'nobody')).toContain('aws-services');
});

describe('what each command takes is what 0.9.1 took', () => {
  test.each([
    [
      'scan',
      '-i --input-file, -e --exclusions-file, -o --output, -s --skip-open-report, -m --minimize, -aR --flag-all-risky-actions, -f --filter-severity, -t --flag-trust-policies, -v --verbose',
    ],
    [
      'scan-policy-file',
      '-i --input-file, -e --exclusions-file, --high-priority-only, -aR --flag-all-risky-actions, -f --filter-severity, -v --verbose',
    ],
    ['expand-policy', '-i --input-file, -v --verbose'],
    ['create-exclusions-file', '-o --output-file, -v --verbose'],
    ['create-multi-account-config-file', '-o --output-file, -v --verbose'],
    ['download', '-p --profile, -o --output, --include-non-default-policy-versions, -v --verbose'],
  ])('%s', (name, expected) => {
    const options = COMMANDS.find((command) => command.name === name)?.options ?? [];
    const taken = options.map(({ flags, longShortForm }) =>
      `${longShortForm ?? ''} ${flags}`.replace(/ <.*/, '').replace(',', '').trim(),
    );
    expect(expected.split(', ').filter((option) => !taken.includes(option))).toEqual([]);
  });
});

describe('a wrong command line gets one sentence and exit code 2', () => {
  test.each([
    [['scna'], "unknown command 'scna' (Did you mean scan?)"],
    [['frobnicate'], "unknown command 'frobnicate'; cloudsplaining --help lists the commands."],
    [['help', 'frobnicate'], "unknown command 'frobnicate'; cloudsplaining --help lists the commands."],
    [['--verison'], "unknown option '--verison' (Did you mean --version?)"],
    [['scan', '-i', 'a', '--outptu', 'b'], "unknown option '--outptu' (Did you mean --output?)"],
    [['scan', '-i', 'a', '-x'], "unknown option '-x'; cloudsplaining scan --help lists the options."],
    [['-x'], "unknown option '-x'; cloudsplaining --help lists the options."],
    [['scan', '-i', 'a', '-a'], "unknown option '-a' (Did you mean -aR?)"],
    [
      ['scan'],
      'scan needs -i, --input-file <path>: authorization details of an account, or a directory of such files.',
    ],
    [['who-can', '-i', 'a'], 'who-can needs --action <action>: one action, as s3:GetObject.'],
    [['scan', '--input-fiel', 'a'], "unknown option '--input-fiel' (Did you mean --input-file?)"],
    [
      ['scan', 'a'],
      "too many arguments for 'scan'. Expected 0 arguments but got 1. Name input files with --input-file.",
    ],
    [['scan', '-i'], "option '-i, --input-file <path>' argument missing."],
    [
      ['scan', '-i', 'a', 'b'],
      "too many arguments for 'scan'. Expected 0 arguments but got 1. Name input files with --input-file.",
    ],
    [
      ['scan', '-i', 'a', '-f', 'grave'],
      "option '-f, --filter-severity <severity>' argument 'grave' is invalid. Allowed choices are critical, high, medium, low, none.",
    ],
    [
      ['scan', '-i', 'a', '-f', 'high,'],
      "option '-f, --filter-severity <severity>' argument 'high,' is invalid. Allowed choices are critical, high, medium, low, none.",
    ],
    [
      ['scan-policy-file', '--fail-on', 'high,low'],
      "option '--fail-on <severity>' argument 'high,low' is invalid. Allowed choices are critical, high, medium, low, none.",
    ],
    [
      ['scan-policy-file', '--format', 'xml'],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, asff, csv, html, json, junit, markdown, ocsf, sarif.",
    ],
    [
      ['expand-policy', '-aR'],
      "unknown option '-aR'; cloudsplaining expand-policy --help lists the options.",
    ],
    [['expand-policy', '-a'], "unknown option '-a'; cloudsplaining expand-policy --help lists the options."],
    [
      ['completion'],
      "missing required argument 'shell'; cloudsplaining completion --help shows how it is called.",
    ],
    [
      ['completion', 'tcsh'],
      "command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
    ],
    [
      ['scan', '-i', '.'],
      '.: no file in this directory holds authorization details; save them there as *.json.',
    ],
    [
      ['scan-policy-file', '-i', '.'],
      'there is nothing to assess: name policies, Terraform plans or CloudFormation templates (no files were found in .).',
    ],
    [['scan', '-i', 'a', '-e', 'b'], 'a: there is no such file; check the path.'],
    [['scan', '-i', ''], '--input-file: the value is empty; write one, or leave the option out.'],
    [['scan', '--input-file='], '--input-file: the value is empty; write one, or leave the option out.'],
    [['scan-policy-file', '-i', ''], '--input-file: the value is empty; write one, or leave the option out.'],
    [
      ['scan', '-i', 'a', '--triage', ''],
      '--triage: the value is empty; write one, or leave the option out.',
    ],
    [
      ['create-exclusions-file', '-o', ''],
      '--output-file: the value is empty; write one, or leave the option out.',
    ],
    [
      ['who-can', '-i', 'a', '--action', 's3:GetObject', '--resource-policies', ''],
      '--resource-policies: the value is empty; write one, or leave the option out.',
    ],
    [['simulate', 'a', ''], 'file: the name is empty; write one.'],
    [['scan', '-i', '--fail-on', 'high'], '--input-file: its value is missing; --fail-on follows it.'],
    [['scan', '--output', '--input-file=a'], '--output: its value is missing; --input-file=a follows it.'],
    [['scan', '-i', '-h'], '--input-file: its value is missing; -h follows it.'],
    [['scan', '-i', 'a', '-i', 'b'], '--input-file: it takes one value, and there are two, a and b.'],
    [
      ['who-can', '-i', 'a', '--action=s3:GetObject', '--action', 's3:PutObject'],
      '--action: it takes one value, and there are two, s3:GetObject and s3:PutObject.',
    ],
    [['scan', '-i', 'a', '--input-file', 'a'], 'a: there is no such file; check the path.'],
    [['scan', '-i', '-'], '-: standard input is not read here; save it to a file and name that.'],
    // An operand is no option.
    [['diff', '-', 'new.json'], '-: standard input is not read here; save it to a file and name that.'],
    [['completion', 'bash', 'zsh'], "too many arguments for 'completion'. Expected 1 argument but got 2."],
    [['help', 'scna'], "unknown command 'scna' (Did you mean scan?)"],
  ])('%j', (parameters, message) => {
    expect(run(...parameters)).toEqual({
      exitCode: 2,
      signal: null,
      stdout: '',
      stderr: `cloudsplaining: ${message}\n`,
    });
  });

  test('no command at all: the help, on standard error', () => {
    expect(run()).toEqual({ exitCode: 2, signal: null, stdout: '', stderr: run('--help').stdout });
  });
});

test('the version in the code is the version of the package', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(manifest).toMatchObject({ version: TOOL_VERSION });
});
