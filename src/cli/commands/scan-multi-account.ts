import type { CommandDefinition } from '../command.js';
import { CANNED_ACLS } from '../multi-account/canned-acls.js';
import {
  BASELINE,
  CATALOG_FILE,
  ENDPOINT_URL,
  EXCLUSIONS_FILE,
  FAIL_ON,
  FILTER_SEVERITY,
  FLAG_ALL_RISKY_ACTIONS,
  FORMAT_WORDS,
  PROFILE,
  REGION,
  SETTINGS_FILE,
  TIMEOUT,
  VERBOSE,
} from '../shared-options.js';

export const scanMultiAccount: CommandDefinition = {
  name: 'scan-multi-account',
  summary: 'assess many accounts by assuming a role in each',
  description:
    'Downloads the IAM of each account with the credentials of a role in it, several accounts at a time, and writes NAME.html and NAME.findings.json for each, then index.html and organization-findings.json over all of them. An account that fails is listed with the reason; the others are scanned. cloudsplaining-run.json says how far the run came, so that it can be resumed.',
  options: [
    {
      flags: '-c, --config <path>',
      description: 'YAML file of the accounts (see create-multi-account-config-file)',
      completes: 'file',
    },
    {
      flags: '--organization',
      description: 'scan the accounts of the organisation, under its policies, instead of those of a file',
    },
    {
      flags: '--include-ou <unit>',
      description:
        'only accounts in this organisational unit, an id or a path such as workloads/prod; may be repeated',
      repeatable: true,
    },
    {
      flags: '--exclude-account <account>',
      description: 'leave an account out, by name or id; may be repeated',
      repeatable: true,
    },
    {
      flags: '-r, --role-name <name>',
      description: 'the role to assume in each account',
      required: true,
    },
    { flags: '--role-path <path>', description: 'path of the role', default: '/' },
    { flags: '--external-id <id>', description: 'external id that the trust policies of the role ask for' },
    {
      flags: '--session-name <name>',
      description: 'name of the sessions, as the logs of the accounts show it',
      default: 'Cloudsplaining',
    },
    PROFILE,
    REGION,
    ENDPOINT_URL,
    TIMEOUT,
    { flags: '--concurrency <number>', description: 'accounts at a time', default: '8' },
    {
      flags: '-o, --output-directory <directory>',
      description: 'where to write; made if it is not there',
      completes: 'directory',
    },
    { flags: '-b, --output-bucket <bucket>', description: 'S3 bucket to write to, as well or instead' },
    { flags: '--prefix <prefix>', description: 'what the keys in the bucket begin with' },
    {
      flags: '--acl <acl>',
      description: 'canned ACL for the objects; most buckets refuse any',
      choices: CANNED_ACLS,
      completes: CANNED_ACLS,
    },
    {
      flags: '--resume <directory>',
      description:
        'go on with the run that wrote to this directory, or s3://BUCKET/PREFIX; give its other options again',
      completes: 'directory',
    },
    EXCLUSIONS_FILE,
    {
      flags: '-w, --write-data-file',
      description: 'also write NAME.json, the results in the shape of Cloudsplaining 0.9.1',
    },
    {
      flags: '--format <format>',
      description: 'also write NAME.ENDING in this format; may be repeated (see docs/formats.md)',
      choices: FORMAT_WORDS,
      repeatable: true,
      completes: FORMAT_WORDS,
    },
    FLAG_ALL_RISKY_ACTIONS,
    FILTER_SEVERITY,
    { flags: '-t, --flag-trust-policies', description: 'count findings on the trust policies of roles' },
    FAIL_ON,
    {
      ...BASELINE,
      description:
        'organization-findings.json of an earlier run to compare with, or where that run wrote: --fail-on then looks at new findings only',
    },
    CATALOG_FILE,
    ...SETTINGS_FILE,
    VERBOSE,
  ],
  exitCodes: {
    1: 'every account was scanned, and there is a finding at or above --fail-on',
    2: 'no account could be scanned, or a policy that --fail-on looks at could not be read',
    3: 'some accounts failed, the others are done',
  },
  examples: [
    ['cloudsplaining create-multi-account-config-file -o accounts.yml', 'begin a list of accounts'],
    [
      'cloudsplaining scan-multi-account -c accounts.yml -r SecurityAudit -o reports',
      'scan them by a role that each has',
    ],
    [
      'cloudsplaining scan-multi-account --organization -r SecurityAudit -o reports --exclude-account sandbox',
      'scan the organisation but for one account',
    ],
    [
      'cloudsplaining scan-multi-account -c accounts.yml -r SecurityAudit --resume reports',
      'do what is missing of an earlier run',
    ],
    [
      'cloudsplaining scan-multi-account --organization -r SecurityAudit -o today --baseline yesterday --fail-on high',
      'fail on grave findings that an earlier run did not have',
    ],
  ],
  run: async (invocation) => (await import('./scan-multi-account-action.js')).runScanMultiAccount(invocation),
};
