import { Argument, Command, CommanderError, InvalidArgumentError, Option, type Help } from 'commander';
import { terminalSafe } from '../output/terminal-safe.js';
import { isCalled, type CommandDefinition, type Invocation, type OptionDefinition } from './command.js';
import { COMMANDS } from './commands.js';
import { commandConfiguration } from './configuration/command-configuration.js';
import { EXIT_CODES } from './exit-codes.js';
import { expandLongShortForms } from './long-short-forms.js';
import { refuseOptionMistakes } from './option-mistakes.js';
import { optionNames } from './option-names.js';
import { UsageError } from './usage-error.js';
import type { TemporaryFiles } from './temporary-files.js';
import type { Terminal } from './terminal.js';

/** Longer lines are hard to read, and narrower columns hold no description beside an option. */
const MOST_COLUMNS = 100;
const FEWEST_COLUMNS = 60;
const FEWEST_OF_DESCRIPTIONS = 15;
const UNDER_EXIT_CODE = ' '.repeat('  2  '.length);
/** Examples longer than this have their meaning on a line above them. */
const LONGEST_EXAMPLE = 60;

/** Parses arguments and runs the command they name; resolves to the exit code. */
export async function runProgram(
  given: readonly string[],
  version: string,
  terminal: Terminal,
  files: TemporaryFiles,
): Promise<number> {
  const parameters = withoutVainHelp(given);
  if (asksForHelpAsJson(parameters)) {
    const { helpAsJson } = await import('./help-as-json.js');
    terminal.out(helpAsJson(parameters, version));
    return 0;
  }
  refuseOptionMistakes(parameters, COMMANDS);
  let exitCode = 0;
  const columns = Math.max(FEWEST_COLUMNS, Math.min(terminal.columns, MOST_COLUMNS));
  const program = new Command('cloudsplaining')
    .description('Finds violations of least privilege in AWS IAM and writes a report, the gravest first.')
    .version(version, '-V, --version', 'print the version of the tool and the date of its catalogue')
    .showSuggestionAfterError()
    .configureHelp({
      showGlobalOptions: false,
      helpWidth: columns,
      minWidthToWrap: FEWEST_OF_DESCRIPTIONS,
      optionTerm,
      subcommandTerm: commandTerm,
    })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
      outputError: (text, write) => write(`cloudsplaining: ${terminalSafe(oneSentence(text, parameters))}\n`),
    })
    .exitOverride();
  program.addHelpText('after', programHelp(program.createHelp()));
  const [first, second] = parameters.filter((parameter) => !parameter.startsWith('-'));
  const named = COMMANDS.filter((command) => isCalled(command, first === 'help' ? second : first));
  const configuration = await commandConfiguration(named[0], parameters, terminal);
  // The help of the program and mistakes in names need no more than the names, and setting all up takes time.
  if (named.length === 0) for (const definition of COMMANDS) addName(program, definition);
  for (const definition of named) {
    const command = addCommand(program, definition, configuration.defaults);
    command.action(async (...received: unknown[]) => {
      const operands = received.flat().filter((value): value is string => typeof value === 'string');
      refuseMissing(definition, command.opts());
      refuseEmpty(definition, command.opts(), operands);
      const invocation: Invocation = { terminal, files, options: command.opts(), operands, configuration };
      exitCode = await definition.run(invocation);
    });
  }
  try {
    await program.parseAsync(expandLongShortForms(parameters, COMMANDS), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is no error; help shown for want of a command is one.
    return error.exitCode === 0 ? 0 : 2;
  }
  return exitCode;
}

/** `--help --format json`, in either order, of a command or of all: for programs that are to know what there is. */
function asksForHelpAsJson(parameters: readonly string[]): boolean {
  if (!parameters.includes('--help') && !parameters.includes('-h')) return false;
  return parameters.includes('--format=json') || parameters[parameters.indexOf('--format') + 1] === 'json';
}

/** Help on something that is no command is a mistake in that word, which then gets its sentence. */
function withoutVainHelp(parameters: readonly string[]): readonly string[] {
  const [first = '', second = ''] = parameters;
  const isKnown = first === 'help' || COMMANDS.some((command) => isCalled(command, first));
  if (/^[^-]/.test(first) && !isKnown) return [first];
  const isCommand = second === 'help' || COMMANDS.some((command) => isCalled(command, second));
  return first === 'help' && /^[^-]/.test(second) && !isCommand ? [second] : parameters;
}

