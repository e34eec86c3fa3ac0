import { join } from 'node:path';
import type { Assessment } from '../assessment/assessment.js';
import { findingsChunks } from '../output/findings.js';
import { htmlReport } from '../output/html.js';
import { resultsChunks } from '../output/results.js';
import { readReportApp } from './report-app-files.js';
import { ReportData } from './report-data.js';
import type { TemporaryFiles } from './temporary-files.js';

/**
 * Writes the three files of a scan. All are complete before the first takes its place.
 *
 * @throws {UsageError} if a file cannot be written
 */
export async function writeAssessment(
  assessment: Assessment,
  directory: string,
  files: TemporaryFiles,
): Promise<{ readonly report: string; readonly all: readonly string[] }> {
  const report = join(directory, `iam-report-${assessment.name}.html`);
  const results = join(directory, `iam-results-${assessment.name}.json`);
  const findings = join(directory, `iam-findings-${assessment.name}.json`);
  const reportFile = files.begin(report);
  const findingsFile = files.begin(findings);
  const { before, after } = htmlReport(assessment, readReportApp());
  reportFile.write(before);
  const data = new ReportData((base64) => reportFile.write(base64));
  for (const chunk of findingsChunks(assessment)) {
    findingsFile.write(chunk);
    await data.add(chunk);
  }
  await data.end();
  reportFile.write(after);
  const resultsFile = files.begin(results);
  for (const chunk of resultsChunks(assessment)) resultsFile.write(chunk);
  resultsFile.commit();
  findingsFile.commit();
  reportFile.commit();
  return { report, all: [report, results, findings] };
}
