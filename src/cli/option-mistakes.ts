import { isCalled, type CommandDefinition } from './command.js';
import { optionNames } from './option-names.js';
import { UsageError } from './usage-error.js';

/**
 * Refuses what parsers of arguments take without a word and nobody means: an option for the value of the one before
 * it, and a second value for an option that has one, of which the first would be dropped.
 *
 * @throws {UsageError} naming the option
 */
export function refuseOptionMistakes(
  parameters: readonly string[],
  commands: readonly CommandDefinition[],
): void {
  const command = commands.find((each) => isCalled(each, parameters[0]));
  if (command === undefined) return;
  const options = command.options.map((option) => ({ ...optionNames(option), ...option }));
  const flags = new Set(['--help', '-h']);
  for (const { long, short } of options) flags.add(`--${long}`).add(`-${short ?? 'h'}`);
  const given = new Map<string, string>();
  for (let index = 1; index < parameters.length && parameters[index] !== '--'; index++) {
    const parameter = parameters[index] ?? '';
    const [long = '', ...rest] = parameter.startsWith('--') ? parameter.split('=') : [];
    const option = options.find(
      (each) => long === `--${each.long}` || (each.short !== null && parameter === `-${each.short}`),
    );
    if (option?.takesValue !== true) continue;
    const isJoined = rest.length > 0;
    const value = isJoined ? rest.join('=') : parameters[++index];
    // Commander says that nothing follows.
    if (value === undefined) return;
    if (!isJoined && flags.has(value.replace(/=.*/, '')))
      throw new UsageError(`--${option.long}: its value is missing; ${value} follows it.`);
    const before = given.get(option.long);
    if (before !== undefined && before !== value && option.repeatable !== true)
      throw new UsageError(
        `--${option.long}: it takes one value, and there are two, ${before} and ${value}.`,
      );
    given.set(option.long, value);
  }
}
