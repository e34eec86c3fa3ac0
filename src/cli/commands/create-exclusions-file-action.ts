import { EXCLUSIONS_TEMPLATE } from '../../assessment/exclusions-template.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import { flagOption, textOption } from '../option-values.js';
import { writeTemplate } from '../write-template.js';

/** Runs `create-exclusions-file`; resolves to the exit code. */
export async function runCreateExclusionsFile({ terminal, options, files }: Invocation): Promise<number> {
  const path = textOption(options, 'outputFile') ?? 'exclusions.yml';
  const overwrite = flagOption(options, 'force');
  if (!writeTemplate(path, EXCLUSIONS_TEMPLATE, { overwrite, files, terminal })) return 0;
  const shown = terminalSafe(path);
  terminal.err(
    `Wrote ${shown}. Edit it, then run: cloudsplaining scan --exclusions-file ${shown} --input-file ACCOUNT.json\n`,
  );
  return 0;
}
