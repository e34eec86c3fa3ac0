import type { Invocation } from '../command.js';
import { MULTI_ACCOUNT_CONFIG_TEMPLATE } from '../multi-account-config-template.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import { flagOption, textOption } from '../option-values.js';
import { writeTemplate } from '../write-template.js';

/** Runs `create-multi-account-config-file`; resolves to the exit code. */
export async function runCreateMultiAccountConfigFile({
  terminal,
  options,
  files,
}: Invocation): Promise<number> {
  const path = textOption(options, 'outputFile') ?? 'multi-account-config.yml';
  const overwrite = flagOption(options, 'force');
  if (!writeTemplate(path, MULTI_ACCOUNT_CONFIG_TEMPLATE, { overwrite, files, terminal })) return 0;
  terminal.err(
    `Wrote ${terminalSafe(path)}. Name your accounts in it; leave the ids in quotes, or YAML takes those that begin with 0 for other numbers.\n`,
  );
  return 0;
}
