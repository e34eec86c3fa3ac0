import type { CommandDefinition } from '../command.js';
import { CONFIGURATION, ENDPOINT_URL, PROFILE, REGION, TIMEOUT, VERBOSE } from '../shared-options.js';

export const download: CommandDefinition = {
  name: 'download',
  summary: 'download the IAM of an account',
  description:
    "Writes what `aws iam get-account-authorization-details` would print to PROFILE.json, or to default.json where no profile is named, for scan to read. Managed policies that nobody has, and versions of AWS's own that are not in force, are left out unless asked for. Needs the permission iam:GetAccountAuthorizationDetails, which the policy SecurityAudit holds.",
  options: [
    { ...PROFILE, description: `${PROFILE.description}; all stands for every profile, a file for each` },
    {
      flags: '-o, --output <directory>',
      description: 'where to write; made if it is not there',
      default: '.',
      completes: 'directory',
    },
    {
      flags: '--include-non-default-policy-versions',
      description: "all versions of AWS's managed policies, not only those in force",
    },
    { flags: '--include-unattached-policies', description: 'managed policies that nobody has, too' },
    {
      flags: '--organization',
      description:
        "also write organization.json, the organisation's tree with the policies that bind each account",
    },
    REGION,
    ENDPOINT_URL,
    TIMEOUT,
    ...CONFIGURATION,
    VERBOSE,
  ],
  exitCodes: {
    3: 'some of the profiles, or the account or its organisation, could not be downloaded',
  },
  examples: [
    ['cloudsplaining download', 'the account of the credentials at hand'],
    ['cloudsplaining download -p prod -o accounts', 'the account of a profile'],
    ['cloudsplaining download -p all -o accounts', 'the accounts of all profiles'],
    ['cloudsplaining download -p root --organization', 'with what binds each account of the organisation'],
  ],
  run: async (invocation) => (await import('./download-action.js')).runDownload(invocation),
};
