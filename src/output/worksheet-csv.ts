import type { Assessment } from '../assessment/assessment.js';
import { worksheetCells, type DecisionsByFinding } from './worksheet-cells.js';
import type { WorksheetRow } from './worksheet-rows.js';

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

/** The worksheet as RFC 4180 has it: a head, a line for each row, CRLF after each. */
export function worksheetCsv(
  assessment: Assessment,
  rows: readonly WorksheetRow[],
  decisions: DecisionsByFinding,
): string {
  const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
  return [
    line(KEYS.map((key) => COLUMNS[key])),
    ...rows.map((row) => {
      const cells = worksheetCells(assessment, row, decisions);
      return line(
        KEYS.map((key) => {
          const cell = cells[key];
          if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
          return typeof cell === 'string' ? cell : cell.join('; ');
        }),
      );
    }),
  ].join('');
}

/**
 * A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it. It is
 * quoted where it has to be.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
