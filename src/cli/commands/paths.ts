import type { CommandDefinition } from '../command.js';
import { CATALOG_FILE, CONFIGURATION, ORGANIZATION_POLICIES, VERBOSE } from '../shared-options.js';
import { PATHS_FORMATS } from './paths-formats.js';

export const paths: CommandDefinition = {
  name: 'paths',
  summary: 'who can become administrator, and how',
  description:
    'Finds how the principals of an account, or of all accounts in a directory, can become one another: by assuming roles, by handing roles to services that run their code, by rewriting policies. Prints the chains to administrator, or to one principal, the shortest first, each step with its reason and the statements that allow it. Administrators are listed apart.',
  options: [
    {
      flags: '-i, --input-file <path>',
      description: 'authorization details of an account, or a directory of such files',
      required: true,
      completes: 'file',
    },
    {
      flags: '--from <principal>',
      description:
        'name or ARN of the principal to start from, or someone outside whom roles trust, as *; without it, all',
    },
    {
      flags: '--to <principal>',
      description: 'name or ARN of the principal to get to, or administrator',
      default: 'administrator',
    },
    ORGANIZATION_POLICIES,
    {
      flags: '--format <format>',
      description: 'text, json, or a graph for Graphviz (dot), yEd and Gephi (graphml) or Mermaid (mermaid)',
      default: 'text',
      choices: PATHS_FORMATS,
      completes: PATHS_FORMATS,
    },
    CATALOG_FILE,
    ...CONFIGURATION,
    VERBOSE,
  ],
  examples: [
    ['cloudsplaining paths -i prod.json', 'every chain to administrator'],
    ['cloudsplaining paths -i accounts/ --from ci-deploy', 'what one principal can become, across accounts'],
    ['cloudsplaining paths -i prod.json --format dot | dot -Tsvg > paths.svg', 'a drawing'],
  ],
  run: async (invocation) => (await import('./paths-action.js')).runPaths(invocation),
};
