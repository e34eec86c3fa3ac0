import type { CommandDefinition } from '../command.js';
import { VERBOSE } from '../shared-options.js';

export const migrateExclusions: CommandDefinition = {
  name: 'migrate-exclusions',
  summary: 'turn an exclusions file into a configuration file',
  description:
    'Writes a cloudsplaining.yml that suppresses what an exclusions file excludes. Suppressed findings do not count, but stay listed with the reason, which an exclusion has not got. The exclusions file is left as it is and goes on working.',
  options: [
    {
      flags: '-e, --exclusions-file <path>',
      description: 'the exclusions file to read',
      required: true,
      completes: 'file',
    },
    {
      flags: '-o, --output-file <path>',
      description: 'the configuration file to write; - for standard output',
      default: 'cloudsplaining.yml',
      completes: 'file',
    },
    {
      flags: '--reason <text>',
      description: 'the reason to write into every suppression',
    },
    { flags: '--force', description: 'overwrite the file if it is there' },
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining migrate-exclusions -e exclusions.yml', 'write cloudsplaining.yml'],
    [
      'cloudsplaining migrate-exclusions -e exclusions.yml --reason "reviewed in spring"',
      'with a reason of your own',
    ],
  ],
  run: async (invocation) =>
    (await import('./migrate-exclusions-action.js')).runMigrateExclusions(invocation),
};