/** Options that must be given. Commander would look for them first, and not say which one is misspelt. */
function refuseMissing(
  { name, options }: CommandDefinition,
  values: Readonly<Record<string, unknown>>,
): void {
  const missing = options.find(
    (option) => option.required === true && values[camelCase(optionNames(option).long)] === undefined,
  );
  if (missing !== undefined) throw new UsageError(`${name} needs ${missing.flags}: ${missing.description}.`);
}

/** An empty value mostly comes from a variable of the shell that is not set; taken for a path it would be a riddle. */
function refuseEmpty(
  { options, operand }: CommandDefinition,
  values: Readonly<Record<string, unknown>>,
  operands: readonly string[],
): void {
  const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.includes(''));
  const empty = options
    .map((option) => optionNames(option).long)
    .find((long) => isEmpty(values[camelCase(long)]));
  if (empty !== undefined)
    throw new UsageError(`--${empty}: the value is empty; write one, or leave the option out.`);
  if (operands.includes(''))
    throw new UsageError(`${operand?.name ?? 'argument'}: the name is empty; write one.`);
}

/** The name under which commander keeps the value of an option. */
function camelCase(long: string): string {
  return long.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
}

function programHelp(help: Help): string {
  return `
Examples:
  cloudsplaining download --profile prod          # download the IAM of an account
  cloudsplaining scan -i prod.json                # assess it and open the report
  cloudsplaining scan-policy-file -i policy.json  # assess a single policy

Exit codes:
${exitCodeLines(
  Object.entries(EXIT_CODES).map(([code, meaning]) => `${code}  ${meaning}`),
  help,
)}Run cloudsplaining COMMAND --help for the options of a command, with examples.
`;
}

/** Commander's messages as one sentence that ends like one, with what helps to put it right. */
function oneSentence(text: string, parameters: readonly string[]): string {
  const sentence = text
    .replace(/^error: /, '')
    .trim()
    .replace(/\n/g, ' ');
  const command = COMMANDS.find((each) => parameters.some((parameter) => isCalled(each, parameter)));
  const meant = command?.options.find(
    ({ longShortForm }) => sentence === `unknown option '${longShortForm?.slice(0, 2)}'`,
  );
  if (meant !== undefined) return `${sentence} (Did you mean ${meant.longShortForm}?)`;
  const longer = longerOption(sentence, command);
  if (longer !== null) return longer;
  if (/^unknown (?:command|option) '[^']*'$/.test(sentence)) {
    const subject = sentence.startsWith('unknown command') || command === undefined ? '' : ` ${command.name}`;
    const listed = sentence.startsWith('unknown command') ? 'commands' : 'options';
    return `${sentence}; cloudsplaining${subject} --help lists the ${listed}.`;
  }
  if (command !== undefined && sentence.startsWith('missing required argument'))
    return `${sentence}; cloudsplaining ${command.name} --help shows how it is called.`;
  const ended = sentence.replace(/([^.?)])$/, '$1.');
  const takesInput = command?.options.some(({ flags }) => flags.includes('--input-file')) === true;
  return takesInput && sentence.startsWith('too many arguments')
    ? `${ended} Name input files with --input-file.`
    : ended;
}

/** The sentence on the beginning of an option's name: commander looks for likeness, and finds --output for --input. */
function longerOption(sentence: string, command: CommandDefinition | undefined): string | null {
  const [unknown, written = ''] = /^unknown option '--([\w-]+)'/.exec(sentence) ?? [];
  const meant = command?.options
    .map((option) => optionNames(option).long)
    .find((long) => long.startsWith(`${written}-`));
  return unknown === undefined || meant === undefined ? null : `${unknown} (Did you mean --${meant}?)`;
}

/** A command by its name only: it cannot be run. */
function addName(program: Command, { name, alias, summary }: CommandDefinition): Command {
  const command = program.command(name).summary(summary);
  return alias === undefined ? command : command.alias(alias);
}

