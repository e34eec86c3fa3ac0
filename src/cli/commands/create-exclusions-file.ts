import type { CommandDefinition } from '../command.js';
import { VERBOSE } from '../shared-options.js';

export const createExclusionsFile: CommandDefinition = {
  name: 'create-exclusions-file',
  summary: 'write a commented exclusions file to start from',
  description:
    'Writes a template that says what each kind of exclusion does and holds the exclusions in force by default.',
  options: [
    {
      flags: '-o, --output-file <path>',
      description: 'the file to write; - for standard output',
      default: 'exclusions.yml',
      completes: 'file',
    },
    { flags: '--force', description: 'overwrite the file if it is there' },
    VERBOSE,
  ],
  examples: [['cloudsplaining create-exclusions-file -o exclusions.yml', 'begin an exclusions file']],
  run: async (invocation) =>
    (await import('./create-exclusions-file-action.js')).runCreateExclusionsFile(invocation),
};
