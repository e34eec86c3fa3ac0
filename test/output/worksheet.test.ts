import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, TriageDecision, TriageStatus } from '../../src/assessment/assessment.js';
import { worksheetCells } from '../../src/output/worksheet-cells.js';
import { csvCell, worksheetCsv } from '../../src/output/worksheet-csv.js';
import { worksheetJson } from '../../src/output/worksheet-json.js';
import { worksheetRows } from '../../src/output/worksheet-rows.js';
import { lastUseText, residualPhrases } from '../../src/output/worksheet-wording.js';
import { escalatingAssessment } from '../report-app/escalating-assessment.js';

const assessment = escalatingAssessment();
const rows = worksheetRows(assessment);

function decided(finding: string, status: TriageStatus, owner = '', note = ''): TriageDecision {
  return { finding, status, owner, note, decidedAt: '2026-11-24T10:00:00Z', description: '' };
}

function rowOf(id: string) {
  const row = rows.find(({ key }) => key === id);
  if (row === undefined) throw new Error(`the fixture has no finding ${id}`);
  return row;
}

describe('the rows of the worksheet', () => {
  it('are one for each finding, and those on one policy share what it is', () => {
    expect(rows.map(({ key }) => key)).toEqual(assessment.findings.map(({ id }) => id));
    expect(rowOf('f01').subject).toBe(rowOf('f02').subject);
  });

  it('have keys of their own where findings share a fingerprint', () => {
    const [first] = assessment.findings;
    const twice: Assessment = { ...assessment, findings: first === undefined ? [] : [first, first] };
    expect(worksheetRows(twice).map(({ key }) => key)).toEqual(['f01', 'f01~2']);
  });

  it('say what a finding is on and who holds it', () => {
    const said = ['f01', 'f10', 't02', 'n01'].map((id) => {
      const { typeTitle, name, attachedTo } = rowOf(id).subject;
      return [typeTitle, name, attachedTo.join()];
    });
    expect(said).toEqual([
      ['AWS-managed policy', 'AdministratorAccess', 'alice,break-glass'],
      ['Inline policy', 'read-customer-exports', 'bob'],
      ['Trust policy', 'partner-access', 'partner-access'],
      ['User', 'bob', 'bob'],
    ]);
  });

  it('are attached to the resource where they are on its policy', () => {
    const resource = { name: 'queue', arn: 'arn:aws:sqs:eu-west-1:111122223333:queue' };
    const finding = {
      ...rowOf('t02').finding,
      subject: { type: 'resource-policy', resourcePolicy: 0 },
    } as const;
    const [row] = worksheetRows({
      ...assessment,
      findings: [finding],
      resourcePolicies: [
        {
          ...resource,
          accountId: null,
          resourceType: 'sqs:queue',
          document: 0,
          excludedBy: null,
          blocksPublicAccess: false,
        },
      ],
    });
    expect(row?.subject.attachedTo).toEqual(['queue']);
  });

  it('say when the roles were last used, and that it is not known of users', () => {
    expect(['f01', 'f10', 't02', 'f16'].map((id) => lastUseText(rowOf(id).subject.lastUse))).toEqual([
      '2026-10-01',
      'not known',
      'not known',
      'not known',
    ]);
    const unused = {
      ...assessment,
      principals: assessment.principals.map((principal) => ({
        ...principal,
        role: principal.role === null ? null : { ...principal.role, lastUsed: { date: null, region: null } },
      })),
    };
    const [first] = worksheetRows(unused).filter(({ key }) => key === 't02');
    expect(first === undefined ? '' : lastUseText(first.subject.lastUse)).toBe('no use recorded');
  });

  it('say what limits a finding, in words', () => {
    const said = (id: string): string => residualPhrases(rowOf(id).finding).join('; ');
    expect(said('f01')).toBe('');
    expect(said('f08')).toBe('cut by the Deny in statement 4');
    expect(said('f09')).toBe('only on resources that are named');
    expect(said('f12')).toBe(
      'only under conditions on aws:MultiFactorAuthPresent; cut by the Deny in statement 2',
    );
    expect(said('f13')).toBe('actions of the extended list');
    expect(said('f16')).toBe('held by no principal');
    expect(said('n02')).toBe('taken away by permissions boundary guard');
  });
});