/** What the help of the program shows of a command: `scan-policy-file|scan-files [options] [files...]`. */
function commandTerm(command: Command): string {
  const definition = COMMANDS.find(({ name }) => name === command.name());
  if (definition === undefined) return 'help [command]';
  const { name, alias, options, operand } = definition;
  return [
    alias === undefined ? name : `${name}|${alias}`,
    ...(options.length === 0 ? [] : ['[options]']),
    ...(operand === undefined ? [] : [operandTerm(operand)]),
  ].join(' ');
}

function operandTerm({
  name,
  repeatable = false,
  optional = false,
}: NonNullable<CommandDefinition['operand']>): string {
  const word = repeatable ? `${name}...` : name;
  return optional ? `[${word}]` : `<${word}>`;
}

function addCommand(
  program: Command,
  definition: CommandDefinition,
  defaults: ReadonlyMap<string, unknown>,
): Command {
  const command = program
    .command(definition.name)
    .summary(definition.summary)
    .description(definition.description);
  if (definition.alias !== undefined) command.alias(definition.alias);
  // Subcommands inherit output and error handling from the program.
  command.copyInheritedSettings(program).showSuggestionAfterError();
  if (definition.operand !== undefined) {
    const { description, choices } = definition.operand;
    const argument = new Argument(operandTerm(definition.operand), description);
    command.addArgument(choices === undefined ? argument : argument.choices([...choices]));
  }
  for (const option of definition.options)
    command.addOption(commanderOption(option, defaults.get(optionNames(option).long)));
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples(definition)}\n${exitCodes(definition, command.createHelp())}`,
  );
}

const ERROR = 'an error in the command or its input';

function exitCodes({ exitCodes: own }: CommandDefinition, help: Help): string {
  if (own === undefined) return '';
  const lines = [
    '0  done',
    own[1] === undefined ? null : `1  ${own[1]}`,
    `2  ${ERROR}${own[2] === undefined ? '' : `, or ${own[2]}`}`,
    own[3] === undefined ? null : `3  ${own[3]}`,
  ];
  return `\nExit codes:\n${exitCodeLines(
    lines.filter((line) => line !== null),
    help,
  )}`;
}

function exitCodeLines(lines: readonly string[], help: Help): string {
  const width = (help.helpWidth ?? MOST_COLUMNS) - UNDER_EXIT_CODE.length;
  return lines
    .map((line) => `  ${help.boxWrap(line, width).replaceAll('\n', `\n${UNDER_EXIT_CODE}`)}\n`)
    .join('');
}

function examples({ examples: lines }: CommandDefinition): string {
  const width = Math.max(...lines.map(([line]) => line.length));
  if (width > LONGEST_EXAMPLE) return lines.map(([line, meaning]) => `  # ${meaning}\n  ${line}`).join('\n');
  return lines.map(([line, meaning]) => `  ${line.padEnd(width)}  # ${meaning}`).join('\n');
}

/** @param configured - the default of a configuration; undefined for none */
function commanderOption(definition: OptionDefinition, configured: unknown): Option {
  const option = new Option(definition.flags, definition.description);
  const value = configured ?? definition.default;
  if (value !== undefined) option.default(value);
  const { choices, repeatable = false } = definition;
  if (choices === undefined)
    return repeatable
      ? option.argParser((value: string, previous: unknown) =>
          appended(previous === configured ? undefined : previous, [value]),
        )
      : option;
  // Sets what the help says of the choices; the check below also takes them in any case.
  option.choices([...choices]);
  return option.argParser((value: string, previous: unknown) => {
    const words = repeatable ? value.toLowerCase().split(',') : [value.toLowerCase()];
    if (words.some((word) => !choices.includes(word))) {
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    }
    // What is given replaces the defaults of a configuration.
    return repeatable ? appended(previous === configured ? undefined : previous, words) : words[0];
  });
}

/** The values of an option that was given before, and those given now. */
function appended(previous: unknown, values: readonly string[]): readonly unknown[] {
  const before: readonly unknown[] = Array.isArray(previous) ? previous : [];
  return [...before, ...values];
}

/** What the help shows of an option: its flags, with the short form that commander does not know. */
function optionTerm({ flags, long }: Option): string {
  const definition = COMMANDS.flatMap(({ options }) => options).find(
    (option) => `--${optionNames(option).long}` === long,
  );
  return definition?.longShortForm === undefined ? flags : `${definition.longShortForm}, ${flags}`;
}
