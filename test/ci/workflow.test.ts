import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMAND_LINE } from '../robustness/command-line.js';
import { runWorkflow, type StepRun } from './workflow-run.js';

const ROOT = path.join(import.meta.dirname, '../..');
const WORKFLOW = '.github/workflows/policies.yml';
let folder = '';
let repository = '';

function git(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync('git', [...parameters], {
    cwd: repository,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    },
  });
  if (status !== 0) throw new Error(`git ${parameters.join(' ')}: ${stderr}`);
}

/** A program on the path of the steps. */
function program(name: string, script: string): void {
  const file = path.join(folder, 'bin', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/usr/bin/env bash\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Takes the place of GitHub: prints the address of the earlier comment, and keeps what else it is asked for. */
function comments(earlier: string, patches: 'patches' | 'fails to patch' = 'patches'): void {
  const say = `printf '%s\\n' "$GH_TOKEN" "$@" >> "${folder}/gh.txt"`;
  program(
    'gh',
    `if [[ $2 == view ]]; then printf '%s\\n' '${earlier}'; exit; fi\n${say}\n` +
      `[[ $1 == api ]] && ${patches === 'patches' ? 'cp "${7#body=@}"' : 'exit 1 ||'} "${folder}/comment.md"\n` +
      `if [[ $1 == pr ]]; then cp "$5" "${folder}/comment.md"; fi`,
  );
}

/** What GitHub was asked for, each time after the token. */
const asked = (): readonly (readonly string[])[] =>
  readFileSync(path.join(folder, 'gh.txt'), 'utf8')
    .split('not-a-secret\n')
    .slice(1)
    .map((words) => words.trim().split('\n'));

/** Changes files of the pull request. */
function change(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(repository, name), content);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Change policies');
}

function run(): readonly StepRun[] {
  return runWorkflow(WORKFLOW, {
    repository,
    runner: path.join(folder, 'runner'),
    path: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    context: {
      'github.base_ref': 'main',
      'github.event_name': 'pull_request',
      'github.event.number': '7',
      'github.token': 'not-a-secret',
    },
  });
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cloudsplaining-workflow-'));
  repository = path.join(folder, 'repository');
  cpSync(path.join(ROOT, 'examples/ci'), repository, { recursive: true });
  cpSync(path.join(ROOT, 'action.yml'), path.join(repository, 'cloudsplaining/action.yml'));
  cpSync(path.join(ROOT, 'packaging'), path.join(repository, 'cloudsplaining/packaging'), {
    recursive: true,
  });
  program('cloudsplaining', `exec "${process.execPath}" "${COMMAND_LINE}" "$@"`);
  comments('');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
  git('clone', '--quiet', '--bare', '.', path.join(folder, 'origin.git'));
  git('remote', 'add', 'origin', path.join(folder, 'origin.git'));
  git('switch', '--quiet', '--create', 'change');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const outcomes = (runs: readonly StepRun[]) => runs.map(({ step, outcome }) => [step, outcome]);
const RISKY = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Sid: 'All', Effect: 'Allow', Action: 'iam:*', Resource: '*' }] },
  null,
  2,
);

