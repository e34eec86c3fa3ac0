import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';
import { escalationPathIndex } from './escalation-path-file.js';
import { llmsText } from './llms-text.js';
import type { OutputFormat } from '../src/output/output-format.js';

/**
 * Writes the indexes that make a new file in a folder known to the program, or with `--check` fails when one
 * is stale.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const header = '// Written by `npm run generate` from the files beside it; do not edit.\n';

try {
  const stale = (await written()).filter((path) => path !== null);
  if (stale.length > 0)
    fail(`Stale generated files: ${stale.join(', ')}. Run npm run generate and commit the result.`);
} catch (error) {
  // A file that somebody has just added is at fault, not this script.
  fail(error instanceof Error ? error.message : String(error));
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** Writes every generated file, or only names those that are stale. */
async function written(): Promise<readonly (string | null)[]> {
  return [
    write('llms.txt', llmsText(root)),
    write('src/risks/kinds.generated.ts', riskKinds()),
    write('src/output/formats.generated.ts', outputFormats()),
    write('src/output/format-list.generated.ts', await formatList()),
    write('src/escalation/paths.generated.json', escalationPaths()),
    write('src/assessment/assessment.schema.json', schema('assessment.ts', 'Assessment', 'assessment')),
    write(
      'src/assessment/findings.schema.json',
      schema('stored/stored-assessment.ts', 'StoredAssessment', 'findings file'),
    ),
    write(
      'src/assessment/organization-findings.schema.json',
      schema('organization-findings.ts', 'OrganizationFindings', 'organization findings'),
    ),
    write(
      'src/assessment/triage.schema.json',
      schema('stored-triage-file.ts', 'StoredTriageFile', 'triage file'),
    ),
    write(
      'src/assessment/configuration.schema.json',
      // Editors are to mark what a person misspelt.
      schema('configuration/configuration.ts', 'Configuration', 'configuration file', false),
    ),
  ];
}

function riskKinds(): string {
  const names = files('src/risks/kinds', '.ts');
  const imports = names.map((name) => `import { ${camelCase(name)} } from './kinds/${name}.js';`);
  const list = names.map((name) => `  ${camelCase(name)},`);
  return `${header}${imports.join('\n')}
import type { RiskKind } from './risk-kind.js';

/** Every risk kind, in the order in which kinds are shown. */
export const RISK_KINDS: readonly RiskKind[] = [
${list.join('\n')}
].sort((a, b) => a.order - b.order);
`;
}

function outputFormats(): string {
  const names = files('src/output/formats', '.ts');
  const imports = names.map((name) => `import { ${camelCase(name)} } from './formats/${name}.js';`);
  const list = names.map((name) => `  ${camelCase(name)},`);
  return `${header}${imports.join('\n')}
import type { OutputFormat } from './output-format.js';

/** Every format, in the order of their names. */
export const OUTPUT_FORMATS: readonly OutputFormat[] = [
${list.join('\n')}
];
`;
}

/** What is to be known of the formats where their code need not be loaded. */
async function formatList(): Promise<string> {
  const rows: string[] = [];
  for (const name of files('src/output/formats', '.ts')) {
    const module = (await import(`../src/output/formats/${name}.js`)) as Readonly<
      Record<string, OutputFormat>
    >;
    const format = module[camelCase(name)];
    if (format?.id !== name)
      throw new Error(`src/output/formats/${name}.ts must export ${camelCase(name)}, whose id is ${name}`);
    const { id, title, ending, contentType, showsFixes = false, tellsRegion = false } = format;
    rows.push(`  ${JSON.stringify({ id, title, ending, contentType, showsFixes, tellsRegion })},`);
  }
  return `${header}
/** What is to be known of each format without its code. */
export const FORMAT_LIST = [
${rows.join('\n')}
] as const;
`;
}

function escalationPaths(): string {
  const folder = 'src/escalation/paths';
  return escalationPathIndex(
    files(folder, '.json').map((name) => [name, readFileSync(join(root, folder, `${name}.json`), 'utf8')]),
  );
}

function schema(file: string, type: string, name: string, additionalProperties = true): string {
  const generated = createGenerator({
    path: join(root, 'src/assessment', file),
    tsconfig: join(root, 'tsconfig.engine.json'),
    type,
    skipTypeCheck: true,
    // A reader of today must accept what a later version adds.
    additionalProperties,
  }).createSchema(type);
  return `${JSON.stringify({ title: `Cloudsplaining ${name}`, ...generated }, null, 2)}\n`;
}

function files(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Returns the path if the file is stale and only checked. */
function write(path: string, content: string): string | null {
  if (!check) {
    writeFileSync(join(root, path), content);
    return null;
  }
  return readFileSync(join(root, path), 'utf8') === content ? null : path;
}
