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
  ORGANIZATION_POLICIES,
  REPORTING_REGION,
  RESOURCE_POLICIES,
  VERBOSE,
} from '../shared-options.js';

export const scan: CommandDefinition = {
  name: 'scan',
  summary: 'assess an account and write the report',
  description:
    "Assesses the JSON of `aws iam get-account-authorization-details` and writes three files for each account: iam-report-NAME.html, the report; iam-results-NAME.json, the results in the shape of Cloudsplaining 0.9.1; iam-findings-NAME.json, every finding with its evidence. NAME is the input file's name without its ending. For a directory, index.html shows all accounts and organization-findings.json holds what they come to together. A summary goes to standard output.",
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'authorization details of an account, or a directory of such files',
      required: true,
      completes: 'file',
    },
    EXCLUSIONS_FILE,
    {
      flags: '-o, --output <directory>',
      description: 'where to write; made if it is not there',
      default: '.',
      completes: 'directory',
    },
    { flags: '-s, --skip-open-report', description: 'do not open the report in the browser' },
    {
      flags: '-m, --minimize',
      description: 'smallest report: without the documents of policies that have no finding',
    },
    FLAG_ALL_RISKY_ACTIONS,
    FILTER_SEVERITY,
    { flags: '-t, --flag-trust-policies', description: 'count findings on the trust policies of roles' },
    {
      flags: '--triage <path>',
      description: "decisions on findings that the report's worksheet saved; may be repeated",
      repeatable: true,
      completes: 'file',
    },
    {
      flags: '--custom-guidance <path>',
      description: "Markdown or HTML for the report's Guidance page; an empty file hides the page",
      completes: 'file',
    },
    {
      flags: '--custom-appendices <path>',
      description: 'Markdown or HTML for an Appendices page of the report',
      completes: 'file',
    },
    {
      flags: '--previous <path>',
      description: 'earlier findings to compare with: a findings file or a directory that a scan wrote',
      completes: 'file',
    },
    BASELINE,
    {
      ...FAIL_ON,
      description: `${FAIL_ON.description}, with 2 if a file of a directory, or a policy, could not be read`,
    },
    {
      flags: '--format <format>',
      description:
        'also write iam-findings-NAME.ENDING in this format; may be repeated (see docs/formats.md)',
      choices: FORMAT_WORDS,
      repeatable: true,
      completes: FORMAT_WORDS,
    },
    {
      flags: '--output-file <path>',
      description:
        'where the one --format of one account goes instead: a file, a directory, or - for standard output',
      completes: 'file',
    },
    ACCOUNT_ID,
    REPORTING_REGION,
    ORGANIZATION_POLICIES,
    RESOURCE_POLICIES,
    FIXES,
    CATALOG_FILE,
    ...CONFIGURATION,
    VERBOSE,
  ],
  examples: [
    ['aws iam get-account-authorization-details > prod.json', 'download the IAM of an account'],
    ['cloudsplaining scan -i prod.json -o reports', 'assess it and open the report'],
    [
      'cloudsplaining scan -i accounts/ -o reports -s -t',
      'assess every file in a directory, trust policies too',
    ],
    [
      'cloudsplaining scan -i prod.json -o today --previous last-week/',
      'say what is new and what was fixed since an earlier scan',
    ],
    [
      'cloudsplaining scan -i prod.json -e exclusions.yml --fail-on high -s',
      'fail a pipeline on grave findings',
    ],
    [
      'cloudsplaining scan -i prod.json --format sarif,markdown --baseline last-week/ --fail-on high -s',
      'fail a pipeline on grave findings that are new, with files for code scanning and a comment',
    ],
    ['cloudsplaining scan -i prod.json --triage triage.json', 'carry decisions on findings over'],
    [
      'cloudsplaining scan -i prod.json --resource-policies resources.json',
      'judge whom buckets, queues and keys let in too',
    ],
  ],
  exitCodes: {
    1: 'a finding at or above --fail-on',
    2: 'with --fail-on, a file that could not be read, or without such a finding a policy',
  },
  run: async (invocation) => (await import('./scan-action.js')).runScan(invocation),
};
