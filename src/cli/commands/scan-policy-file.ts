import type { CommandDefinition } from '../command.js';
import {
  ACCOUNT_ID,
  BASELINE,
  CATALOG_FILE,
  CONFIGURATION,
  EXCLUSIONS_FILE,
  FAIL_ON,
  FILTER_SEVERITY,
  FIXES,
  FLAG_ALL_RISKY_ACTIONS,
  FORMAT_WORDS,
  REPORTING_REGION,
  VERBOSE,
} from '../shared-options.js';

const FORMATS = ['text', ...FORMAT_WORDS];

export const scanPolicyFile: CommandDefinition = {
  name: 'scan-policy-file',
  alias: 'scan-files',
  summary: 'assess policies, Terraform plans and CloudFormation templates',
  description:
    'Assesses files: policy documents, managed policies with their versions as the AWS CLI prints them, trust policies of roles, policies of resources such as buckets and keys, and lists of any of them, in JSON or YAML; plans and states of Terraform as terraform show -json prints them; templates of CloudFormation and SAM, and the cdk.out of the CDK. Files may be named, or directories and patterns; without any, standard input is read. Findings go to standard output, with the address and the line of the resource.',
  operand: {
    name: 'files',
    description: 'files, directories and patterns, as --input-file takes them',
    repeatable: true,
    optional: true,
  },
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'a file, a directory or a pattern; may be repeated; without it, or with -, standard input',
      repeatable: true,
      completes: 'file',
    },
    {
      flags: '--skip-others',
      description: 'pass over files that hold nothing to assess, even where none holds anything',
    },
    EXCLUSIONS_FILE,
    { flags: '--high-priority-only', description: 'leave out infrastructure modification' },
    FLAG_ALL_RISKY_ACTIONS,
    FILTER_SEVERITY,
    {
      flags: '--format <format>',
      description: 'how to write the findings; may be repeated (see docs/formats.md)',
      default: 'text',
      choices: FORMATS,
      repeatable: true,
      completes: FORMATS,
    },
    {
      flags: '--output-file <path>',
      description:
        'where to write instead of standard output: a file, or for several formats a directory, in which they are named after the input',
      completes: 'file',
    },
    BASELINE,
    FAIL_ON,
    ACCOUNT_ID,
    REPORTING_REGION,
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
    [
      'terraform show -json plan.out > plan.json && cloudsplaining scan-files plan.json',
      'what there will be once a plan is applied',
    ],
    ["cloudsplaining scan-files cdk.out 'stacks/**/*.yaml'", 'templates'],
    [
      'cloudsplaining scan-policy-file -i policy.json --format sarif --output-file policy.sarif',
      'a file for code scanning',
    ],
    [
      'cloudsplaining scan-policy-file -i policy.json --format markdown --baseline before.json --fail-on high',
      'a comment on a pull request; fail only on what is new',
    ],
  ],
  exitCodes: {
    1: 'a finding at or above --fail-on',
    2: 'one of several files could not be read and there is --fail-on',
  },
  run: async (invocation) => (await import('./scan-policy-file-action.js')).runScanPolicyFile(invocation),
};
