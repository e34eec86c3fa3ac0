import { basename, dirname, resolve } from 'node:path';
import { stringify } from 'yaml';
import {
  actionsNotTaken,
  configurationFromExclusions,
} from '../../assessment/configuration/configuration-from-exclusions.js';
import { NO_EXCLUSIONS } from '../../assessment/exclusions.js';
import { loadCatalog } from '../../catalog/catalog-file.js';
import { terminalSafe } from '../../output/terminal-safe.js';
import type { Invocation } from '../command.js';
import { CONFIGURATION_FILES } from '../configuration/find-configuration.js';
import { flagOption, textOption } from '../option-values.js';
import { readExclusions } from '../read-exclusions.js';
import { refuseInput } from '../refuse-input.js';
import { UsageError } from '../usage-error.js';
import { writeTemplate } from '../write-template.js';

/** Runs `migrate-exclusions`; resolves to the exit code. */
export async function runMigrateExclusions(invocation: Invocation): Promise<number> {
  const { terminal, options, files } = invocation;
  const from = textOption(options, 'exclusionsFile') ?? '';
  const to = textOption(options, 'outputFile') ?? '';
  const reason = textOption(options, 'reason') ?? `excluded by ${from} before`;
  if (reason.trim() === '') throw new UsageError('--reason: the reason is empty; say why findings may stay.');
  refuseInput([to], [], invocation);
  const exclusions = (await readExclusions(from)) ?? NO_EXCLUSIONS;
  const leftOut = actionsNotTaken(exclusions, loadCatalog());
  const includeActions = exclusions.includeActions.filter((action) => !leftOut.includes(action));
  const configuration = configurationFromExclusions({ ...exclusions, includeActions }, reason);
  const text = `# Written from an exclusions file. Give every suppression a reason of its own, and a day on which it expires\n# (expires: "YYYY-MM-DD") where it should not last.\n${stringify(configuration)}`;
  const isInFile = writeTemplate(to, text, { overwrite: flagOption(options, 'force'), files, terminal });
  const count = configuration.suppressions?.length ?? 0;
  if (isInFile)
    terminal.err(
      `Wrote ${terminalSafe(to)} with ${count} ${count === 1 ? 'suppression' : 'suppressions'}. ${howToUse(to)}\n`,
    );
  if (leftOut.length > 0)
    terminal.err(
      `Left out of include-actions, for a configuration takes actions that the catalogue knows, written as service:Name: ${terminalSafe([...new Set(leftOut)].join(', '))}.\n`,
    );
  return 0;
}

function howToUse(path: string): string {
  if (!CONFIGURATION_FILES.includes(basename(path)))
    return `Give it with --config ${terminalSafe(path)} in the place of -e from now on, or call it cloudsplaining.yml, by which name it is found.`;
  const place = dirname(resolve(path)) === process.cwd() ? 'here' : `in ${terminalSafe(dirname(path))}`;
  return `Leave -e out from now on: the file is found by its name, ${place} and in folders below.`;
}
