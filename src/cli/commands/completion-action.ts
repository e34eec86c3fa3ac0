import { script } from '@bomb.sh/tab';
import { BASH_COMPLETION } from '../bash-completion.js';
import type { Invocation } from '../command.js';

/** Runs `completion`; resolves to the exit code. */
export async function printCompletionScript({
  terminal,
  operands: [shell = ''],
}: Invocation): Promise<number> {
  if (shell === 'bash') terminal.out(BASH_COMPLETION);
  else script(shell, 'cloudsplaining', 'cloudsplaining');
  return 0;
}
