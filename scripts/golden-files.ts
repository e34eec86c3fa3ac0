import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withResourcePolicies } from '../src/account/account-resource-policies.js';
import { parseAuthorizationDetails } from '../src/account/parse-authorization-details.js';
import { resourcePolicyDocuments } from '../src/account/resource-policies.js';
import { assess } from '../src/assessment/assess.js';
import type { Assessment } from '../src/assessment/assessment.js';
import { scanPolicies } from '../src/assessment/scan-policy.js';
import { loadCatalog } from '../src/catalog/catalog-file.js';
import { placedPolicies } from '../src/cli/scan-input/placed-policies.js';
import { parseSource } from '../src/cli/scan-input/parse-source.js';
import { OUTPUT_FORMATS } from '../src/output/formats.generated.js';
import { policyScanNotes, policyScanText } from '../src/output/policy-text.js';
import { FORMAT_SERVICES } from '../src/scanning/format-services.js';

/** The folder of the golden files. */
export const GOLDEN_FOLDER = fileURLToPath(new URL('../test/golden/', import.meta.url));

const ROOT = new URL('../', import.meta.url);
const NOW = new Date('2026-11-26T10:00:00.000Z');
const RESOURCES = 'examples/resource-policies.json';
const NO_PRINCIPALS = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
const POLICY = 'examples/policies/passrole-lambda.yml';
/** Longer ones are held as their beginning, their end and a digest. */
const MOST_CHARACTERS = 60_000;
const EXCERPT_CHARACTERS = 8_000;

/** What every format gives for the example account, an example policy and example resource policies, by file name. */
export async function goldenFiles(): Promise<ReadonlyMap<string, string>> {
  const catalog = loadCatalog();
  const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
  const account = assess(parseAuthorizationDetails(JSON.parse(read('examples/account.json'))), {
    catalog,
    name: 'example',
    now: NOW,
  });
  const source = await parseSource(read(POLICY), POLICY);
  const policy = scanPolicies(placedPolicies(source), { catalog, now: NOW });
  const documents = resourcePolicyDocuments(JSON.parse(read(RESOURCES)));
  const resources = assess(withResourcePolicies(parseAuthorizationDetails(NO_PRINCIPALS), documents), {
    catalog,
    name: 'resources',
    now: NOW,
  });
  const files = new Map<string, string>();
  for (const format of OUTPUT_FORMATS) {
    const text = await textOf(format.id, withFixedVersion(account), 'examples/account.json');
    files.set(`example.${format.ending}`, excerpt(text));
    const ofResources = await textOf(format.id, withFixedVersion(resources), RESOURCES);
    files.set(`resources.${format.ending}`, excerpt(ofResources));
  }
  for (const id of ['sarif', 'markdown'])
    files.set(`policy.${id === 'markdown' ? 'md' : id}`, await textOf(id, withFixedVersion(policy), POLICY));
  files.set('resources.txt', policyScanText(resources) + policyScanNotes(resources));
  files.set('policy.txt', policyScanText(policy) + policyScanNotes(policy));
  return files;
}

/** A release changes no golden file. */
function withFixedVersion(assessment: Assessment): Assessment {
  return { ...assessment, tool: { ...assessment.tool, version: '0.0.0' } };
}

async function textOf(id: string, assessment: Assessment, sourceFile: string): Promise<string> {
  const format = OUTPUT_FORMATS.find((each) => each.id === id);
  const context = {
    ...FORMAT_SERVICES,
    // The app changes with every change to its code, and compression with Node's version.
    reportApp: () => ({ script: '', style: '' }),
    packed: packedDigest,
    sourceRoot: null,
    sourceFile,
    sourceAddress: null,
    accountId: null,
    region: null,
  };
  let text = '';
  for await (const chunk of format?.write(assessment, context) ?? []) text += chunk;
  return text;
}

async function* packedDigest(chunks: Iterable<string>): AsyncGenerator<string, void, undefined> {
  yield await Promise.resolve(`SHA-256 ${digest([...chunks].join(''))}`);
}

function excerpt(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const begin = text.slice(0, EXCERPT_CHARACTERS);
  const end = text.slice(-EXCERPT_CHARACTERS);
  return `${begin}\n[${text.length} characters, SHA-256 ${digest(text)}]\n${end}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
