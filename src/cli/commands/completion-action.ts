import { script } from '@bomb.sh/tab';
import { BASH_COMPLETION } from '../bash-completion.js';
import type { Invocation } from '../command.js';
import { ZSH_COMPLETION } from '../zsh-completion.js';

const OWN_SCRIPTS: Readonly<Record<string, string>> = { bash: BASH_COMPLETION, zsh: ZSH_COMPLETION };

/** Runs `completion`; resolves to the exit code. */
export async function printCompletionScript({
  terminal,
  operands: [shell = ''],
}: Invocation): Promise<number> {
  terminal.out(OWN_SCRIPTS[shell] ?? scriptOfTab(shell));
  return 0;
}

/** Tab only prints its scripts, by a call that says nothing where the disk is full. */
function scriptOfTab(shell: string): string {
  let printed = '';
  const { log } = console;
  console.log = (text: string) => {
    printed += `${text}\n`;
  };
  try {
    script(shell, 'cloudsplaining', 'cloudsplaining');
  } finally {
    console.log = log;
  }
  return printed;
}
