import type { CommandDefinition } from '../command.js';
import { CATALOG_FILE, VERBOSE } from '../shared-options.js';

const FORMATS = ['text', 'json'] as const;

export const simulate: CommandDefinition = {
  name: 'simulate',
  summary: 'decide single requests: unit tests for policies',
  description:
    'Decides requests as AWS would, from files that hold a request with the policies that concern it, or a list of them, in JSON or YAML. Each may have a name and an expected decision: allowed, explicitlyDenied, implicitlyDenied or conditional. The user guide shows the format. Exits with 1 where a decision is not the one expected.',
  operand: { name: 'file', description: 'files of requests, in JSON or YAML', repeatable: true },
  options: [
    {
      flags: '--format <format>',
      description: 'text, or json: a list of decisions',
      default: 'text',
      choices: FORMATS,
      completes: FORMATS,
    },
    CATALOG_FILE,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining simulate requests.yml', 'what is decided, and why'],
    ['cloudsplaining simulate tests/*.json --format json', 'for a pipeline'],
  ],
  exitCodes: { 1: 'a decision that is not the expected one' },
  run: async (invocation) => (await import('./simulate-action.js')).runSimulate(invocation),
};
