import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseAuthorizationDetails } from '../../account/parse-authorization-details.js';
import { assess, type AssessOptions } from '../../assessment/assess.js';
import type { Assessment } from '../../assessment/assessment.js';
import { isAtLeast, SEVERITIES } from '../../assessment/severity.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { terminalSummary } from '../../output/terminal-summary.js';
import type { Invocation } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { openReport } from '../open-report.js';
import { flagOption, severitiesOption, severityOption, textOption } from '../option-values.js';
import { readJson } from '../parse-json.js';
import { Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { isDirectory } from '../read-file.js';
import { UsageError } from '../usage-error.js';
import { writeAssessment } from '../write-assessment.js';

/** Runs `scan`; resolves to the exit code. */
export async function runScan(invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  try {
    return await scanInput(invocation, progress);
  } finally {
    progress.done();
  }
}

async function scanInput(invocation: Invocation, progress: Progress): Promise<number> {
  const { terminal, options } = invocation;
  const input = textOption(options, 'inputFile') ?? '';
  const output = textOption(options, 'output') ?? '.';
  const directory = isDirectory(input);
  progress.phase('Loading the catalogue');
  const catalog = readCatalog(textOption(options, 'catalog'));
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const shared: Omit<AssessOptions, 'name'> = {
    catalog,
    ...(exclusions === undefined ? {} : { exclusions }),
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    flagTrustPolicies: flagOption(options, 'flagTrustPolicies'),
    severities: severitiesOption(options, 'filterSeverity'),
    minimize: flagOption(options, 'minimize'),
    now: new Date(),
  };
  const paths = directory ? filesOf(input) : [input];
  const threshold = severityOption(options, 'failOn');
  let reached = false;
  let report: string | null = null;
  let scanned = 0;
  for (const path of paths) {
    const name = basename(path, extname(path));
    let assessment: Assessment;
    try {
      assessment = await assessFile(path, { ...shared, name }, progress);
    } catch (error) {
      if (!directory || !(error instanceof UsageError)) throw error;
      terminal.err(`Skipped: ${terminalSafe(error.message)}\n`);
      continue;
    }
    progress.phase(`Writing the report of ${terminalSafe(name)}`);
    const written = await writeAssessment(assessment, output, invocation.files);
    progress.done();
    if (scanned > 0) terminal.out('\n');
    terminal.out(terminalSummary(assessment, { files: written.all, colour: terminal.colour, width: terminal.columns }));
    scanned++;
    report ??= written.report;
    reached ||= threshold !== undefined && SEVERITIES.some((severity) => isAtLeast(severity, threshold) && assessment.summary.bySeverity[severity] > 0);
  }
  if (scanned === 0) throw new UsageError(`${input}: no file in this directory holds authorization details; save them there as *.json.`);
  if (report !== null && !flagOption(options, 'skipOpenReport')) await openReport(report, terminal);
  return reached ? 1 : 0;
}

async function assessFile(path: string, options: AssessOptions, progress: Progress): Promise<Assessment> {
  progress.phase(`Reading ${terminalSafe(path)}`);
  const json = await readJson(path);
  progress.phase(`Understanding ${terminalSafe(path)}`);
  const account = inFile(path, () => parseAuthorizationDetails(json));
  progress.phase(`Assessing ${terminalSafe(path)}`);
  return assess(account, options);
}

/** The JSON files of a directory, in the order of their names. */
function filesOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.json'))
    .map((entry) => join(directory, entry.name))
    .sort();
}
