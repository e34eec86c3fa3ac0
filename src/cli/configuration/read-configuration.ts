import { parseConfiguration } from '../../assessment/configuration/parse-configuration.js';
import type { CommandDefinition } from '../command.js';
import { inFile } from '../input-error-in-file.js';
import { parseYaml } from '../parse-yaml.js';
import { readText } from '../read-file.js';
import type { AppliedConfiguration } from './applied-configuration.js';
import { optionDefaults } from './option-defaults.js';

/**
 * Reads a configuration file for a command.
 *
 * @param commands - every command: a default must be of an option that one of them has
 * @throws {UsageError} naming the file, the place and what is wrong
 */
export function readConfiguration(
  path: string,
  command: CommandDefinition,
  commands: readonly CommandDefinition[],
): AppliedConfiguration {
  const { value, lineOf } = parseYaml(readText(path), path, { mergeKeys: true });
  return inFile(
    path,
    () => {
      const configuration = parseConfiguration(value);
      return {
        path,
        configuration,
        defaults: optionDefaults(configuration, command, commands, path),
        lineOf,
      };
    },
    lineOf,
  );
}
