import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RootCommand } from '@bomb.sh/tab';
import type { Completes, Invocation } from '../command.js';
import { COMMANDS } from '../commands.js';
import { optionNames } from '../option-names.js';

/** Runs `completion`; resolves to the exit code. */
export async function printCompletionScript({ operands }: Invocation): Promise<number> {
  completionTree('').setup('cloudsplaining', 'cloudsplaining', operands[0] ?? 'bash');
  return 0;
}

/** Answers what the completion script asks: the words typed so far, the last of which is being completed. */
export function answerCompletion(words: readonly string[]): void {
  completionTree(words.at(-1) ?? '').parse([...words]);
}

function completionTree(typed: string): RootCommand {
  const root = new RootCommand();
  for (const definition of COMMANDS) {
    const command = root.command(definition.name, definition.summary);
    for (const option of definition.options) {
      const { long, short } = optionNames(option.flags);
      const { completes } = option;
      if (completes === undefined) command.option(long, option.description, ...(short === null ? [] : [short]));
      else command.option(long, option.description, (complete) => candidates(completes, typed).forEach((word) => complete(word, '')), ...(short === null ? [] : [short]));
    }
    const { operand } = definition;
    if (operand !== undefined) command.argument(operand.name, (complete) => operand.choices.forEach((word) => complete(word, '')));
  }
  return root;
}

function candidates(completes: Completes, typed: string): readonly string[] {
  return typeof completes === 'string' ? pathsFrom(typed.replace(/^--[^=]*=/, ''), completes === 'directory') : completes;
}

/** Paths that begin with what is typed; directories end with a slash. */
function pathsFrom(typed: string, directoriesOnly: boolean): readonly string[] {
  const folder = typed.endsWith('/') ? typed : dirname(typed);
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || !directoriesOnly)
      .map((entry) => `${folder === '.' && !typed.startsWith('./') ? entry.name : join(folder, entry.name)}${entry.isDirectory() ? '/' : ''}`)
      .filter((path) => path.startsWith(typed));
  } catch {
    // Nothing can be offered for a folder that is not there.
    return [];
  }
}
