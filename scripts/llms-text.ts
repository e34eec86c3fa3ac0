import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../src/cli/commands.js';
import { EXIT_CODES } from '../src/cli/exit-codes.js';

/** The page to begin with; the others follow by name. */
const FIRST = 'docs/user-guide.md';

/**
 * `llms.txt`: what there is, for programs that read instead of people.
 */
export function llmsText(root: string): string {
  const others = readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && `docs/${name}` !== FIRST)
    .map((name) => `docs/${name}`)
    .sort();
  const pages = [FIRST, ...others, 'docs/risks/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  return `${[
    '# Cloudsplaining',
    '> Finds violations of least privilege in AWS IAM: who can become administrator and by which statements, what is exposed, and what to change. Reads the JSON of `aws iam get-account-authorization-details`, single policies, or templates; needs no connection.',
    'Every command prints its options, examples and exit codes as JSON with `cloudsplaining COMMAND --help --format json`, and those of all commands with `cloudsplaining --help --format json`. Results as JSON: `scan` writes `iam-findings-NAME.json`, `scan-policy-file --format json` prints an Assessment; their JSON Schemas are in the package, as `cloudsplaining/findings.schema.json` and `cloudsplaining/assessment.schema.json`.',
    `## Commands\n\n${COMMANDS.map(({ name, summary }) => `- \`cloudsplaining ${name}\`: ${summary}`).join('\n')}`,
    `## Exit codes\n\n${Object.entries(EXIT_CODES)
      .map(([code, meaning]) => `- ${code}: ${meaning.replace(/\s+/g, ' ')}`)
      .join('\n')}`,
    `## Documentation\n\n${pages.map((page) => `- [${titleOf(join(root, page))}](${page})`).join('\n')}`,
  ].join('\n\n')}\n`;
}

function titleOf(path: string): string {
  return /^# (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? path;
}
