import { FORMAT_LIST } from '../output/format-list.generated.js';
import type { OptionDefinition } from './command.js';

/** Severities, as options take them. */
export const SEVERITY_WORDS = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** Options that several commands share. */
export const EXCLUSIONS_FILE: OptionDefinition = {
  flags: '-e, --exclusions-file <path>',
  description: 'YAML file of what not to report (see create-exclusions-file)',
  completes: 'file',
};

export const FLAG_ALL_RISKY_ACTIONS: OptionDefinition = {
  flags: '--flag-all-risky-actions',
  longShortForm: '-aR',
  description: 'count risky actions even where resources or conditions confine them',
};

export const FILTER_SEVERITY: OptionDefinition = {
  flags: '-f, --filter-severity <severity>',
  description: 'report findings of this severity only; may be repeated',
  choices: SEVERITY_WORDS,
  repeatable: true,
  completes: SEVERITY_WORDS,
};

export const FAIL_ON: OptionDefinition = {
  flags: '--fail-on <severity>',
  description: 'exit with 1 if there is a finding of this severity or a graver one',
  choices: SEVERITY_WORDS,
  completes: SEVERITY_WORDS,
};

export const CATALOG_FILE: OptionDefinition = {
  flags: '--catalog <path>',
  description: 'compiled catalogue of AWS actions to use instead of the packaged one',
  completes: 'file',
};

export const VERBOSE: OptionDefinition = {
  flags: '-v, --verbose',
  description: 'say how long each step took, and show the trace of an internal error',
};

export const PROFILE: OptionDefinition = {
  flags: '-p, --profile <name>',
  description: 'profile of the shared AWS files; without it, AWS_PROFILE or AWS_DEFAULT_PROFILE',
};

export const REGION: OptionDefinition = {
  flags: '--region <region>',
  description: 'region to call, which also tells the partition: cn-north-1, us-gov-west-1',
};

export const ENDPOINT_URL: OptionDefinition = {
  flags: '--endpoint-url <url>',
  description: 'address to call in the place of every AWS service',
};

export const TIMEOUT: OptionDefinition = {
  flags: '--timeout <seconds>',
  description: 'seconds without a byte after which a call is given up and tried again',
  default: '60',
};

export const ORGANIZATION_POLICIES: OptionDefinition = {
  flags: '--organization-policies <path>',
  description: 'JSON file of the service and resource control policies that bind the account, root first',
  completes: 'file',
};

export const RESOURCE_POLICIES: OptionDefinition = {
  flags: '--resource-policies <path>',
  description: 'JSON file of resource policies: an object from ARN to policy document',
  completes: 'file',
};

/** Ids of the formats of output. */
export const FORMAT_WORDS: readonly string[] = FORMAT_LIST.map(({ id }) => id);

export const BASELINE: OptionDefinition = {
  flags: '--baseline <path>',
  description:
    'earlier findings to compare with, as a scan wrote them: --fail-on then looks at new findings only',
  completes: 'file',
};

export const ACCOUNT_ID: OptionDefinition = {
  flags: '--account-id <id>',
  description: 'account that the policies belong to, where the input does not tell; --format asff needs one',
};

export const REPORTING_REGION: OptionDefinition = {
  flags: '--region <region>',
  description:
    'region to report findings in, for --format asff and ocsf, and to write into ARNs with --fixes',
};

export const FIXES: OptionDefinition = {
  flags: '--fixes',
  description: 'propose changes that remove findings, each checked by assessing the changed policy',
};

const CONFIGURATION_PATH: OptionDefinition = {
  flags: '--config <path>',
  description: 'configuration file; without it, the nearest cloudsplaining.yml here or above',
  completes: 'file',
  namesConfiguration: true,
};

/** The flag that leaves every configuration file aside. */
export const NO_CONFIGURATION = '--no-configuration';

const WITHOUT_CONFIGURATION: OptionDefinition = {
  flags: NO_CONFIGURATION,
  description: 'leave every configuration file aside',
};

export const CONFIGURATION: readonly OptionDefinition[] = [CONFIGURATION_PATH, WITHOUT_CONFIGURATION];

/** The same for a command whose `--config` is something else. */
export const SETTINGS_FILE: readonly OptionDefinition[] = [
  { ...CONFIGURATION_PATH, flags: '--settings-file <path>' },
  WITHOUT_CONFIGURATION,
];
