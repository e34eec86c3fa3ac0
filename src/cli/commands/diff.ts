import type { CommandDefinition } from '../command.js';
import {
  CATALOG_FILE,
  CONFIGURATION,
  EXCLUSIONS_FILE,
  ORGANIZATION_POLICIES,
  VERBOSE,
} from '../shared-options.js';

const FORMATS = ['text', 'json'] as const;

export const diff: CommandDefinition = {
  name: 'diff',
  summary: 'what access was gained and lost between two states',
  description:
    'Compares two accounts, two policies, two Terraform plans or states, two CloudFormation templates, or two directories of any: who gained and lost which actions, on everything, under conditions or on named resources, after groups, Deny, boundaries and organisation policies; and what of that is risky: what a scan would count as a finding, whom a role trusts, who is or becomes administrator. The riskiest comes first. Of policies of resources it says to whom they are open. Principals are matched by ARN, or by type, path and name where two different accounts are compared; policies by name; what plans and templates declare by address.',
  operand: { name: 'state', description: 'the old state, then the new one', repeatable: true },
  options: [
    {
      flags: '--format <format>',
      description: 'text, or everything as json',
      default: 'text',
      choices: FORMATS,
      completes: FORMATS,
    },
    {
      ...EXCLUSIONS_FILE,
      description: 'YAML file whose known-accounts trust policies may name',
    },
    ORGANIZATION_POLICIES,
    CATALOG_FILE,
    ...CONFIGURATION,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining diff last-week.json today.json', 'what changed in an account'],
    ['cloudsplaining diff main/policies policies', 'what a change of policies gives and takes'],
    ['cloudsplaining diff deployed.json plan.json', 'what a Terraform plan gives and takes'],
    ['cloudsplaining diff staging.json prod.json', 'what the same principals can do in another account'],
  ],
  exitCodes: {
    1: 'risky access was gained',
    2: 'none is known to be gained, but part of what is compared could not be read',
  },
  run: async (invocation) => (await import('./diff-action.js')).runDiff(invocation),
};