describe('the workflow of the example repository', () => {
  test('shows what a pull request adds, comments, and fails', () => {
    change({ 'policies/admin.json': RISKY });
    const runs = run();
    expect(outcomes(runs)).toEqual([
      ['actions/checkout@v4', 'not ours'],
      ['Install', 'skipped'],
      ['Choose the files', 'done'],
      ['Scan', 'done'],
      ['Show in code scanning', 'not ours'],
      ['Comment', 'done'],
      ['Decide', 'failed'],
    ]);
    expect(runs[2]?.stdout).toBe('Scanning:\npolicies/admin.json\n');
    expect(runs.at(-1)?.exitCode).toBe(1);
    // What code scanning is given.
    const sarif = JSON.parse(readFileSync(runs[4]?.given?.['sarif_file'] ?? '', 'utf8')) as {
      readonly runs: readonly {
        readonly results: readonly {
          readonly ruleId: string;
          readonly locations: readonly {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
          }[];
        }[];
      }[];
    };
    const results = sarif.runs[0]?.results ?? [];
    expect(results.map(({ ruleId }) => ruleId)).toContain('PrivilegeEscalation');
    expect(
      new Set(results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri)),
    ).toEqual(new Set(['policies/admin.json']));
    const comment = readFileSync(path.join(folder, 'comment.md'), 'utf8');
    expect(comment).toContain('Privilege Escalation');
    expect(readFileSync(path.join(folder, 'runner/summary.md'), 'utf8')).toBe(comment);
    const summary = path.join(folder, 'runner/temporary/cloudsplaining/admin.md');
    expect(asked()).toEqual([['pr', 'comment', '7', '--body-file', summary]]);
  });

  test('writes its own earlier comment anew, or another one where it cannot', () => {
    change({ 'policies/admin.json': RISKY });
    comments('https://github.example/o/r/pull/7#issuecomment-123');
    expect(outcomes(run())[5]).toEqual(['Comment', 'done']);
    const summary = path.join(folder, 'runner/temporary/cloudsplaining/admin.md');
    const patch = ['api', '--silent', '--method', 'PATCH', 'repos/{owner}/{repo}/issues/comments/123'];
    expect(asked()).toEqual([[...patch, '--field', `body=@${summary}`]]);
    expect(readFileSync(path.join(folder, 'comment.md'), 'utf8')).toMatch(/^<!-- cloudsplaining -->\n/);
    rmSync(path.join(folder, 'gh.txt'));
    comments('https://github.example/o/r/pull/7#issuecomment-123', 'fails to patch');
    expect(outcomes(run())[5]).toEqual(['Comment', 'done']);
    expect(asked().map(([word]) => word)).toEqual(['api', 'pr']);
  });

  test('takes paths with a slash at their end for folders', () => {
    const workflow = path.join(repository, WORKFLOW);
    writeFileSync(workflow, readFileSync(workflow, 'utf8').replace(/^( +)policies$/m, '$1./policies/'));
    change({ 'policies/admin.json': RISKY });
    expect(run()[2]?.stdout).toBe('Scanning:\npolicies/admin.json\n');
  });

  test('passes where what is changed is clean, suppressed or no policy', () => {
    change({
      'policies/reporting.json': RISKY.replace('iam:*', 's3:GetObject'),
      'README.md': 'Changed.\n',
    });
    const runs = run();
    expect(outcomes(runs)).toEqual([
      ['actions/checkout@v4', 'not ours'],
      ['Install', 'skipped'],
      ['Choose the files', 'done'],
      ['Scan', 'done'],
      ['Show in code scanning', 'not ours'],
      ['Comment', 'done'],
      ['Decide', 'skipped'],
    ]);
    expect(runs[2]?.stdout).toBe('Scanning:\npolicies/reporting.json\n');
    expect(runs[3]?.stderr).toContain('Configuration: cloudsplaining.yml');
  });

  test('scans nothing where nothing that concerns it is changed', () => {
    change({ 'README.md': 'Changed.\n', 'cloudsplaining.yml': 'known-accounts: []\n' });
    const runs = run();
    expect(runs[2]?.stdout).toBe('No file to scan was changed.\n');
    expect(outcomes(runs).slice(3)).toEqual([
      ['Scan', 'skipped'],
      ['Show in code scanning', 'skipped'],
      ['Comment', 'skipped'],
      ['Decide', 'skipped'],
    ]);
    expect(existsSync(path.join(folder, 'gh.txt'))).toBe(false);
  });

  test('passes where only files of other tools are changed', () => {
    change({ 'policies/notes.json': '{"a": 1}', 'infrastructure/chart.yaml': 'a: {{ .Values.a }}\n- b' });
    const runs = run();
    expect(runs[2]?.stdout).toBe('Scanning:\ninfrastructure/chart.yaml\npolicies/notes.json\n');
    expect([runs[3]?.outcome, runs[3]?.stderr.split('\n').at(-2)]).toEqual([
      'done',
      'None of the files holds anything to assess.',
    ]);
    expect(outcomes(runs).slice(4)).toEqual([
      ['Show in code scanning', 'skipped'],
      ['Comment', 'skipped'],
      ['Decide', 'skipped'],
    ]);
  });

  test('scans files whose names are not ASCII', () => {
    change({ 'policies/Überblick 政策.json': RISKY });
    const runs = run();
    expect(runs[2]?.stdout).toBe('Scanning:\npolicies/Überblick 政策.json\n');
    expect(runs.at(-1)).toMatchObject({ step: 'Decide', exitCode: 1 });
  });

  test.each([
    ['a quotation mark', 'policies/a"b.json', 'policies/a"b.json'],
    ['a backslash', 'policies/a\\b.json', 'policies/a\\b.json'],
    ['a new line', 'policies/a\nexit-code=0\n.json', 'policies/a?exit-code=0?.json'],
  ])('scans a file with %s in its name', (_, name, said) => {
    change({ [name]: RISKY });
    const runs = run();
    expect(runs[2]?.stdout).toBe(`Scanning:\n${said}\n`);
    expect(outcomes(runs).slice(3)).toEqual([
      ['Scan', 'done'],
      ['Show in code scanning', 'not ours'],
      ['Comment', 'done'],
      ['Decide', 'failed'],
    ]);
    expect(runs.at(-1)?.exitCode).toBe(1);
  });

  test.each([
    ['alternatives', '{policies,{rules,more}}/*.{json,yml}', 'Scanning:\npolicies/admin.json\n'],
    ['letters of another case', 'POLICIES/*.JSON', 'Scanning:\npolicies/admin.json\n'],
    ['an ending that no folder is searched for', 'policies/*.policy', 'Scanning:\npolicies/admin.policy\n'],
    ['the name of a file', 'policies/admin.policy', 'Scanning:\npolicies/admin.policy\n'],
    ['a folder', 'policies', 'Scanning:\npolicies/admin.json\n'],
    ['a part and its whole', '.\n            policies', 'Scanning:\npolicies/admin.json\n'],
    ['nothing that was changed', 'rules', 'No file to scan was changed.\n'],
  ])('chooses by a path with %s what the command line would read', (_, paths, said) => {
    const workflow = path.join(repository, WORKFLOW);
    const chosen = readFileSync(workflow, 'utf8').replace(/^( +)policies\n +infrastructure$/m, `$1${paths}`);
    writeFileSync(workflow, chosen);
    change({ 'policies/admin.json': RISKY, 'policies/admin.policy': RISKY });
    expect(run()[2]?.stdout).toBe(said);
  });

  test('takes nothing in the name of a file for a command', () => {
    change({ 'policies/$(touch hacked) `touch hacked`; touch hacked.json': RISKY });
    const runs = run();
    expect(outcomes(runs).at(-1)).toEqual(['Decide', 'failed']);
    expect(existsSync(path.join(repository, 'hacked'))).toBe(false);
  });

  test('says in what it fails where a file cannot be read', () => {
    change({ 'policies/broken.json': '{ "Version": ' });
    const runs = run();
    expect(outcomes(runs).at(-1)).toEqual(['Decide', 'failed']);
    expect([runs.at(-1)?.exitCode, runs[3]?.stderr.includes('policies/broken.json')]).toEqual([2, true]);
  });
});
