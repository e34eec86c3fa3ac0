import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Assessment } from '../assessment/assessment.js';
import { findingsChunks } from '../output/findings.js';
import { htmlReport } from '../output/html.js';
import { resultsChunks } from '../output/results.js';
import { readReportApp } from './report-app-files.js';
import { ReportData } from './report-data.js';
import type { TemporaryFiles } from './temporary-files.js';

/** Characters written before the process listens whether it shall stop. */
const CHARACTERS_A_TURN = 128 * 1024;

/** The files of a scan. */
export interface WrittenFiles {
  readonly report: string;
  readonly results: string;
  readonly findings: string;
}

/** Where the files of a scan go. */
export function scanFiles(directory: string, name: string): WrittenFiles {
  return {
    report: join(directory, `iam-report-${name}.html`),
    results: join(directory, `iam-results-${name}.json`),
    findings: join(directory, `iam-findings-${name}.json`),
  };
}

/**
 * Writes the three files of a scan. All are complete before the first takes its place.
 *
 * @param forReport - what the report holds, where that is less than everything
 * @throws {UsageError} if a file cannot be written
 */
export async function writeAssessment(
  assessment: Assessment,
  paths: WrittenFiles,
  files: TemporaryFiles,
  forReport?: Assessment,
): Promise<void> {
  const report = files.begin(paths.report);
  const findings = files.begin(paths.findings);
  const results = files.begin(paths.results);
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
  let characters = 0;
  for (const chunk of resultsChunks(assessment)) {
    results.write(chunk);
    characters += chunk.length;
    if (characters < CHARACTERS_A_TURN) continue;
    characters = 0;
    await nextTurn();
  }
  const all = [results, findings, report];
  for (const file of all) file.complete();
  for (const file of all) file.commit();
}
