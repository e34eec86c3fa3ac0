import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EscalationPath } from '../src/escalation/escalation-path.js';
import { pathNeeds } from '../src/escalation/graph/path-needs.js';
import { ESCALATION_PATHS } from '../src/escalation/escalation-paths.js';
import deputies from '../src/risks/data/services-acting-for-others.json' with { type: 'json' };
import identityProviders from '../src/risks/data/identity-providers.json' with { type: 'json' };
import computeServices from '../src/risks/data/assumable-services.json' with { type: 'json' };
import credentials from '../src/risks/data/credentials-exposure-actions.json' with { type: 'json' };
import dataExfiltration from '../src/risks/data/data-exfiltration-actions.json' with { type: 'json' };
import { RISK_KINDS } from '../src/risks/kinds.generated.js';
import type { RiskExample, RiskKind } from '../src/risks/risk-kind.js';
import { pathExamples } from './path-examples.js';

/**
 * Writes the pages of the risk kinds and of the escalation paths from the very tables that the engine uses, or
 * with `--check` fails when one is stale.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const RISKS = 'docs/risks';
const PATHS = 'docs/escalation-paths.md';
const PATH_PAGES = 'docs/escalation-paths';
const MARK = '<!-- Written by scripts/generate-rule-pages.ts; do not edit. -->';
const JSON_WIDTH = 90;

const CATEGORIES: Readonly<Record<string, readonly [title: string, meaning: string]>> = {
  'self-escalation': [
    "Changing one's own permissions",
    'The caller writes, attaches or chooses policies that apply to itself.',
  ],
  'principal-access': [
    'Becoming another principal',
    'The caller makes or takes credentials of another user or role.',
  ],
  'new-passrole': [
    'Passing a role to something new',
    'The caller creates something that runs under a role and makes it do what the caller wants.',
  ],
  'existing-passrole': [
    'Using a role that something already has',
    'The caller changes or uses something that runs under a role, without iam:PassRole.',
  ],
};

const STATUS: Readonly<Record<string, string>> = {
  published: 'published on pathfinding.cloud',
  lab: 'a lab of pathfinding.cloud',
  proposed: 'proposed to pathfinding.cloud',
  'legacy-only': 'known to Cloudsplaining 0.9.1 only',
  'other-tool': 'known to other tools',
  documented: 'follows from the AWS documentation',
};

/** What a kind's own table of data holds, for the page. */
const LISTS: Readonly<Record<string, () => string>> = {
  DataExfiltration: () => actionTables(dataExfiltration),
  CredentialsExposure: () => actionTables(credentials),
  AssumableByComputeService: serviceTable,
  AssumableByServiceWithoutSource: deputyTable,
  AssumableByAnyWebIdentity: () => providerTable(true),
  AssumableByBroadWebIdentity: () => providerTable(false),
};

