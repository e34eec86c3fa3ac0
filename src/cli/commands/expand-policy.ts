import type { CommandDefinition } from '../command.js';
import { CATALOG_FILE, VERBOSE } from '../shared-options.js';

export const expandPolicy: CommandDefinition = {
  name: 'expand-policy',
  summary: 'print a policy with its wildcards written out',
  description:
    'Prints a policy document with every wildcard in Action and NotAction written out as the actions it matches; everything else stays as it is, in its order.',
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'the policy file; without it, or with -, standard input',
      completes: 'file',
    },
    CATALOG_FILE,
    VERBOSE,
  ],
  examples: [['cloudsplaining expand-policy -i policy.json', 'what s3:Get* really grants']],
  run: async (invocation) => (await import('./expand-policy-action.js')).runExpandPolicy(invocation),
};
