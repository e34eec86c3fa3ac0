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
