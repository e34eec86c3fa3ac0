import type { Invocation } from '../command.js';
import { refuseVainFilter } from '../fail-on.js';
import { carryOutRun } from '../multi-account/carry-out-run.js';
import { memberAccess } from '../multi-account/member-access.js';
import { runOptions } from '../multi-account/run-options.js';
import { flagOption } from '../option-values.js';
import { withProgress } from '../progress.js';

/** Runs `scan-multi-account`; resolves to the exit code. */
export async function runScanMultiAccount(invocation: Invocation): Promise<number> {
  refuseVainFilter(invocation.options);
  const run = runOptions(invocation.options);
  const { terminal, options } = invocation;
  return withProgress(terminal, flagOption(options, 'verbose'), async (progress) =>
    carryOutRun(run, await memberAccess(run, invocation, progress), invocation, progress),
  );
}
