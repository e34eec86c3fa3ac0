import { Argument, Command, CommanderError, Option } from 'commander';
import type { CommandDefinition, Invocation, OptionDefinition } from './command.js';
import { COMMANDS } from './commands.js';
import type { TemporaryFiles } from './temporary-files.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** Parses arguments and runs the command they name; resolves to the exit code. */
export async function runProgram(
  parameters: readonly string[],
  version: string,
  terminal: Terminal,
  files: TemporaryFiles,
): Promise<number> {
  let exitCode = 0;
  const program = new Command('cloudsplaining')
    .description('Finds violations of least privilege in AWS IAM and writes a report, the gravest first.')
    .version(version, '-V, --version', 'print the version of the tool and the date of its catalogue')
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false, helpWidth: Math.min(terminal.columns, 110) })
    .addHelpText('after', '\nRun cloudsplaining COMMAND --help for the options of a command, with examples.\n')
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(`cloudsplaining: ${text.replace(/^error: /, '').trim().replace(/\n/g, ' ').replace(/([^.?)])$/, '$1.')}\n`),
    })
    .exitOverride();
  for (const definition of COMMANDS) {
    const command = addCommand(program, definition);
    command.action(async (...received: unknown[]) => {
      const operands = received.filter((value): value is string => typeof value === 'string');
      const invocation: Invocation = { terminal, files, options: command.opts(), operands };
      exitCode = await definition.run(invocation);
    });
  }
  try {
    await program.parseAsync(splitRiskyFlag(parameters), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is no error; help shown for want of a command is one.
    return error.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}

function addCommand(program: Command, definition: CommandDefinition): Command {
  const command = program.command(definition.name).summary(definition.summary).description(definition.description);
  // Subcommands inherit output and error handling from the program.
  command.copyInheritedSettings(program).showSuggestionAfterError();
  if (definition.operand !== undefined) {
    const { name, description, choices } = definition.operand;
    command.addArgument(new Argument(`<${name}>`, description).choices([...choices]));
  }
  for (const option of definition.options) command.addOption(commanderOption(option));
  const width = Math.max(...definition.examples.map(([line]) => line.length));
  const examples = definition.examples.map(([line, meaning]) =>
    width > 60 ? `  # ${meaning}\n  ${line}` : `  ${line.padEnd(width)}  # ${meaning}`,
  );
  command.addHelpText('after', `\nExamples:\n${examples.join('\n')}\n`);
  return command;
}

function commanderOption(definition: OptionDefinition): Option {
  const option = new Option(definition.flags, definition.description);
  if (definition.default !== undefined) option.default(definition.default);
  if (definition.required === true) option.makeOptionMandatory();
  const { choices } = definition;
  if (definition.repeatable === true) {
    const shown = (choices ?? []).join(', ');
    option.description += ` (${shown})`;
    option.argParser((value: string, previous: readonly string[] | undefined) => {
      const words = value.toLowerCase().split(',');
      const wrong = words.find((word) => choices !== undefined && !choices.includes(word));
      if (wrong !== undefined) throw new UsageError(`--${option.name()} takes ${shown}, not ${JSON.stringify(wrong)}.`);
      return [...(previous ?? []), ...words];
    });
  } else if (choices !== undefined) {
    option.choices([...choices]);
  }
  return option;
}

/** `-aR` is an option of two letters, which argument parsers take for two options: it becomes its long name. */
export function splitRiskyFlag(parameters: readonly string[]): string[] {
  const end = parameters.indexOf('--');
  return parameters.flatMap((parameter, position) => {
    if (end >= 0 && position > end) return [parameter];
    const match = /^-([a-zA-Z]*)aR([a-zA-Z]*)$/.exec(parameter);
    if (match === null) return [parameter];
    const others = `${match[1] ?? ''}${match[2] ?? ''}`;
    return others === '' ? ['--flag-all-risky-actions'] : ['--flag-all-risky-actions', `-${others}`];
  });
}
