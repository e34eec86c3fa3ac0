import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import type { Assessment } from '../../src/assessment/assessment.js';
import { falsePositiveExclusions } from '../../src/output/false-positive-exclusions.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { runCommandLine, type CommandLineRun } from '../robustness/command-line.js';
import { readFindings, readReport } from '../robustness/written-files.js';
import { accountWith, allowing, EXAMPLES, useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const EXAMPLE = join(EXAMPLES, 'account.json');
const RISKY = accountWith(allowing('s3:PutObjectAcl', 's3:DeleteBucket'));

const scan = (...parameters: readonly string[]): CommandLineRun =>
  runCommandLine(workspace.path, ['scan', '-s', ...parameters]);

/** What the scan wrote; the command line has just made it, so it has the shape. */
const written = (name: string) => readFindings(workspace.path, name) as unknown as Assessment;

function triage(decisions: readonly object[], account: object = { id: '111122223333', name: 'a' }): string {
  return JSON.stringify({ format: 'cloudsplaining-triage', version: 1, account, decisions });
}

function decision(finding: string, status: string, decidedAt = '2026-11-24T10:00:00Z', note = ''): object {
  return { finding, status, owner: 'ann', note, decidedAt, description: 'a finding' };
}

describe('scan --triage', () => {
  test('carries decisions into the next report by fingerprint, and says what matches nothing', () => {
    workspace.write({ 'a.json': JSON.stringify(RISKY) });
    scan('-i', 'a.json');
    const [first, second] = written('a').findings.map(({ id }) => id);
    workspace.write({
      'triage.json': triage([
        decision(first ?? '', 'fix'),
        decision(second ?? '', 'accepted'),
        decision('gone', 'fix'),
      ]),
    });
    const { exitCode, stdout, stderr } = scan('-i', 'a.json', '--triage', 'triage.json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(
      'Triage: 2 decisions carried over: 1 fix, 1 accepted.\n1 decision matches no finding any more; the report keeps it for its triage file.\n',
    );
    const carried = {
      decisions: [decision(first ?? '', 'fix'), decision(second ?? '', 'accepted')],
      unmatched: [decision('gone', 'fix')],
    };
    expect(written('a').triage).toEqual(carried);
    expect(readReport(workspace.path, 'a').data).toMatchObject({ triage: carried });
  });

  test('takes the latest of several files, and changes no count', () => {
    workspace.write({ 'a.json': JSON.stringify(RISKY) });
    scan('-i', 'a.json');
    const before = written('a');
    const id = before.findings[0]?.id ?? '';
    workspace.write({
      'ann.json': triage([decision(id, 'false-positive', '2026-11-24T11:00:00Z')]),
      'bo.json': triage([decision(id, 'fix', '2026-11-24T10:59:59Z')], { id: null, name: 'a' }),
    });
    scan('-i', 'a.json', '--triage', 'ann.json', '--triage', 'bo.json', '-m');
    const after = written('a');
    expect(after.triage).toEqual({
      decisions: [decision(id, 'false-positive', '2026-11-24T11:00:00Z')],
      unmatched: [],
    });
    expect({ ...after, triage: undefined, assessedAt: '' }).toEqual({
      ...before,
      triage: undefined,
      assessedAt: '',
    });
  });

  test('uses a file for the account it names only', () => {
    workspace.write({
      'in/a.json': JSON.stringify(RISKY),
      'in/b.json': JSON.stringify(accountWith(allowing('s3:DeleteBucket'), '444455556666')),
      'a.triage': triage([decision('gone', 'fix')]),
      'c.triage': triage([], { id: '777788889999', name: 'c' }),
    });
    const { exitCode, stderr } = scan('-i', 'in', '--triage', 'a.triage', '--triage', 'c.triage');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'Not used: c.triage: its decisions are on account 777788889999, which was not scanned.\n',
    });
    expect(written('a').triage?.unmatched).toHaveLength(1);
    expect(written('b').triage).toEqual({ decisions: [], unmatched: [] });
  });

  test.each([
    [
      '{}',
      'cloudsplaining: triage.json: this is no triage file; its format should be "cloudsplaining-triage" (at $.format).\n',
    ],
    [
      triage([decision('f', 'done')]),
      'cloudsplaining: triage.json: a status is one of to-triage, fix, false-positive, accepted (at $.decisions[0].status).\n',
    ],
    [
      '{"format":',
      'cloudsplaining: triage.json: the JSON ends too early, at line 1, column 11; the file is cut off.\n',
    ],
  ])('refuses %s', (text, message) => {
    workspace.write({ 'a.json': JSON.stringify(RISKY), 'triage.json': text });
    const { exitCode, stdout, stderr } = scan('-i', 'a.json', '--triage', 'triage.json');
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: '', stderr: message });
  });
});

describe('false positives as exclusions', () => {
  test('are accepted by -e, and take away just those', () => {
    scan('-i', EXAMPLE, '-t');
    const before = written('account');
    const isPlain = (index: number): boolean => before.policies[index]?.type === 'customer-managed';
    const policy = before.findings.find(
      ({ subject, counted }) => subject.type === 'policy' && counted && isPlain(subject.policy),
    )?.subject;
    const ids = before.findings
      .filter(({ subject }) => JSON.stringify(subject) === JSON.stringify(policy))
      .map(({ id }) => id);
    const decisions = new Map(
      ids.map((finding) => [
        finding,
        { finding, status: 'false-positive' as const, owner: '', note: '', decidedAt: '', description: '' },
      ]),
    );
    const { text, added } = falsePositiveExclusions(before, worksheetRows(before), decisions);
    expect(added).toBe(1);
    writeFileSync(join(workspace.path, 'exclusions.yml'), text);
    expect(scan('-i', EXAMPLE, '-t', '-e', 'exclusions.yml').exitCode).toBe(0);
    const onPolicies = ({ findings }: Assessment): readonly string[] =>
      findings.filter(({ subject }) => subject.type === 'policy').map(({ id }) => id);
    expect(onPolicies(written('account'))).toEqual(onPolicies(before).filter((id) => !ids.includes(id)));
  });
});
