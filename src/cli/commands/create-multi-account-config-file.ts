import type { CommandDefinition } from '../command.js';
import { VERBOSE } from '../shared-options.js';

export const createMultiAccountConfigFile: CommandDefinition = {
  name: 'create-multi-account-config-file',
  summary: 'write a list of accounts to start from',
  description: 'Writes a template of the file that names the accounts to scan together, with their ids.',
  options: [
    {
      flags: '-o, --output-file <path>',
      description: 'the file to write; - for standard output',
      default: 'multi-account-config.yml',
      completes: 'file',
    },
    { flags: '--force', description: 'overwrite the file if it is there' },
    VERBOSE,
  ],
  examples: [['cloudsplaining create-multi-account-config-file -o accounts.yml', 'begin a list of accounts']],
  run: async (invocation) =>
    (await import('./create-multi-account-config-file-action.js')).runCreateMultiAccountConfigFile(
      invocation,
    ),
};
