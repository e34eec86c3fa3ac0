import type { CommandDefinition } from '../command.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const completion: CommandDefinition = {
  name: 'completion',
  summary: 'print the completion script of a shell',
  description: 'Prints a script that completes commands, flags, values and files in bash, zsh or fish.',
  operand: { name: 'shell', description: 'bash, zsh or fish', choices: SHELLS },
  options: [],
  examples: [
    ['source <(cloudsplaining completion bash)', 'complete in this bash session'],
    ['cloudsplaining completion zsh > "${fpath[1]}/_cloudsplaining"', 'complete in every zsh session'],
    [
      'cloudsplaining completion fish > ~/.config/fish/completions/cloudsplaining.fish',
      'complete in every fish session',
    ],
  ],
  run: async (invocation) => (await import('./completion-action.js')).printCompletionScript(invocation),
};
