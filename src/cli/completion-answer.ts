import { RootCommand } from '@bomb.sh/tab';
import { isCalled, type CommandDefinition, type OptionDefinition } from './command.js';
import { COMMANDS } from './commands.js';
import { optionNames } from './option-names.js';

/** What the completion scripts do with an answer; the numbers are those of Cobra's protocol, which tab speaks. */
const COMPLETE_FILES = ':0';
const COMPLETE_WORDS = ':4';
const COMPLETE_DIRECTORIES = ':16';

/** Answers what the completion script asks: the words typed so far, the last of which is being completed. */
export function answerCompletion(words: readonly string[]): void {
  const option = optionBeingCompleted(words);
  // Shells know best how to complete and quote paths: they are told to.
  if (option?.completes === 'file' || (option === undefined && namesFiles(words)))
    console.log(COMPLETE_FILES);
  else if (option?.completes === 'directory') console.log(COMPLETE_DIRECTORIES);
  else if (words.at(-1) === '-') answerFlags(words);
  else if (words[0] === 'help') answerCommands(words);
  else completionTree(words.at(-1) ?? '').parse([...words]);
}

/** Every flag, long and short: tab takes a lone hyphen for the beginning of short ones only. */
function answerFlags(words: readonly string[]): void {
  const command = calledBy(words);
  const flags = [
    ...(command?.options ?? []).map((option) => ({ ...optionNames(option), meaning: option.description })),
    { long: 'help', short: 'h', meaning: `show the help${command === undefined ? '' : ' of this command'}` },
    ...(command === undefined ? [{ long: 'version', short: 'V', meaning: 'print the version' }] : []),
  ];
  answer([
    ...flags.map(({ long, meaning }) => [`--${long}`, meaning] as const),
    ...flags.flatMap(({ short, meaning }) => (short === null ? [] : [[`-${short}`, meaning] as const])),
  ]);
}

/** What `help` takes: one command. */
function answerCommands(words: readonly string[]): void {
  const typed = words.at(-1) ?? '';
  const known = COMMANDS.flatMap(({ name, alias, summary }) =>
    [name, ...(alias === undefined ? [] : [alias])].map((word) => [word, summary] as const),
  );
  answer(words.length === 2 ? known.filter(([word]) => word.startsWith(typed)) : []);
}

function answer(candidates: readonly (readonly [word: string, meaning: string])[]): void {
  for (const [word, meaning] of candidates) console.log(`${word}\t${meaning}`);
  console.log(COMPLETE_WORDS);
}

/** Whether the last word is a file that the command takes without an option. */
function namesFiles(words: readonly string[]): boolean {
  const command = calledBy(words);
  return (
    words[0] !== 'help' &&
    command?.operand !== undefined &&
    command.operand.choices === undefined &&
    words.at(-1)?.startsWith('-') === false
  );
}

/** The option whose value the last word is. */
function optionBeingCompleted(words: readonly string[]): OptionDefinition | undefined {
  const command = calledBy(words);
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  return command?.options.find((option) => {
    const { long, short, takesValue } = optionNames(option);
    if (!takesValue) return false;
    return (
      last.startsWith(`--${long}=`) || before === `--${long}` || (short !== null && before === `-${short}`)
    );
  });
}

/** The command that the words before the last one call. */
function calledBy(words: readonly string[]): CommandDefinition | undefined {
  const before = words.slice(0, -1);
  return COMMANDS.find((command) => before.some((word) => isCalled(command, word)));
}

/** The commands as tab describes them. */
export function completionTree(typed = ''): RootCommand {
  const root = new RootCommand();
  root.option('help', 'show the help');
  root.option('version', 'print the version');
  for (const definition of COMMANDS) {
    addCommand(root, definition, typed);
    const { alias } = definition;
    if (alias !== undefined)
      addCommand(root, { ...definition, name: alias, summary: `the same as ${definition.name}` }, typed);
  }
  // Beside the commands themselves it would only be in the way.
  if (typed.startsWith('h')) root.command('help', 'show the help of a command');
  return root;
}

function addCommand(root: RootCommand, definition: CommandDefinition, typed: string): void {
  const command = root.command(definition.name, definition.summary);
  for (const option of definition.options) {
    const { long, short, takesValue } = optionNames(option);
    const alias = short === null ? [] : [short];
    if (!takesValue) command.option(long, option.description, ...alias);
    else {
      const choices = option.choices ?? [];
      // In a list, what stands before the last comma is kept.
      const kept = option.repeatable === true ? typed.replace(/^--[^=]*=/, '').replace(/[^,]*$/, '') : '';
      command.option(
        long,
        option.description,
        (add) => choices.forEach((word) => add(kept + word, '')),
        ...alias,
      );
    }
  }
  command.option('help', 'show the help of this command', 'h');
  const { name, choices } = definition.operand ?? {};
  if (name !== undefined && choices !== undefined)
    command.argument(name, (add) => choices.forEach((word) => add(word, '')));
}
