import { RootCommand } from '@bomb.sh/tab';
import type { CommandDefinition, OptionDefinition } from './command.js';
import { COMMANDS } from './commands.js';
import { optionNames } from './option-names.js';

/** What the completion scripts do with an answer; the numbers are those of Cobra's protocol, which tab speaks. */
const COMPLETE_FILES = ':0';
const COMPLETE_DIRECTORIES = ':16';

/** Answers what the completion script asks: the words typed so far, the last of which is being completed. */
export function answerCompletion(words: readonly string[]): void {
  const option = optionBeingCompleted(words);
  // Shells know best how to complete and quote paths: they are told to.
  if (option?.completes === 'file' || (option === undefined && namesFiles(words)))
    console.log(COMPLETE_FILES);
  else if (option?.completes === 'directory') console.log(COMPLETE_DIRECTORIES);
  else completionTree(words.at(-1) ?? '').parse([...words]);
}

/** Whether the last word is a file that the command takes without an option. */
function namesFiles(words: readonly string[]): boolean {
  const command = COMMANDS.find(({ name }) => words.slice(0, -1).includes(name));
  return (
    command?.operand !== undefined &&
    command.operand.choices === undefined &&
    words.at(-1)?.startsWith('-') === false
  );
}

/** The option whose value the last word is. */
function optionBeingCompleted(words: readonly string[]): OptionDefinition | undefined {
  const command = COMMANDS.find(({ name }) => words.slice(0, -1).includes(name));
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

/** The commands as tab describes them. */
export function completionTree(typed = ''): RootCommand {
  const root = new RootCommand();
  root.option('help', 'show the help');
  root.option('version', 'print the version');
  for (const definition of COMMANDS) addCommand(root, definition, typed);
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
