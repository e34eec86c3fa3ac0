import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Assessment } from '../assessment/assessment.js';
import { findingsChunks } from '../output/findings.js';
import { htmlReport } from '../output/html.js';
import { resultsChunks } from '../output/results.js';
import { commitTogether, type OutputFile } from './output-file.js';
import { readReportApp } from './report-app-files.js';
import { ReportData } from './report-data.js';

/** Characters written before the process listens whether it shall stop. */
const CHARACTERS_A_TURN = 128 * 1024;

/** The files of an assessment. */
export interface AssessmentFiles {
  readonly report: OutputFile;
  readonly findings: OutputFile;
  /** In the shape of 0.9.1; null where nobody asked for it. */
  readonly results: OutputFile | null;
  /** Others that are complete and take their places before these. */
  readonly others?: readonly OutputFile[];
}

/**
 * Writes the files of an assessment. All are complete before the first takes its place; the report comes last.
 *
 * @param forReport - what the report holds, where that is less than everything
 */
export async function writeAssessment(
  assessment: Assessment,
  { report, findings, results, others = [] }: AssessmentFiles,
  forReport?: Assessment,
): Promise<void> {
  const { before, after } = htmlReport(forReport ?? assessment, readReportApp());
  report.write(before);
  const data = new ReportData((base64) => report.write(base64));
  // The findings are made once for both files, where both hold the same.
  for (const chunk of findingsChunks(assessment)) {
    findings.write(chunk);
    if (forReport === undefined) await data.add(chunk);
  }
  if (forReport !== undefined) for (const chunk of findingsChunks(forReport)) await data.add(chunk);
  await data.end();
  report.write(after);
  if (results !== null) await writeResults(assessment, results);
  await commitTogether([...others, ...(results === null ? [] : [results]), findings, report]);
}

async function writeResults(assessment: Assessment, results: OutputFile): Promise<void> {
  let characters = 0;
  for (const chunk of resultsChunks(assessment)) {
    results.write(chunk);
    characters += chunk.length;
    if (characters < CHARACTERS_A_TURN) continue;
    characters = 0;
    await nextTurn();
  }
}
