import type { OutputFormat } from '../output-format.js';
import { forSpreadsheets, worksheetCsv } from '../worksheet-csv.js';
import { worksheetRows } from '../worksheet-rows.js';

/** The triage worksheet. */
export const csv: OutputFormat = {
  id: 'csv',
  title: 'the triage worksheet, a line for each finding, for spreadsheets',
  ending: 'csv',
  contentType: 'text/csv; charset=utf-8',
  write: (assessment) => {
    const decisions = new Map(
      (assessment.triage?.decisions ?? []).map((decision) => [decision.finding, decision]),
    );
    return [forSpreadsheets(worksheetCsv(assessment, worksheetRows(assessment), decisions))];
  },
};
