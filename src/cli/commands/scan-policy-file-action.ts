import { basename, extname } from 'node:path';
import { scanPolicies, type NamedPolicy } from '../../assessment/scan-policy.js';
import { policyScanNotes, policyScanText } from '../../output/policy-text.js';
import { commitTogether } from '../../scanning/output-file.js';
import { baselineRemark, comparedWithBaseline, failsOnNew } from '../baseline.js';
import type { Invocation } from '../command.js';
import { formatContext } from '../format-context.js';
import { formatPlan, TEXT } from '../format-plan.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, severitiesOption, severityOption, textOption } from '../option-values.js';
import { policiesIn, readPolicyInput } from '../policy-input.js';
import { Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readEarlierFindings } from '../read-earlier-findings.js';
import { readExclusions } from '../read-exclusions.js';
import { tuneForShortRun } from '../short-run.js';
import { UsageError } from '../usage-error.js';

/** Runs `scan-policy-file`; resolves to the exit code. */
export async function runScanPolicyFile(invocation: Invocation): Promise<number> {
  const { terminal, options, files } = invocation;
  tuneForShortRun();
  const input = textOption(options, 'inputFile') ?? '-';
  const planned = formatPlan(options, input === '-' ? 'policy' : basename(input, extname(input)));
  const context = formatContext(invocation, input === '-' ? null : input);
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  progress.phase('Reading');
  const { name, value, lineOf } = await readPolicyInput(input, terminal);
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const catalog = readCatalog(textOption(options, 'catalog'));
  progress.phase('Assessing');
  const policies = inFile(name, () => policiesIn(value, name), lineOf);
  const baseline = await readEarlierFindings(textOption(options, 'baseline'));
  const scanned = inFile(
    name,
    () =>
      scanPolicies(policies, {
        catalog,
        ...(exclusions === undefined ? {} : { exclusions }),
        flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
        severities: severitiesOption(options, 'filterSeverity'),
        highPriorityOnly: flagOption(options, 'highPriorityOnly'),
        now: new Date(),
      }),
    lineOf,
  );
  const assessment = baseline === null ? scanned : comparedWithBaseline(scanned, baseline);
  const assessed = assessment.policies.length + assessment.principals.length;
  if (assessed === 0) throw onlyResourcePolicies(name, policies);
  progress.done();
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
  // Whoever asks for JSON alone gets nothing else.
  if (planned.some(({ id }) => id !== 'json')) terminal.err(policyScanNotes(assessment));
  const threshold = severityOption(options, 'failOn');
  if (baseline !== null && threshold !== undefined) terminal.err(baselineRemark(assessment));
  // An answer that lacks a part must not pass for a clean one.
  if (assessed < policies.length) return 2;
  return failsOnNew(threshold, assessment) ? 1 : 0;
}

function onlyResourcePolicies(name: string, policies: readonly NamedPolicy[]): UsageError {
  const what = policies.length === 1 ? 'this is a resource policy' : 'these are resource policies';
  return new UsageError(
    `${name}: ${what}, which scan-policy-file does not judge, only identity policies and trust policies of roles; ask who-can with --resource-policies whom it lets in.`,
  );
}
