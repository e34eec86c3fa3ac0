import { NO_EXCLUSIONS } from '../../assessment/exclusions.js';
import { basename, extname } from 'node:path';
import type { Assessment } from '../../assessment/assessment.js';
import { scanParts, type ScanPartsOptions } from '../../assessment/scan-parts.js';
import { standalonePart } from '../../assessment/scan-policy.js';
import { proposeFixes } from '../../fixes/propose-fixes.js';
import { policyScanNotes, policyScanText } from '../../output/policy-text.js';
import { commitTogether } from '../../scanning/output-file.js';
import { baselineOfFiles } from '../baseline-of-files.js';
import { baselineRemark, comparedWithBaseline, failsOnNew } from '../baseline.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { refuseVainFilter } from '../fail-on.js';
import { fixesRemark } from '../fixes-remark.js';
import { formatContext, namedPlace, type ToldContext } from '../format-context.js';
import { formatPlan, TEXT, type PlannedFormat } from '../format-plan.js';
import { heededExclusions } from '../heeded-exclusions.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, severitiesOption, severityOption, textOption, textsOption } from '../option-values.js';
import { withProgress, type Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readEarlierFindings } from '../read-earlier-findings.js';
import { readExclusions } from '../read-exclusions.js';
import { isOneInput, readScanInput, type ScanInput } from '../scan-input/read-scan-input.js';
import { refuseInput } from '../refuse-input.js';
import { tuneForShortRun } from '../short-run.js';
import { UsageError } from '../usage-error.js';

/** Runs `scan-policy-file`; resolves to the exit code. */
export async function runScanPolicyFile(invocation: Invocation): Promise<number> {
  const { terminal, options } = invocation;
  tuneForShortRun();
  refuseVainFilter(options);
  return withProgress(terminal, flagOption(options, 'verbose'), (progress) =>
    scanPolicyFile(invocation, progress),
  );
}

async function scanPolicyFile(invocation: Invocation, progress: Progress): Promise<number> {
  const { terminal, options, operands } = invocation;
  const inputs = [...textsOption(options, 'inputFile'), ...operands];
  const onlyFile = isOneInput(inputs) && inputs[0] !== '-' ? (inputs[0] ?? null) : null;
  const name = nameOf(inputs);
  const planned = formatPlan(options, name);
  const context = formatContext(invocation, onlyFile);
  progress.phase('Reading');
  const settings = { accountId: context.accountId, region: context.region };
  const skipsOthers = flagOption(options, 'skipOthers');
  const input = await readScanInput(inputs, settings, terminal, skipsOthers);
  if (skipsOthers && holdsOnlyOthers(input)) {
    progress.done();
    terminal.err('None of the files holds anything to assess.\n');
    return 0;
  }
  refuseInput(
    planned.map(({ path }) => path),
    input.kind === 'files' ? input.scanned.taken : [input.input.name],
    invocation,
  );
  const named = await readExclusions(textOption(options, 'exclusionsFile'));
  const exclusions = input.kind === 'files' ? named : heededExclusions(input.input.value, named);
  const catalog = readCatalog(textOption(options, 'catalog'));
  const configured = configuredInvocation(invocation, catalog, exclusions);
  progress.phase('Assessing');
  const baseline = await readEarlierFindings(textOption(options, 'baseline'));
  const found = assessed(input, inputs, context.accountId, {
    name,
    ...configured,
    flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
    severities: severitiesOption(options, 'filterSeverity'),
    highPriorityOnly: flagOption(options, 'highPriorityOnly'),
    now: new Date(),
  });
  const scanned = flagOption(options, 'fixes')
    ? proposeFixes(found, { exclusions: NO_EXCLUSIONS, ...configured, ...namedPlace(context) })
    : found;
  const assessment =
    baseline === null
      ? scanned
      : comparedWithBaseline(
          scanned,
          baselineOfFiles(baseline, scanned, flagOption(options, 'highPriorityOnly')),
        );
  progress.done();
  const told = await withFileChanges(context, assessment, planned);
  await write(assessment, planned, told, invocation);
  // Whoever asks for JSON alone gets nothing else.
  if (planned.some(({ id }) => id !== 'json')) terminal.err(policyScanNotes(assessment));
  terminal.err(fixesRemark(assessment, planned, told.fileChanges));
  const threshold = severityOption(options, 'failOn');
  if (baseline !== null && threshold !== undefined) terminal.err(baselineRemark(assessment));
  if (lacksAPart(input, threshold !== undefined, terminal.err.bind(terminal))) return 2;
  return failsOnNew(threshold, assessment) ? 1 : 0;
}

