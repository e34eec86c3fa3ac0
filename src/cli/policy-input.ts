import { basename, extname } from 'node:path';
import { mistakenFile } from '../account/mistaken-file.js';
import type { NamedPolicy } from '../assessment/scan-policy.js';
import { InputError } from '../policy/input-error.js';
import { describeType, isJsonObject, type JsonObject } from '../policy/json-shape.js';
import { recognise } from '../infrastructure/recognise.js';
import type { YamlSource } from '../infrastructure/yaml-value.js';
import { refuseDuplicateKeys } from './duplicate-key.js';
import { parseJson, readJson, refuseJunkFile } from './parse-json.js';
import { decodeText, fileSize, isDirectory, readText } from './read-file.js';
import { LARGEST_TEXT } from './read-whole.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** Keys of what `aws iam get-account-authorization-details` prints. */
const ACCOUNT_LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'];

/** What standard input is called in messages. */
export const STANDARD_INPUT = 'standard input';

/** Standard input has no ending to tell: a comment, a list or a key at the start, as no JSON begins. */
const LOOKS_LIKE_YAML = /^\s*(?:---\s|#|- |[A-Za-z]+:(?:\s|$))/;

/** Templates of CloudFormation in YAML need not be called so. */
const LOOKS_LIKE_TEMPLATE = /^(?:AWSTemplateFormatVersion|Resources):/m;

/** What a policy file holds. */
export interface PolicyInput {
  /** What the input is called in messages. */
  readonly name: string;
  readonly value: unknown;
  /** As it was read, without a byte order mark; null where it is too large to be read whole. */
  readonly text: string | null;
  readonly format: 'json' | 'yaml';
  readonly lineOf?: (jsonPath: string) => number | null;
  /** Of YAML: the value with its places. */
  readonly source?: () => YamlSource;
}

/** The value in a policy file, JSON or YAML by its ending, or on standard input, by how it begins. */
export async function readPolicyInput(path: string | undefined, terminal: Terminal): Promise<PolicyInput> {
  if (path === undefined || path === '-') {
    if (terminal.inputIsTerminal) {
      throw new UsageError(
        'no policy was given: name a file with --input-file, or send it to standard input.',
      );
    }
    const text = decodeText(terminal.readInput(), STANDARD_INPUT);
    return LOOKS_LIKE_YAML.test(text) ? yamlInput(text, STANDARD_INPUT) : jsonInput(text, STANDARD_INPUT);
  }
  if (/\.ya?ml$/i.test(path)) return yamlInput(readText(path), path);
  if (isDirectory(path) || fileSize(path) > LARGEST_TEXT)
    return { name: path, value: await readJson(path), text: null, format: 'json' };
  refuseJunkFile(path);
  const text = readText(path);
  return LOOKS_LIKE_TEMPLATE.test(text) && !/^\s*\{/.test(text)
    ? yamlInput(text, path)
    : jsonInput(text, path);
}

/** What Terraform prints holds no key twice, and is large. */
function jsonInput(text: string, name: string): PolicyInput {
  const value = parseJson(text, name);
  if (recognise(value) !== 'terraform') refuseDuplicateKeys(text, name);
  return { name, value, text, format: 'json' };
}

async function yamlInput(text: string, name: string): Promise<PolicyInput> {
  const { parseYaml } = await import('./parse-yaml.js');
  return { name, text, format: 'yaml', ...parseYaml(text, name) };
}

/** Whether a value is what `aws iam get-account-authorization-details` prints. */
export function holdsAccount(value: unknown): value is JsonObject {
  return (
    isJsonObject(value) &&
    !Object.hasOwn(value, 'Statement') &&
    ACCOUNT_LISTS.some((key) => Array.isArray(value[key]))
  );
}

/**
 * The policies in a value: a bare document, a managed policy with its versions, what `aws iam get-policy-version`,
 * `get-role-policy` and `get-role` print, or a list of any of them.
 *
 * @throws {InputError} if there is none
 */
export function policiesIn(value: unknown, path: string): readonly NamedPolicy[] {
  const stem = basename(path, extname(path));
  if (!Array.isArray(value)) return [namedPolicy(value, stem, '$')];
  if (value.length === 0) throw new InputError('the list holds no policy', '$');
  return value.map((entry: unknown, index) => namedPolicy(entry, `${stem}[${index}]`, `$[${index}]`));
}

/** Whether a value is one policy that nothing but its file gives a name. */
export function isUnnamedPolicy(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    nameIn(value) === null &&
    ['Statement', 'PolicyVersion'].some((key) => Object.hasOwn(value, key))
  );
}

function namedPolicy(value: unknown, fallback: string, where: string): NamedPolicy {
  if (!isJsonObject(value))
    throw new InputError(`a policy must be an object, not ${describeType(value)}`, where);
  const name = nameIn(value) ?? fallback;
  if (Object.hasOwn(value, 'Statement')) return { name, document: value };
  const version = value['PolicyVersion'];
  if (isJsonObject(version) && Object.hasOwn(version, 'Document'))
    return { name, document: version['Document'] };
  for (const key of ['Document', 'PolicyDocument']) {
    if (Object.hasOwn(value, key)) return { name, document: value[key] };
  }
  if (Object.hasOwn(value, 'AssumeRolePolicyDocument')) return { ...trustPolicyOf(value), name };
  for (const key of ['Policy', 'Role']) {
    const inner = value[key];
    if (isJsonObject(inner)) return namedPolicy(inner, fallback, `${where}.${key}`);
  }
  if (Array.isArray(value['PolicyVersionList']))
    return { name, document: defaultVersion(value, value['PolicyVersionList'], where) };
  if (ACCOUNT_LISTS.some((key) => Object.hasOwn(value, key)))
    throw new InputError('these are the authorization details of an account; use the scan command', where);
  const mistaken = mistakenFile(value, 'a policy');
  if (mistaken !== null) throw new InputError(mistaken, where);
  throw new InputError(
    'this is neither a policy document (it has no Statement) nor a managed policy with PolicyVersionList',
    where,
  );
}

/** What AWS calls a policy, or the role whose trust policy it is. */
function nameIn({
  PolicyName: policy,
  RoleName: role,
  AssumeRolePolicyDocument: trust,
}: JsonObject): string | null {
  if (typeof policy === 'string') return policy;
  return trust !== undefined && typeof role === 'string' ? role : null;
}

function trustPolicyOf(role: JsonObject): Omit<NamedPolicy, 'name'> {
  const arn = role['Arn'];
  const accountId =
    typeof arn === 'string' ? (/^arn:[^:]+:iam::(\d{12}):role\//.exec(arn)?.[1] ?? null) : null;
  return { document: role['AssumeRolePolicyDocument'], ...(accountId === null ? {} : { accountId }) };
}

function defaultVersion(policy: JsonObject, versions: readonly unknown[], where: string): unknown {
  const objects = versions.filter(isJsonObject);
  const inForce =
    objects.find((version) => version['IsDefaultVersion'] === true) ??
    objects.find(
      (version) => version['VersionId'] !== undefined && version['VersionId'] === policy['DefaultVersionId'],
    );
  if (inForce === undefined)
    throw new InputError('no version of the policy is marked as the default', `${where}.PolicyVersionList`);
  return inForce['Document'];
}
