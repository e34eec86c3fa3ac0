import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMAT_LIST } from '../../src/output/format-list.generated.js';
import { COMMAND_LINE, runCommandLine } from '../robustness/command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const SHELLS = ['bash', 'zsh', 'fish'] as const;

const isInstalled = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;
const scriptFor = (shell: string) => runCommandLine(workspace.path, ['completion', shell]).stdout;

/** What the callback answers: candidates without their descriptions, and the directive. */
function answerTo(...words: readonly string[]): {
  readonly candidates: readonly string[];
  readonly directive: string;
} {
  const { exitCode, stdout, stderr } = runCommandLine(workspace.path, ['complete', '--', ...words]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  return {
    candidates: lines.slice(0, -1).map((line) => line.replace(/\t.*/, '')),
    directive: lines.at(-1) ?? '',
  };
}

/** Runs a script in a shell that finds `cloudsplaining`. */
function runIn(shell: string, script: string): string {
  const programs = join(workspace.path, 'programs');
  mkdirSync(programs);
  writeFileSync(
    join(programs, 'cloudsplaining'),
    `#!/bin/sh\nexec "${process.execPath}" "${COMMAND_LINE}" "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(join(workspace.path, 'completion'), scriptFor(shell));
  mkdirSync(join(workspace.path, 'accounts'));
  writeFileSync(join(workspace.path, 'account one.json'), '{}');
  const path = `${programs}${delimiter}${process.env['PATH'] ?? ''}`;
  const { stdout, stderr } = spawnSync(shell, ['-c', script], {
    cwd: workspace.path,
    encoding: 'utf8',
    env: { PATH: path, HOME: workspace.path, TERM: 'xterm' },
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('the script', () => {
  test.each(SHELLS)('for %s is printed', (shell) => {
    const { exitCode, stdout, stderr } = runCommandLine(workspace.path, ['completion', shell]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('cloudsplaining');
    expect(stdout).toContain('complete -- ');
  });

  for (const shell of SHELLS) {
    test.skipIf(!isInstalled(shell))(`for ${shell} is valid`, () => {
      workspace.write({ completion: scriptFor(shell) });
      const { status, stderr } = spawnSync(shell, ['-n', 'completion'], {
        cwd: workspace.path,
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });
  }
});

describe.skipIf(!isInstalled('zsh'))('on the line of zsh', () => {
  // What the line holds once the key was pressed, as a shell on a terminal has it.
  const lineAfter = (typed: string) =>
    runIn(
      'zsh',
      `zmodload zsh/zpty
mkdir 'my reports'
cat > setup <<'END'
autoload -Uz compinit
compinit -u -D
source ./completion
show() { print -r -- "$BUFFER" > line.part; mv line.part line }
zle -N show
bindkey '^G' show
# What zsh has the key do runs such commands before any script is asked.
bindkey '^I' complete-word
END
zpty shell zsh -f -i
zpty -w shell '. ./setup'
zpty -w -n shell ${typed}$'\\t\\a'
repeat 300; do [[ -e line ]] && break; sleep 0.1; done
zpty -d shell
cat line`,
    );

  test.each([
    [
      'a file with a space in its name',
      "'cloudsplaining scan -i account\\ o'",
      'scan -i account\\ one.json ',
    ],
    ['one in quotes', `'cloudsplaining fix -i "account o'`, 'fix -i "account one.json" '],
    [
      'one behind an equals sign',
      "'cloudsplaining scan --input-file=account\\ '",
      'scan --input-file=account\\ one.json ',
    ],
    [
      'an operand',
      "'cloudsplaining diff account\\ one.json account\\ o'",
      'diff account\\ one.json account\\ one.json ',
    ],
    ['a folder', "'cloudsplaining scan -o my\\ r'", 'scan -o my\\ reports/'],
    ['a command', "'cloudsplaining scan-m'", 'scan-multi-account '],
    ['a flag', "'cloudsplaining scan -i account\\ one.json --fail'", 'scan -i account\\ one.json --fail-on '],
    ['a value', "'cloudsplaining scan --fail-on h'", 'scan --fail-on high '],
    ['a value behind an equals sign', "'cloudsplaining scan --fail-on=h'", 'scan --fail-on=high '],
    [
      'no command inside it',
      "'cloudsplaining scan --fail-on $(touch hacked)h'",
      'scan --fail-on $(touch hacked)h',
    ],
  ])('%s is completed', (_, typed, line) => {
    expect(lineAfter(typed)).toBe(`cloudsplaining ${line}\n`);
    expect(existsSync(join(workspace.path, 'hacked'))).toBe(false);
  });
});

describe('the answer to', () => {
  const FILES = { candidates: [], directive: ':0' };
  const DIRECTORIES = { candidates: [], directive: ':16' };
  const words = (...candidates: readonly string[]) => ({ candidates, directive: ':4' });
  const COMMANDS = words(
    'download',
    'scan',
    'scan-policy-file',
    'scan-files',
    'scan-multi-account',
    'diff',
    'fix',
    'paths',
    'who-can',
    'simulate',
    'expand-policy',
    'create-exclusions-file',
    'create-multi-account-config-file',
    'migrate-exclusions',
    'completion',
  );
  const SEVERITIES = ['critical', 'high', 'medium', 'low', 'none'];

  test.each([
    [['sc'], words('scan', 'scan-policy-file', 'scan-files', 'scan-multi-account')],
    [[''], COMMANDS],
    [
      ['scan', '--f'],
      words(
        '--flag-all-risky-actions',
        '--filter-severity',
        '--flag-trust-policies',
        '--fail-on',
        '--format',
        '--fixes',
      ),
    ],
    [['scan', '-a'], words('-aR')],
    [
      ['who-can', '-i', 'x', '-'],
      words(
        '--input-file',
        '--action',
        '--resource',
        '--principal',
        '--context',
        '--organization-policies',
        '--resource-policies',
        '--via-escalation',
        '--expect',
        '--format',
        '--catalog',
        '--config',
        '--no-configuration',
        '--verbose',
        '--help',
        '-i',
        '-v',
        '-h',
      ),
    ],
    [['-'], words('--help', '--version', '-h', '-V')],
    [['simulate', 'a.yml', '-'], words('--format', '--catalog', '--verbose', '--help', '-v', '-h')],
    [['he'], words('help')],
    [['help', ''], COMMANDS],
    [['help', 'sc'], words('scan', 'scan-policy-file', 'scan-files', 'scan-multi-account')],
    [['help', 'scan', ''], words()],
    [['help', 'simulate', ''], words()],
    [['expand-policy', '--'], words('--input-file', '--catalog', '--verbose', '--help')],
    [['--v'], words('--version')],
    [['scan', '--fail-on', ''], words(...SEVERITIES)],
    [['scan', '--fail-on=h'], words('high')],
    [['scan', '-f', 'm'], words('medium')],
    [['scan', '-f', 'high,l'], words('high,low')],
    [['scan-policy-file', '--format', ''], words('text', ...FORMAT_LIST.map(({ id }) => id))],
    [['simulate', ''], FILES],
    [['who-can', '--expect', ''], words('allowed', 'denied', 'conditional')],
    [['completion', ''], words('bash', 'zsh', 'fish')],
    [['completion', 'z'], words('zsh')],
    [['scan', '-i', ''], FILES],
    [['scan', '--input-file', 'a'], FILES],
    [['scan', '-s', '--input-file=a'], FILES],
    [['scan', '-e', ''], FILES],
    [['create-exclusions-file', '-o', ''], FILES],
    [['scan', '-o', ''], DIRECTORIES],
    [['scan', '--output=x'], DIRECTORIES],
    [['nothing', 'x'], words()],
  ])('%j', (typed, expected) => {
    expect(answerTo(...typed)).toEqual(expected);
  });
});

test('completion in bash', () => {
  const output = runIn(
    'bash',
    `set -u; source ./completion; source ./completion
complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cloudsplaining 2> /dev/null; printf '<%s>' \${COMPREPLY[@]+"\${COMPREPLY[@]}"}; echo; }
complete_words cloudsplaining sc
complete_words cloudsplaining help sc
complete_words cloudsplaining completion -
complete_words cloudsplaining scan --fail-on = h
complete_words cloudsplaining scan --fail-on h
complete_words cloudsplaining scan -i acc
complete_words cloudsplaining scan --input-file = acc
complete_words cloudsplaining scan -o acc
complete_words cloudsplaining scan -i '$(touch harmed)'
test -e harmed && echo harmed
complete -p cloudsplaining
`,
  );
  expect(output.split('\n').map((line) => line.match(/<[^>]*>/g)?.sort() ?? line)).toEqual([
    ['<scan-files>', '<scan-multi-account>', '<scan-policy-file>', '<scan>'],
    ['<scan-files>', '<scan-multi-account>', '<scan-policy-file>', '<scan>'],
    ['<--help>', '<-h>'],
    ['<high>'],
    ['<high>'],
    ['<account one.json>', '<accounts>'],
    ['<account one.json>', '<accounts>'],
    ['<accounts>'],
    ['<>'],
    'complete -o default -F _cloudsplaining cloudsplaining',
    '',
  ]);
});

test.skipIf(!isInstalled('fish'))('completion in fish', () => {
  const output = runIn(
    'fish',
    `source ./completion
complete -C 'cloudsplaining sca'
complete -C 'cloudsplaining scan --fail-on=h'
complete -C 'cloudsplaining scan -i acc'
`,
  );
  expect(output.split('\n').map((line) => line.trimEnd())).toEqual([
    'scan\tassess an account and write the report',
    'scan-files\tthe same as scan-policy-file',
    'scan-multi-account\tassess many accounts by assuming a role in each',
    'scan-policy-file\tassess policies, Terraform plans and CloudFormation templates',
    '--fail-on=high',
    'account one.json',
    'accounts/',
    '',
  ]);
});
