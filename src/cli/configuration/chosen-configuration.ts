import { relative } from 'node:path';
import type { CommandDefinition } from '../command.js';
import { optionNames } from '../option-names.js';
import { NO_CONFIGURATION } from '../shared-options.js';
import { UsageError } from '../usage-error.js';
import { findConfiguration } from './find-configuration.js';

/** The configuration file of a command. */
export interface ChosenConfiguration {
  readonly path: string;
  /** Whether the user named it, and so knows of it. */
  readonly isNamed: boolean;
}

/**
 * The configuration file that a command goes by: the one its options name, or the nearest one; null for none. Read
 * off the parameters, because it decides what the parser of options takes for their defaults.
 *
 * @throws {UsageError} if the options name a file and want none
 * @param parameters - the command's name and what follows it
 */
export function chosenConfiguration(
  { options }: CommandDefinition,
  parameters: readonly string[],
  workingDirectory: string,
): ChosenConfiguration | null {
  const option = options.find(({ namesConfiguration }) => namesConfiguration === true);
  if (option === undefined) return null;
  const end = parameters.indexOf('--');
  const given = end < 0 ? parameters : parameters.slice(0, end);
  const flag = `--${optionNames(option).long}`;
  const joined = given.find((parameter) => parameter.startsWith(`${flag}=`));
  const path = joined?.slice(flag.length + 1) ?? given[given.indexOf(flag, 1) + 1];
  const isNamed = joined !== undefined || given.indexOf(flag, 1) > 0;
  if (given.includes(NO_CONFIGURATION)) {
    if (isNamed)
      throw new UsageError(
        `${flag} names a configuration file and ${NO_CONFIGURATION} wants none; give one.`,
      );
    return null;
  }
  if (isNamed) return path === undefined || path === '' ? null : { path, isNamed: true };
  const found = findConfiguration(workingDirectory);
  return found === null ? null : { path: relative(workingDirectory, found), isNamed: false };
}
