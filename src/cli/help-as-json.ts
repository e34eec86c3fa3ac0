import { isCalled, type CommandDefinition, type OptionDefinition } from './command.js';
import { COMMANDS } from './commands.js';
import { EXIT_CODES } from './exit-codes.js';
import { optionNames } from './option-names.js';

const INDENTATION = 2;

/**
 * Everything that the help says, as JSON: of the command that the parameters name, or of all. Its shape is
 * {@link CommandHelp} by command; new members may be added to it.
 */
export function helpAsJson(parameters: readonly string[], version: string): string {
  const named = COMMANDS.find((command) => parameters.some((parameter) => isCalled(command, parameter)));
  const help =
    named === undefined
      ? { name: 'cloudsplaining', version, exitCodes: EXIT_CODES, commands: COMMANDS.map(commandHelp) }
      : commandHelp(named);
  return `${JSON.stringify(help, null, INDENTATION)}\n`;
}

/** What the help says of a command. */
export interface CommandHelp {
  readonly name: string;
  /** Another name of the command; null for none. */
  readonly alias: string | null;
  readonly summary: string;
  readonly description: string;
  /** What stands after the options; null for nothing. */
  readonly operand: {
    readonly name: string;
    readonly description: string;
    readonly repeatable: boolean;
    readonly optional: boolean;
    readonly choices: readonly string[] | null;
  } | null;
  readonly options: readonly OptionHelp[];
  readonly examples: readonly { readonly command: string; readonly meaning: string }[];
  readonly exitCodes: CommandDefinition['exitCodes'] | null;
}

/** What the help says of an option. */
export interface OptionHelp {
  /** `--input-file` */
  readonly long: string;
  /** `-i`; null for none. */
  readonly short: string | null;
  readonly takesValue: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly repeatable: boolean;
  readonly default: string | null;
  readonly choices: readonly string[] | null;
}

/** What the help says of a command, as data. */
export function commandHelp(definition: CommandDefinition): CommandHelp {
  const { name, alias = null, summary, description, operand, options, examples, exitCodes } = definition;
  return {
    name,
    alias,
    summary,
    description,
    operand:
      operand === undefined
        ? null
        : {
            name: operand.name,
            description: operand.description,
            repeatable: operand.repeatable ?? false,
            optional: operand.optional ?? false,
            choices: operand.choices ?? null,
          },
    options: options.map(optionHelp),
    examples: examples.map(([command, meaning]) => ({ command, meaning })),
    exitCodes: exitCodes ?? null,
  };
}

function optionHelp(option: OptionDefinition): OptionHelp {
  const { long, short, takesValue } = optionNames(option);
  return {
    long: `--${long}`,
    short: short === null ? null : `-${short}`,
    takesValue,
    description: option.description,
    required: option.required ?? false,
    repeatable: option.repeatable ?? false,
    default: option.default ?? null,
    choices: option.choices ?? null,
  };
}
