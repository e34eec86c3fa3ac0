import { dirname, isAbsolute, join } from 'node:path';
import type { Configuration, OptionDefault } from '../../assessment/configuration/configuration.js';
import { InputError } from '../../policy/input-error.js';
import { isCalled, type CommandDefinition, type OptionDefinition } from '../command.js';
import { optionNames } from '../option-names.js';
import { NO_CONFIGURATION } from '../shared-options.js';

/** A default as it stands in the file. */
interface GivenDefault {
  readonly name: string;
  readonly value: OptionDefault;
  readonly where: string;
  readonly directory: string;
}

const UNDER_COMMANDS = 'write a default that only other commands take under commands';

/**
 * The defaults that a configuration gives the options of a command, by long name.
 *
 * @param path - of the configuration file: relative paths in it start from its directory
 * @throws {InputError} naming an option that does not exist, or a value that it does not take
 */
export function optionDefaults(
  { options = {}, commands: ofCommands = {} }: Configuration,
  command: CommandDefinition,
  commands: readonly CommandDefinition[],
  path: string,
): ReadonlyMap<string, unknown> {
  const directory = dirname(path);
  const defaults = new Map<string, unknown>();
  const readers = commands.filter(readsConfiguration);
  for (const [name, value] of Object.entries(options)) {
    const where = `$.options.${name}`;
    const option = optionNamed(command, name);
    const given = { name, value, where, directory };
    const elsewhere = mistakeElsewhere(readers, given);
    const mistake = option === null ? elsewhere : mistakeIn(option, given);
    if (mistake !== null)
      throw elsewhere === null
        ? new InputError(`for ${command.name}, ${mistake.message}; ${UNDER_COMMANDS}`, where)
        : mistake;
    if (option !== null) defaults.set(name, optionValue(option, value, where, directory));
  }
  for (const [commandName, values] of Object.entries(ofCommands)) {
    const meant = commands.find((each) => isCalled(each, commandName));
    if (meant === undefined)
      throw new InputError(`there is no command ${commandName}`, `$.commands.${commandName}`);
    if (commandName !== meant.name && Object.hasOwn(ofCommands, meant.name))
      throw new InputError(
        `${commandName} is another name of ${meant.name}, which stands here too; keep one of them`,
        `$.commands.${commandName}`,
      );
    if (!readsConfiguration(meant))
      throw new InputError(`${commandName} reads no configuration file`, `$.commands.${commandName}`);
    for (const [name, value] of Object.entries(values)) {
      const where = `$.commands.${commandName}.${name}`;
      const option = optionNamed(meant, name);
      if (option === null) throw new InputError(`${commandName} has no option --${name}`, where);
      const read = optionValue(option, value, where, directory);
      if (meant.name === command.name) defaults.set(name, read);
    }
  }
  return defaults;
}

/**
 * What is wrong with a default for an option that only other commands have, so that a mistake shows up at once. Commands
 * differ in what an option of one name takes: one that takes the value is enough.
 */
function mistakeElsewhere(
  commands: readonly CommandDefinition[],
  { name, value, where, directory }: GivenDefault,
): InputError | null {
  const having = commands.flatMap((each) => optionNamed(each, name) ?? []);
  const mistakes = having.map((each) => mistakeIn(each, { name, value, where, directory }));
  const [first = new InputError(`no command has an option --${name}`, where)] = mistakes;
  return mistakes.includes(null) ? null : first;
}

function mistakeIn(option: OptionDefinition, { value, where, directory }: GivenDefault): InputError | null {
  try {
    optionValue(option, value, where, directory);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function readsConfiguration({ options }: CommandDefinition): boolean {
  return options.some(({ namesConfiguration }) => namesConfiguration === true);
}

function optionNamed({ options }: CommandDefinition, name: string): OptionDefinition | null {
  return options.find((option) => optionNames(option).long === name && !choosesConfiguration(option)) ?? null;
}

/** What a file holds comes too late to say which file is read. */
function choosesConfiguration({ flags, namesConfiguration }: OptionDefinition): boolean {
  return namesConfiguration === true || flags === NO_CONFIGURATION;
}

function optionValue(
  option: OptionDefinition,
  value: OptionDefault,
  where: string,
  directory: string,
): unknown {
  const { long, takesValue } = optionNames(option);
  if (!takesValue) {
    if (typeof value === 'boolean') return value;
    throw new InputError(`--${long} takes no value; write true or false`, where);
  }
  if (typeof value === 'boolean') throw new InputError(`--${long} takes a value`, where);
  const isList = typeof value === 'object';
  if (isList && option.repeatable !== true)
    throw new InputError(`--${long} takes one value, not a list`, where);
  const texts = (isList ? value : [value]).map((entry) => textValue(option, String(entry), where, directory));
  return option.repeatable === true ? texts : texts[0];
}

function textValue(
  { choices, completes }: OptionDefinition,
  text: string,
  where: string,
  directory: string,
): string {
  if (text === '') throw new InputError('the value is empty; write one, or leave the option out', where);
  if (choices !== undefined) {
    const word = text.toLowerCase();
    if (!choices.includes(word)) throw new InputError(`it takes one of ${choices.join(', ')}`, where);
    return word;
  }
  const isPath = completes === 'file' || completes === 'directory';
  return isPath && text !== '-' && !isAbsolute(text) ? join(directory, text) : text;
}
