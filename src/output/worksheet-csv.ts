import type { Assessment, FixedFinding } from '../assessment/assessment.js';
import { newFindings } from '../assessment/new-findings.js';
import { visibleText } from './html-visible-text.js';
import { formatCount } from './html-wording.js';
import { worksheetCells, type DecisionsByFinding } from './worksheet-cells.js';
import type { WorksheetRow } from './worksheet-rows.js';

/** A spreadsheet's cell holds 32,767 characters; what is longer runs over into other rows there. */
const CELL_HOLDS = 32_000;
const HALF_PAIR = /\p{Cs}/gu;

/** Heads of the columns, by the cell that each holds. */
const COLUMNS = {
  finding: 'Finding',
  severity: 'Severity',
  counted: 'Counted',
  kind: 'Kind',
  subject: 'Policy or principal',
  subjectType: 'Type',
  arn: 'ARN',
  actions: 'Actions',
  services: 'Services',
  trusted: 'Trusted',
  escalationPaths: 'Escalation paths',
  reach: 'Reach',
  conditions: 'Residual conditions',
  attachedTo: 'Attached to',
  lastUsed: 'Last used',
  status: 'Status',
  owner: 'Owner',
  note: 'Note',
  decidedAt: 'Decided at',
} as const satisfies Readonly<Record<keyof ReturnType<typeof worksheetCells>, string>>;

// Written out, for Object.keys forgets which keys there are.
const KEYS = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];

/** Head of the column that is there where earlier findings were compared with. */
const CHANGE = 'Since the baseline';

/**
 * The worksheet as RFC 4180 has it: a head, a line for each row, CRLF after each. With earlier findings, a column more
 * says what is new, and what was fixed has lines at the end.
 */
export function worksheetCsv(
  assessment: Assessment,
  rows: readonly WorksheetRow[],
  decisions: DecisionsByFinding,
): string {
  const { trend, kinds } = assessment;
  const fresh = newFindings(assessment);
  const line = (cells: readonly string[], change: string): string =>
    `${[...cells, ...(trend === undefined ? [] : [change])].map(shownCell).join(',')}\r\n`;
  const titles = new Map(kinds.map(({ id, title }) => [id, title]));
  return [
    line(
      KEYS.map((key) => COLUMNS[key]),
      CHANGE,
    ),
    ...rows.map((row) => {
      const cells = worksheetCells(assessment, row, decisions);
      const change = row.finding.counted ? (fresh?.has(row.finding) === true ? 'new' : 'unchanged') : '';
      return line(
        KEYS.map((key) => {
          const cell = cells[key];
          if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
          return typeof cell === 'string' ? cell : listCell(cell);
        }),
        change,
      );
    }),
    ...(trend?.fixedFindings ?? []).map((fixed) => {
      const cells = fixedCells(fixed, titles);
      return line(
        KEYS.map((key) => cells[key] ?? ''),
        'fixed',
      );
    }),
  ].join('');
}

/** The members of a list as one cell has room for them; the others are counted. */
function listCell(members: readonly string[]): string {
  let length = 0;
  const fitting = members.findIndex((member) => {
    length += member.length + 2;
    return length > CELL_HOLDS;
  });
  return fitting === -1
    ? members.join('; ')
    : [...members.slice(0, fitting), `and ${formatCount(members.length - fitting)} more`].join('; ');
}

/** What is known of a finding that is gone. */
function fixedCells(
  { id, severity, kind = '', name = '', arn = '' }: FixedFinding,
  titles: ReadonlyMap<string, string>,
): Readonly<Partial<Record<keyof typeof COLUMNS, string>>> {
  return { finding: id, severity, counted: 'no', kind: titles.get(kind) ?? kind, subject: name, arn };
}

/** A cell without what acts on a terminal or hides: people look at CSV there too. */
function shownCell(text: string): string {
  return csvCell(visibleText(text).replace(HALF_PAIR, '\ufffd'));
}

const FORMULA_AT_START = /^(?=[\t\r\n]| *[=+\-@\uff1d\uff0b\uff0d\uff20])/;
/**
 * In many countries the semicolon parts the cells. Then our quotes part nothing, and those behind a semicolon are an
 * empty piece of the cell that begins there.
 */
const BEFORE_FORMULA = /[;\t\r\n](?=[ "]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/**
 * A cell in which no spreadsheet finds a formula: what begins like one gets an apostrophe before it, also behind what
 * may part cells. It is quoted where some program would part it.
 */
export function csvCell(text: string): string {
  const safe = text.replace(BEFORE_FORMULA, "$&'").replace(FORMULA_AT_START, "'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets read a CSV file as UTF-8 where it begins with a byte order mark; others do not need to meet one. */
export function forSpreadsheets(csv: string): string {
  return /[^\p{ASCII}]/u.test(csv) ? `\ufeff${csv}` : csv;
}
