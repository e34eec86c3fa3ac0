import type { CommandDefinition } from '../command.js';
import { CATALOG_FILE, CONFIGURATION, EXCLUSIONS_FILE, VERBOSE } from '../shared-options.js';

export const fix: CommandDefinition = {
  name: 'fix',
  summary: 'propose changes that remove findings, each checked',
  description:
    'Proposes changed policies: resources named in the place of wildcards, service wildcards written out, statements split, conditions added, risky actions left out. Each is assessed again and shown only if its findings are gone, none is new, nothing is granted that was not, and every other action is as it was. Prints a unified diff, or rewrites a policy file with --write, which keeps its layout. What only the owner knows stands as a name in capitals, BUCKET_NAME, and is listed on standard error.',
  options: [
    {
      flags: '-i, --input-file <path>',
      description:
        'a policy file in JSON or YAML, or authorization details of an account; without it, or with -, standard input',
      completes: 'file',
    },
    {
      flags: '--account-id <id>',
      description: 'account to write into ARNs where the file does not show it',
    },
    { flags: '--region <region>', description: 'region to write into ARNs, such as eu-west-1' },
    {
      flags: '--kind <kind>',
      description: 'remove findings of this kind only, by its name in the rules; may be repeated',
      repeatable: true,
    },
    { flags: '--write', description: 'rewrite the policy file in the place of printing a diff' },
    EXCLUSIONS_FILE,
    ...CONFIGURATION,
    CATALOG_FILE,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining fix -i policy.json', 'what would have to change'],
    ['cloudsplaining fix -i policy.json --account-id 111122223333 --region eu-west-1 --write', 'change it'],
    ['cloudsplaining fix -i policy.json --kind PrivilegeEscalation', 'close escalation paths only'],
    ['cloudsplaining fix -i prod.json', 'a diff for each policy of an account'],
  ],
  exitCodes: { 1: 'findings remain for which there is no checked change' },
  run: async (invocation) => (await import('./fix-action.js')).runFix(invocation),
};