async function write(
  assessment: Assessment,
  planned: readonly PlannedFormat[],
  context: ToldContext,
  invocation: Invocation,
): Promise<void> {
  const { terminal, files } = invocation;
  const others = planned.filter(({ id }) => id !== TEXT);
  if (others.length > 0) {
    // Most runs want text only, and do without the code of all formats.
    const { writeFormats } = await import('../write-formats.js');
    await writeFormats(assessment, others, context, invocation);
  }
  for (const { path } of planned.filter(({ id }) => id === TEXT)) {
    if (path === null) terminal.out(policyScanText(assessment, { colour: terminal.colour }));
    else {
      const file = files.begin(path, '--output-file');
      file.write(policyScanText(assessment));
      await commitTogether([file]);
    }
  }
}

/** The context with what the fixes change in the files that were scanned, for the format that tells. */
async function withFileChanges(
  context: ToldContext,
  assessment: Assessment,
  planned: readonly PlannedFormat[],
): Promise<ToldContext> {
  if (assessment.fixes === undefined || !planned.some(({ id }) => id === 'sarif')) return context;
  const { fileChanges } = await import('../file-changes.js');
  return { ...context, fileChanges: await fileChanges(assessment) };
}

/** What the assessment and its files are called: after the file, or the directory. */
function nameOf(inputs: readonly string[]): string {
  const [first = '-'] = inputs;
  if (first === '-') return 'policy';
  const stem = basename(first, extname(first)).replace(/[*?[\]{}]/g, '');
  return inputs.length === 1 && stem !== '' && stem !== '.' && stem !== '..' ? stem : 'files';
}

function assessed(
  input: ScanInput,
  inputs: readonly string[],
  accountId: string | null,
  options: ScanPartsOptions,
): Assessment {
  if (input.kind === 'files') {
    const { parts, notAssessed } = input.scanned;
    if (parts.length === 0) throw nothingToAssess(inputs, notAssessed, input.scanned.broken);
    const assessment = scanParts(parts, options);
    return notAssessed.length === 0
      ? assessment
      : { ...assessment, notAssessed: [...assessment.notAssessed, ...notAssessed] };
  }
  const { name, lineOf } = input.input;
  const { policies } = input;
  return inFile(
    name,
    () =>
      scanParts([standalonePart(policies, { accountId })], {
        ...options,
        name: policies[0]?.name ?? 'policy',
      }),
    lineOf,
  );
}

/** Whether all files could be read, and are of no concern. */
function holdsOnlyOthers(input: ScanInput): boolean {
  return input.kind === 'files' && input.scanned.parts.length === 0 && input.scanned.broken === 0;
}

function nothingToAssess(
  inputs: readonly string[],
  notAssessed: Assessment['notAssessed'],
  broken: number,
): UsageError {
  const [first] = notAssessed;
  // A folder or its only file: what is wrong with it is all there is to say.
  if (first !== undefined && notAssessed.length === broken && broken === 1)
    return new UsageError(`${first.where}: ${first.reason}.`);
  const found =
    first === undefined
      ? `no files were found in ${inputs.join(', ')}`
      : `the first of what was found: ${first.where}: ${first.reason}`;
  return new UsageError(
    `there is nothing to assess: name policies, Terraform plans or CloudFormation templates (${found}).`,
  );
}

/** Whether an answer must not pass for a clean one because part of it is missing. */
function lacksAPart(input: ScanInput, isGate: boolean, say: (line: string) => void): boolean {
  if (input.kind === 'policies') return false;
  const { broken } = input.scanned;
  if (broken === 0 || !isGate) return false;
  say(
    `Exit code 2: ${broken === 1 ? '1 file was' : `${broken} files were`} not read, so --fail-on was not answered for all files.\n`,
  );
  return true;
}
