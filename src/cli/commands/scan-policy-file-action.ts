import { NO_EXCLUSIONS } from '../../assessment/exclusions.js';
import { scanPolicies, type NamedPolicy } from '../../assessment/scan-policy.js';
import { proposeFixes } from '../../fixes/propose-fixes.js';
import { policyScanNotes, policyScanText } from '../../output/policy-text.js';
import type { Invocation } from '../command.js';
import { configuredInvocation } from '../configuration/configured-invocation.js';
import { failsOn } from '../fail-on.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, severitiesOption, severityOption, textOption } from '../option-values.js';
import { policiesIn, readPolicyInput } from '../policy-input.js';
import { Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { tuneForShortRun } from '../short-run.js';
import { UsageError } from '../usage-error.js';

/** Runs `scan-policy-file`; resolves to the exit code. */
export async function runScanPolicyFile(invocation: Invocation): Promise<number> {
  tuneForShortRun();
  const { terminal, options } = invocation;
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  progress.phase('Reading');
  const { name, value, lineOf } = await readPolicyInput(textOption(options, 'inputFile'), terminal);
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const catalog = readCatalog(textOption(options, 'catalog'));
  const configured = configuredInvocation(invocation, catalog, exclusions);
  progress.phase('Assessing');
  const policies = inFile(name, () => policiesIn(value, name), lineOf);
  const assessed = inFile(
    name,
    () =>
      scanPolicies(policies, {
        ...configured,
        flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
        severities: severitiesOption(options, 'filterSeverity'),
        highPriorityOnly: flagOption(options, 'highPriorityOnly'),
        now: new Date(),
      }),
    lineOf,
  );
  const judged = assessed.policies.length + assessed.principals.length;
  if (judged === 0) throw onlyResourcePolicies(name, policies);
  const assessment = flagOption(options, 'fixes')
    ? proposeFixes(assessed, { exclusions: NO_EXCLUSIONS, ...configured })
    : assessed;
  progress.done();
  if (options['format'] === 'json') {
    terminal.out(`${JSON.stringify(assessment)}\n`);
  } else {
    terminal.out(policyScanText(assessment, { colour: terminal.colour }));
    terminal.err(policyScanNotes(assessment));
  }
  // An answer that lacks a part must not pass for a clean one.
  if (judged < policies.length) return 2;
  return failsOn(severityOption(options, 'failOn'), assessment.summary.bySeverity) ? 1 : 0;
}

function onlyResourcePolicies(name: string, policies: readonly NamedPolicy[]): UsageError {
  const what = policies.length === 1 ? 'this is a resource policy' : 'these are resource policies';
  return new UsageError(
    `${name}: ${what}, which scan-policy-file does not judge, only identity policies and trust policies of roles; ask who-can with --resource-policies whom it lets in.`,
  );
}
