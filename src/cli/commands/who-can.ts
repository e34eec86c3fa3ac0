import type { CommandDefinition } from '../command.js';
import {
  CATALOG_FILE,
  CONFIGURATION,
  ORGANIZATION_POLICIES,
  RESOURCE_POLICIES,
  VERBOSE,
} from '../shared-options.js';

const FORMATS = ['text', 'json'] as const;
const EXPECTATIONS = ['allowed', 'denied', 'conditional'] as const;

export const whoCan: CommandDefinition = {
  name: 'who-can',
  summary: 'which principals can use an action',
  description:
    "Says for every user and role of an account, or of all accounts in a directory, whether it can use an action, after its groups' policies, every Deny, its permissions boundary and its organisation's policies, and by which statements. Without --resource the question is whether it can on any resource, and the answer says on which.",
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'authorization details of an account, or a directory of such files',
      required: true,
      completes: 'file',
    },
    { flags: '--action <action>', description: 'one action, as s3:GetObject', required: true },
    { flags: '--resource <arn>', description: 'the resource; without it, any' },
    { flags: '--principal <principal>', description: 'name or ARN: explain this one only' },
    {
      flags: '--context <key=value>',
      description: 'a value of a condition key; may be repeated, for one key too',
      repeatable: true,
    },
    ORGANIZATION_POLICIES,
    RESOURCE_POLICIES,
    {
      flags: '--via-escalation',
      description: 'include those who can become someone who can',
    },
    {
      flags: '--expect <decision>',
      description: 'exit with 1 unless everyone asked about is allowed, denied or conditional',
      choices: EXPECTATIONS,
      completes: EXPECTATIONS,
    },
    {
      flags: '--format <format>',
      description: 'text or json',
      default: 'text',
      choices: FORMATS,
      completes: FORMATS,
    },
    CATALOG_FILE,
    ...CONFIGURATION,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining who-can -i prod.json --action kms:Decrypt', 'on any key'],
    [
      'cloudsplaining who-can -i prod.json --action s3:GetObject --resource arn:aws:s3:::payroll/2026.csv --via-escalation',
      'on one object, by any chain',
    ],
    [
      'cloudsplaining who-can -i prod.json --action iam:CreateUser --principal ci-deploy --expect denied',
      'guard a pipeline',
    ],
  ],
  exitCodes: {
    1: 'somebody asked about is not what --expect says',
    2: 'with --expect, a file or a policy of those asked about that could not be read',
  },
  run: async (invocation) => (await import('./who-can-action.js')).runWhoCan(invocation),
};