/** Reads CSV as RFC 4180 describes it. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    lines.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') lines.push([]);
    if (cell.lastIndex === text.length) break;
  }
  return lines.slice(0, -1);
}

describe('the worksheet as CSV', () => {
  it('has a head and a line for each row', () => {
    const decisions = new Map([['f12', decided('f12', 'accepted', 'ann', 'until "May", with MFA')]]);
    expect(worksheetCsv(assessment, [rowOf('f12'), rowOf('t02')], decisions)).toBe(
      'Finding,Severity,Counted,Kind,Policy or principal,Type,ARN,Actions,Services,Trusted,Escalation paths,Reach,Residual conditions,Attached to,Last used,Status,Owner,Note,Decided at\r\n' +
        'f12,medium,no,Privilege escalation,guarded-operations,Customer-managed policy,arn:aws:iam::111122223333:policy/guarded-operations,iam:CreatePolicyVersion,,,Write a new version of a policy that one has,Conditional,"only under conditions on aws:MultiFactorAuthPresent; cut by the Deny in statement 2",operators,not known,Accepted,ann,"until ""May"", with MFA",2026-11-24T10:00:00Z\r\n' +
        't02,medium,yes,Assumable from another account,partner-access,Trust policy,arn:aws:iam::111122223333:role/partner-access,,,arn:aws:iam::999900001111:root,,Unrestricted,,partner-access,not known,To triage,,,\r\n',
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', '"\'\tx"'],
    [' =1+1', "' =1+1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['a; b', '"a; b"'],
    ['a;=1+1', '"a;\'=1+1"'],
    ['a; @b;c', '"a;\' @b;c"'],
    ['a\t=1+1', '"a\t\'=1+1"'],
    ['a\n-1', '"a\n\'-1"'],
    ['a;"=1+1', '"a;\'""=1+1"'],
    ['a; ""@b', '"a;\' """"@b"'],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a=1', 'a=1'],
    ['', ''],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('holds no cell that is longer than a spreadsheet reads, and counts what it leaves out', () => {
    const row = rowOf('t02');
    const trusted = Array.from({ length: 5000 }, (_, index) => `arn:${String(index).padStart(5, '0')}`);
    const many = { ...row, finding: { ...row.finding, trusted } };
    const cells = parseCsv(worksheetCsv(assessment, [many], new Map()))[1] ?? [];
    // Each name takes nine characters and the two between it and the next one.
    expect(cells[9]).toBe(`${trusted.slice(0, 2909).join('; ')}; and 2,091 more`);
  });

  it('never holds a cell in which a formula begins, and loses no text', () => {
    const ADDED = /(?<=^|[;\t\r\n])'(?=[ "]*[=+\-@\t\r\n])/g;
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('=', '-', '"', ',', ';', '\t', '\r', '\n', ' ', "'", 'a') }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const [line = []] = parseCsv(`${cells.map(csvCell).join(',')}\r\n`);
        expect(line.map((cell) => cell.replace(ADDED, ''))).toEqual(
          cells.map((cell) => cell.replace(ADDED, '')),
        );
        expect(line.filter((cell) => /^[=+\-@\t\r\n]|[;\t\r\n][ "]*[=+\-@]/.test(cell))).toEqual([]);
      }),
    );
  });
});

describe('the worksheet as JSON', () => {
  it('holds the account and each row in full', () => {
    const decisions = new Map([['f07', decided('f07', 'fix', 'bo')]]);
    const shown = [rowOf('f07'), rowOf('f04')];
    expect(JSON.parse(worksheetJson(assessment, shown, decisions))).toEqual({
      format: 'cloudsplaining-worksheet',
      version: 1,
      account: { id: '111122223333', name: 'example-production' },
      assessedAt: '2026-11-24T09:30:12.000Z',
      rows: shown.map((row) => worksheetCells(assessment, row, decisions)),
    });
    expect(worksheetCells(assessment, rowOf('f04'), decisions)).toMatchObject({
      counted: true,
      actions: [],
      services: ['ec2', 'iam', 'lambda', 's3', 'ssm'],
      status: 'To triage',
    });
  });
});
