import { scanPolicies } from '../../assessment/scan-policy.js';
import { policyScanNotes, policyScanText } from '../../output/policy-text.js';
import type { Invocation } from '../command.js';
import { failsOn } from '../fail-on.js';
import { inFile } from '../input-error-in-file.js';
import { flagOption, severitiesOption, severityOption, textOption } from '../option-values.js';
import { policiesIn, readPolicyInput } from '../policy-input.js';
import { Progress } from '../progress.js';
import { readCatalog } from '../read-catalog.js';
import { readExclusions } from '../read-exclusions.js';
import { tuneForShortRun } from '../short-run.js';

/** Runs `scan-policy-file`; resolves to the exit code. */
export async function runScanPolicyFile({ terminal, options }: Invocation): Promise<number> {
  tuneForShortRun();
  const progress = new Progress(terminal, flagOption(options, 'verbose'));
  progress.phase('Reading');
  const { name, value, lineOf } = await readPolicyInput(textOption(options, 'inputFile'), terminal);
  const exclusions = await readExclusions(textOption(options, 'exclusionsFile'));
  const catalog = readCatalog(textOption(options, 'catalog'));
  progress.phase('Assessing');
  const assessment = inFile(
    name,
    () =>
      scanPolicies(policiesIn(value, name), {
        catalog,
        ...(exclusions === undefined ? {} : { exclusions }),
        flagAllRiskyActions: flagOption(options, 'flagAllRiskyActions'),
        severities: severitiesOption(options, 'filterSeverity'),
        highPriorityOnly: flagOption(options, 'highPriorityOnly'),
        now: new Date(),
      }),
    lineOf,
  );
  progress.done();
  if (options['format'] === 'json') {
    terminal.out(`${JSON.stringify(assessment)}\n`);
  } else {
    terminal.out(policyScanText(assessment, { colour: terminal.colour }));
    terminal.err(policyScanNotes(assessment));
  }
  return failsOn(severityOption(options, 'failOn'), assessment.summary.bySeverity) ? 1 : 0;
}
