import { terminalSafe } from '../../output/terminal-safe.js';
import type { CommandDefinition } from '../command.js';
import { COMMANDS } from '../commands.js';
import type { Terminal } from '../terminal.js';
import { chosenConfiguration } from './chosen-configuration.js';
import { NOT_CONFIGURED, type AppliedConfiguration } from './applied-configuration.js';

/**
 * The configuration that a command goes by. Says which file it is in, unless the user named it: what a file higher up
 * decides must not go unnoticed. Help does without.
 *
 * @throws {UsageError} if the file cannot be read
 */
export async function commandConfiguration(
  command: CommandDefinition | undefined,
  parameters: readonly string[],
  terminal: Terminal,
): Promise<AppliedConfiguration> {
  if (command === undefined || parameters.some((each) => each === '--help' || each === '-h'))
    return NOT_CONFIGURED;
  const chosen = chosenConfiguration(command, parameters, process.cwd());
  if (chosen === null) return NOT_CONFIGURED;
  const { readConfiguration } = await import('./read-configuration.js');
  const read = readConfiguration(chosen.path, command, COMMANDS);
  if (!chosen.isNamed) terminal.err(`Configuration: ${terminalSafe(chosen.path)}\n`);
  return read;
}