/** The pages by their path in the project. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([
    ...RISK_KINDS.map((kind) => [`${RISKS}/${fileName(kind.id)}.md`, kindPage(kind)] as const),
    [`${RISKS}/README.md`, indexPage()] as const,
    [PATHS, pathsPage()] as const,
    ...ESCALATION_PATHS.map((path) => [`${PATH_PAGES}/${path.id}.md`, pathPage(path)] as const),
  ]);
}

function indexPage(): string {
  const rows = RISK_KINDS.map(
    (kind) =>
      `| [${kind.title}](${fileName(kind.id)}.md) | \`${kind.id}\` | ${kind.severity} | ${scopeWords(kind)} | ${cell(kind.summary)} |`,
  );
  return page(
    '# Risk kinds',
    'What is looked for, in the order of the results file. [The meaning of the analysis](../semantics.md) says when an action counts as unrestricted; [the escalation paths](../escalation-paths.md) have a page of their own.',
    [
      '| kind | id | severity | judged on | a finding says |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  );
}

function kindPage(kind: RiskKind): string {
  const list = LISTS[kind.id];
  return page(
    `# ${kind.title}`,
    `\`${kind.id}\`, severity **${kind.severity}**, judged on ${scopeWords(kind)}.`,
    kind.summary,
    '## Why it matters',
    kind.why,
    '## What to do',
    kind.fix,
    '## Examples',
    ...kind.examples.map(example),
    ...(kind.id === 'PrivilegeEscalation'
      ? [
          `## Paths\n\nThe paths are listed, with the actions each needs, under [escalation paths](../escalation-paths.md).`,
        ]
      : []),
    ...(list === undefined ? [] : [list()]),
    '## References',
    kind.references.map((link) => `- <${link}>`).join('\n'),
  );
}

function example({ name, document, finds }: RiskExample): string {
  const found =
    finds.length === 0 ? 'Nothing is found.' : `Found: ${finds.map((item) => `\`${item}\``).join(', ')}.`;
  return `${capital(name)}:\n\n\`\`\`json\n${json(document)}\n\`\`\`\n\n${found}`;
}

/** JSON with everything that fits on one line on one line. */
function json(value: unknown, indent = ''): string {
  const flat = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= JSON_WIDTH) return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item: unknown) => deeper + json(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([key, member]: [string, unknown]) => `${deeper}${JSON.stringify(key)}: ${json(member, deeper)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]: [string, unknown]) => `${JSON.stringify(key)}: ${oneLine(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}

interface ActionTable {
  readonly actions: readonly string[];
  readonly further: readonly { readonly action: string; readonly kind: string }[];
}

function actionTables({ actions, further }: ActionTable): string {
  const byKind = new Map<string, string[]>();
  for (const { action, kind } of further) byKind.set(kind, [...(byKind.get(kind) ?? []), action]);
  const rows = [...byKind]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, names]) => `| ${kind} | ${names.map(code).join(', ')} |`);
  return [
    '## Actions',
    `The finding lists these, as in 0.9.1, where the catalogue knows them: ${actions.map(code).join(', ')}.`,
    'A second group, `extended_findings` in the results file, counts in no total:',
    ['| gives | actions |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function serviceTable(): string {
  const running = computeServices.services.filter(
    ({ runsCustomerCode, legacy }) => runsCustomerCode && !legacy,
  );
  const legacy = computeServices.services.filter(({ legacy: isLegacy }) => isLegacy);
  return [
    '## Services',
    `The finding lists these, as in 0.9.1, by their prefix: ${legacy.map(({ principal }) => code(principal)).join(', ')}.`,
    `A second group, \`extended_findings\` in the results file, counts in no total: ${running.map(({ principal }) => code(principal)).join(', ')}.`,
  ].join('\n\n');
}

function deputyTable(): string {
  const rows = deputies.services.map(({ principal, link }) => `| ${code(principal)} | <${link}> |`);
  return `## Services\n\n| service | described by AWS |\n| --- | --- |\n${rows.join('\n')}`;
}

function providerTable(isShared: boolean): string {
  const rows = identityProviders.providers
    .filter(({ shared }) => shared === isShared)
    .map(({ name, issuer }) => `| ${name} | ${code(issuer)} |`);
  const meaning = isShared
    ? 'Providers whose issuer serves all their customers:'
    : 'Providers known to have an issuer for each customer; words in upper case stand for a name. Others are judged by the subject, whatever it looks like:';
  return `## Providers\n\n${meaning}\n\n| provider | issuer |\n| --- | --- |\n${rows.join('\n')}`;
}

function pathsPage(): string {
  const known = Object.entries(CATEGORIES).map(([category, [title, meaning]]) => {
    const rows = ESCALATION_PATHS.filter((path) => path.category === category).map(pathRow);
    return `## ${title}\n\n${meaning}\n\n| id | name in the results file | path | needs | source |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}`;
  });
  const unknown = ESCALATION_PATHS.filter(({ category }) => CATEGORIES[category] === undefined);
  if (unknown.length > 0)
    throw new Error(
      `no title for the category of ${unknown.map(({ id }) => id).join(', ')}: add it to CATEGORIES`,
    );
  return page(
    '# Escalation paths',
    `The ${ESCALATION_PATHS.length} ways to turn some permissions into more that [PrivilegeEscalation](risks/privilege-escalation.md) looks for. A policy has a path when every action that the path needs is within reach, over all statements of the policy together. A path that needs the very same actions as another is not reported apart: the other finding names it. How to add one: [adding an escalation path](adding-an-escalation-path.md).`,
    pathsCounted(),
    'The paths `sso-...` and `other-sso-...` go through IAM Identity Center, whose permission sets and assignments are not in the authorization details: [what cannot be seen of them](semantics.md#what-is-not-judged).',
    ...known,
  );
}

/** How the number of rows goes together with that of 0.9.1. */
function pathsCounted(): string {
  const all = ESCALATION_PATHS.length;
  const legacy = ESCALATION_PATHS.filter(({ legacyName }) => legacyName !== null).length;
  const shared = ESCALATION_PATHS.filter(({ sameActionsAs }) => sameActionsAs !== null);
  if (shared.some(({ legacyName }) => legacyName !== null))
    throw new Error('a path of 0.9.1 is reported with another: the sentence on their number would be wrong');
  const reported = all - shared.length;
  return `How ${all} goes with the ${legacy} of Cloudsplaining 0.9.1: ${legacy} rows have its method names, and ${all - legacy} are newer. ${shared.length} of the newer ones (${shared.map(({ id }) => code(id)).join(', ')}) need the very same actions as another row and are named in its finding, so ${reported} can be reported: the ${legacy}, and ${reported - legacy} more. A policy that allows everything has all ${reported}.`;
}

/** The page of one path. */
function pathPage(path: EscalationPath): string {
  const { id, legacyName, name, category, status, requiredActions, helpfulActions, passedTo, link } = path;
  const [title = ''] = CATEGORIES[category] ?? [];
  const { open, closed, closedBy } = pathExamples(path);
  const { texts } = pathNeeds(path);
  const reported = path.sameActionsAs ?? id;
  const facts = [
    `Name in the results file: ${path.sameActionsAs === null ? code(legacyName ?? id) : `that of ${code(reported)}`}.`,
    ...(passedTo === null ? [] : [`The role is passed to ${code(passedTo)}, which it must trust.`]),
    ...(helpfulActions.length === 0
      ? []
      : [`These help, but are not needed: ${helpfulActions.map(code).join(', ')}.`]),
    ...(texts.length === 0 ? [] : [`It also takes ${texts.join('; ')}.`]),
    ...(path.sameActionsAs === null
      ? []
      : [`It needs the very same actions as [${reported}](${reported}.md), and is reported with it.`]),
  ];
  return page(
    `# ${id}: ${name}`,
    `One of the [escalation paths](../escalation-paths.md) that [PrivilegeEscalation](../risks/privilege-escalation.md) looks for; ${title.charAt(0).toLowerCase()}${title.slice(1)}; ${STATUS[status] ?? status} ([source](${link})).`,
    `A policy has it when ${requiredActions.length === 1 ? 'this action is' : 'all of these actions are'} within reach:`,
    requiredActions.map((action) => `- ${code(action)}`).join('\n'),
    facts.join(' '),
    '## A policy that has it',
    `\`\`\`json\n${json(open)}\n\`\`\``,
    `Found: ${code(reported)}.`,
    '## One that does not',
    `\`\`\`json\n${json(closed)}\n\`\`\``,
    closedBy,
  );
}

function pathRow(path: EscalationPath): string {
  const reported =
    path.sameActionsAs === null ? code(path.legacyName ?? path.id) : `with ${code(path.sameActionsAs)}`;
  const needs = path.requiredActions.map(code).join(', ');
  return `| [${code(path.id)}](escalation-paths/${path.id}.md) | ${reported} | ${cell(path.name)} | ${needs} | [${STATUS[path.status] ?? path.status}](${path.link}) |`;
}

function page(...parts: readonly string[]): string {
  return `${MARK}\n\n${parts.join('\n\n')}\n`;
}

const SCOPE_WORDS = {
  'identity-policy': 'identity policies',
  'trust-policy': 'trust policies of roles',
  'resource-policy': 'policies of resources',
} as const satisfies Readonly<Record<RiskKind['scope'], string>>;

function scopeWords({ scope }: RiskKind): string {
  return SCOPE_WORDS[scope];
}

function fileName(id: string): string {
  return id.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

/** Pages in the folders that no kind and no path has any more. */
function leftOver(pages: ReadonlyMap<string, string>): readonly string[] {
  return [RISKS, PATH_PAGES]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => `${folder}/${file}`))
    .filter((path) => !pages.has(path));
}

function writePages(): void {
  const pages = rulePages();
  for (const folder of [RISKS, PATH_PAGES]) mkdirSync(join(root, folder), { recursive: true });
  for (const [path, text] of pages) writeFileSync(join(root, path), text);
  for (const path of leftOver(pages)) rmSync(join(root, path));
}

function checkPages(): void {
  const pages = rulePages();
  const isStale = ([path, text]: readonly [string, string]): boolean =>
    !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;
  const stale = [...[...pages].filter(isStale).map(([path]) => path), ...leftOver(pages)];
  if (stale.length === 0) return;
  process.stderr.write(
    `Stale pages: ${stale.join(', ')}. Run npx tsx scripts/generate-rule-pages.ts and commit the result.\n`,
  );
  process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--check')) checkPages();
  else writePages();
}
