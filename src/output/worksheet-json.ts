import type { Assessment } from '../assessment/assessment.js';
import { worksheetCells, type DecisionsByFinding } from './worksheet-cells.js';
import type { WorksheetRow } from './worksheet-rows.js';

/** The worksheet as JSON: the account, and an object for each row, a line each. */
export function worksheetJson(
  assessment: Assessment,
  rows: readonly WorksheetRow[],
  decisions: DecisionsByFinding,
): string {
  const { account, name, assessedAt } = assessment;
  const head = JSON.stringify({
    format: 'cloudsplaining-worksheet',
    version: 1,
    account: { id: account.id, name },
    assessedAt,
  });
  const lines = rows.map((row) => JSON.stringify(worksheetCells(assessment, row, decisions)));
  return `${head.slice(0, -1)},"rows":[\n${lines.join(',\n')}\n]}\n`;
}
