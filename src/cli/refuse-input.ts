import { statSync } from 'node:fs';
import type { Invocation } from './command.js';
import { textOption, textsOption } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * Options whose files a scan reads, too. Earlier findings are none of them: who names their file for the new ones means
 * to replace it.
 */
const READ_TOO = [
  'exclusionsFile',
  'organizationPolicies',
  'resourcePolicies',
  'customGuidance',
  'customAppendices',
  'catalog',
];

/**
 * Refuses to write over what a command reads, by whichever name or link.
 *
 * @param targets - the files that are to be written; null for standard output
 * @param inputs - the files that are assessed
 * @throws {UsageError} if one is the other
 */
export function refuseInput(
  targets: readonly (string | null)[],
  inputs: readonly string[],
  { options, configuration }: Pick<Invocation, 'options' | 'configuration'>,
): void {
  const read = [
    ...inputs,
    ...READ_TOO.flatMap((name) => textOption(options, name) ?? []),
    ...textsOption(options, 'triage'),
    configuration.path,
  ];
  for (const target of targets) {
    const identity = target === null ? null : identityOf(target);
    if (identity !== null && read.some((path) => identityOf(path) === identity))
      throw new UsageError(`${target ?? ''}: this is the input; name another file for the output.`);
  }
}

/** What tells a file from all others, links to it followed; null where there is none. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    // What cannot be looked at, reading and writing say.
    return null;
  }
}
