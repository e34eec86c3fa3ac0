import type { CommandDefinition } from '../command.js';
import {
  CATALOG_FILE,
  CONFIGURATION,
  EXCLUSIONS_FILE,
  FAIL_ON,
  FILTER_SEVERITY,
  FIXES,
  FLAG_ALL_RISKY_ACTIONS,
  VERBOSE,
} from '../shared-options.js';

const FORMATS = ['text', 'json'] as const;

export const scanPolicyFile: CommandDefinition = {
  name: 'scan-policy-file',
  summary: 'assess a single policy file',
  description:
    'Assesses a policy document, a managed policy with its versions as the AWS CLI prints it, the trust policy of a role, or a list of any of them, in JSON or YAML, from a file or from standard input. Findings go to standard output. Resource policies, as those of buckets and keys, are not assessed: where there is one, the exit code is 2.',
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'the policy file; without it, or with -, standard input',
      completes: 'file',
    },
    EXCLUSIONS_FILE,
    { flags: '--high-priority-only', description: 'leave out infrastructure modification' },
    FLAG_ALL_RISKY_ACTIONS,
    FILTER_SEVERITY,
    {
      flags: '--format <format>',
      description: 'text, or the whole assessment as json',
      default: 'text',
      choices: FORMATS,
      completes: FORMATS,
    },
    FAIL_ON,
    FIXES,
    CATALOG_FILE,
    ...CONFIGURATION,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining scan-policy-file -i policy.json', 'what is wrong with a policy'],
    [
      'aws iam get-policy-version --policy-arn ARN --version-id v3 | cloudsplaining scan-policy-file',
      'a policy straight from AWS',
    ],
    ['cloudsplaining scan-policy-file -i policy.json --fail-on high', 'fail a pipeline on grave findings'],
  ],
  exitCodes: { 1: 'a finding at or above --fail-on', 2: 'there is a resource policy, which is not assessed' },
  run: async (invocation) => (await import('./scan-policy-file-action.js')).runScanPolicyFile(invocation),
};
