import { existsSync, statSync } from 'node:fs';
import { EXCLUSIONS_TEMPLATE } from '../../assessment/exclusions-template.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import { flagOption, textOption } from '../option-values.js';
import { UsageError } from '../usage-error.js';

/** Runs `create-exclusions-file`; resolves to the exit code. */
export async function runCreateExclusionsFile({ terminal, options, files }: Invocation): Promise<number> {
  const path = textOption(options, 'outputFile') ?? 'exclusions.yml';
  if (existsSync(path) && statSync(path).isDirectory())
    throw new UsageError(`${path}: this is a directory; name a file in it with --output-file.`);
  if (existsSync(path) && !flagOption(options, 'force')) {
    throw new UsageError(
      `${path}: this file is there already; use --force to overwrite it, or --output-file for another name.`,
    );
  }
  const file = files.begin(path, '--output-file');
  file.write(EXCLUSIONS_TEMPLATE);
  file.complete();
  file.commit();
  const shown = terminalSafe(path);
  terminal.err(
    `Wrote ${shown}. Edit it, then run: cloudsplaining scan --exclusions-file ${shown} --input-file ACCOUNT.json\n`,
  );
  return 0;
}
