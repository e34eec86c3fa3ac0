import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentWith, role } from './bad-inputs/account-with.js';
import { runCommandLine, type CommandLineRun } from './command-line.js';
import { readFindings, readReport } from './written-files.js';

/** Names that AWS would not allow but a file can hold, each with what a terminal may be shown of it. */
const HOSTILE_NAMES = [
  { name: '<script>alert(1)</script>', shown: '<script>alert(1)</script>' },
  { name: '"><img src=x onerror=alert(1)>', shown: '"><img src=x onerror=alert(1)>' },
  { name: '=HYPERLINK("http://example.com";"x")', shown: '=HYPERLINK("http://example.com";"x")' },
  { name: 'up\u001b[1A\u009b31m\r\n', shown: 'up\\u{1b}[1A\\u{9b}31m\\u{d}\\u{a}' },
  { name: 'gnp.\u202eexe</script><!--', shown: 'gnp.\\u{202e}exe</script><!--' },
] as const;

const everything = (index: number) =>
  documentWith({ Sid: `S${index}`, Effect: 'Allow', Action: '*', Resource: '*' });

/** Roles of which the first can assume the others, which are administrators. */
function chain(names: readonly string[]): object {
  const [first = ''] = names;
  const assuming = documentWith({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  const administering = documentWith({ Effect: 'Allow', Action: 'iam:*', Resource: '*' });
  const trusting = documentWith({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::111122223333:role/${first}` },
    Action: 'sts:AssumeRole',
  });
  return {
    RoleDetailList: names.map((name) =>
      role(name, {
        AssumeRolePolicyDocument: trusting,
        RolePolicyList: [{ PolicyName: name, PolicyDocument: name === first ? assuming : administering }],
      }),
    ),
  };
}

let folder: string;
let run: CommandLineRun;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudsplaining-hostile-'));
  const roles = HOSTILE_NAMES.map(({ name }, index) =>
    role(name, {
      RoleId: `AROAHOSTILE${index}`,
      Arn: `arn:aws:iam::111122223333:role/hostile-${index}`,
      RolePolicyList: [{ PolicyName: name, PolicyDocument: everything(index) }],
      Tags: [{ Key: name, Value: name }],
    }),
  );
  writeFileSync(
    join(folder, 'hostile.json'),
    JSON.stringify({ RoleDetailList: [...roles, { RoleName: '\u001b[2Jno ARN' }] }),
  );
  writeFileSync(
    join(folder, 'chain.json'),
    JSON.stringify(chain(HOSTILE_NAMES.toReversed().map(({ name }) => name))),
  );
  writeFileSync(join(folder, 'harmless.json'), JSON.stringify(chain(['first', 'second'])));
  run = runCommandLine(folder, ['scan', '-s', '-i', 'hostile.json', '-o', '.']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('names that hold HTML, formulas and terminal escapes', () => {
  test('are harmless in a terminal', () => {
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.stdout.match(/[^\n\u0020-\u007e]/g)).toBe(null);
    for (const { shown } of HOSTILE_NAMES) expect(run.stdout).toContain(shown);
    expect(run.stdout).toContain('\\u{1b}[2Jno ARN');
  });

  test.each([
    ['paths', 'gnp.\\u202eexe<', ['paths', '--format', 'json', '-i', 'chain.json']],
    ['paths in Graphviz', 'gnp.\\\\u{202e}exe<', ['paths', '--format', 'dot', '-i', 'chain.json']],
    ['paths in GraphML', 'gnp.\\u{202e}exe&lt;', ['paths', '--format', 'graphml', '-i', 'chain.json']],
    [
      'paths in Mermaid',
      'gnp.#92;u#123;202e#125;exe#60;',
      ['paths', '--format', 'mermaid', '-i', 'chain.json'],
    ],
    [
      'who-can',
      '\\u009b31m',
      ['who-can', '--action', 's3:GetObject', '--format', 'json', '-i', 'hostile.json'],
    ],
    [
      'the assessment',
      '\\u009b31m',
      ['scan', '-s', '-o', 'assessed', '--format', 'json', '--output-file', '-', '-i', 'chain.json'],
    ],
  ])('are harmless in what a terminal may be shown of %s', (_, shown, parameters) => {
    const { exitCode, stdout } = runCommandLine(folder, parameters);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(shown);
    expect(stdout.match(/[^\n\u0020-\u007e]/g)).toBe(null);
  });

  test('are harmless where a policy is expanded or compared', () => {
    const document = documentWith({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' });
    writeFileSync(join(folder, 'policy.json'), JSON.stringify({ ...document, Id: HOSTILE_NAMES[3].name }));
    const expanded = runCommandLine(folder, ['expand-policy', '-i', 'policy.json']);
    expect(expanded.stdout).toContain('"Id": "up\\u001b[1A\\u009b31m\\r\\n"');
    expect(expanded.stdout.match(/[^\n\u0020-\u007e]/g)).toBe(null);
    const compared = runCommandLine(folder, ['diff', 'harmless.json', 'chain.json', '--format', 'json']);
    expect(compared.stdout).toContain('\\u009b31m');
    expect(compared.stdout.match(/[^\n\u0020-\u007e]/g)).toBe(null);
  });

  test('are harmless as arguments that are no options or commands', () => {
    const { name, shown } = HOSTILE_NAMES[4];
    expect(runCommandLine(folder, [name]).stderr).toBe(
      `cloudsplaining: unknown command '${shown}'; cloudsplaining --help lists the commands.\n`,
    );
    expect(runCommandLine(folder, ['scan', `--${name}`]).stderr).toBe(
      `cloudsplaining: unknown option '--${shown}'; cloudsplaining scan --help lists the options.\n`,
    );
  });

  test('are text in the page of the report', () => {
    const { page } = readReport(folder, 'hostile');
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/octet-stream;base64" id="assessment-data">',
    ]);
    expect(page.match(/<img|<!--/g)).toBe(null);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('stand unchanged in the data', () => {
    const findings = readFindings(folder, 'hostile');
    expect(findings.policies).toMatchObject(HOSTILE_NAMES.map(({ name }) => ({ name })));
    expect(readReport(folder, 'hostile').data).toEqual(findings);
    expect(findings.notAssessed).toEqual([
      {
        what: 'role \u001b[2Jno ARN',
        where: `$.RoleDetailList[${HOSTILE_NAMES.length}].Arn`,
        reason: 'Arn must be a text, not nothing, so the role is left out',
      },
    ]);
  });
});
