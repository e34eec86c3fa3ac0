import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Account } from '../account/account.js';
import { parseAuthorizationDetails } from '../account/parse-authorization-details.js';
import type { NamedPolicy } from '../assessment/scan-policy.js';
import { recognise } from '../infrastructure/recognise.js';
import { terminalSafe } from '../output/terminal-safe.js';
import {
  readComparedDeclarations,
  withNewlyOpen,
  type ComparedDeclarations,
} from './compared-declarations.js';
import { inFile } from './input-error-in-file.js';
import { holdsAccount, policiesIn, readPolicyInput, type PolicyInput } from './policy-input.js';
import { isDirectory, readText } from './read-file.js';
import { leadsToFolder } from './leads-to-folder.js';
import { unreadable } from './system-error.js';
import type { Terminal } from './terminal.js';
import { lacksAccess, tellProblems } from './unread-parts.js';
import { isUsageError, UsageError } from './usage-error.js';
import { withSlashes } from './with-slashes.js';

/** Accounts, policies, or what files declare, to compare with others. */
export type ComparedInput =
  | ((
      | { readonly kind: 'accounts'; readonly accounts: readonly Account[] }
      | { readonly kind: 'policies'; readonly policies: readonly NamedPolicy[] }
    ) & {
      /** Whether part of what should have been compared could not be read. */
      readonly lacksAPart: boolean;
    })
  | ComparedDeclarations;

const FILE_NAMES = /\.(?:json|ya?ml)$/i;
const YAML = /\.ya?ml$/i;
/** Folders are full of YAML of other tools, which need not be YAML before they are filled in. */
const LOOKS_LIKE_OURS = /"?Statement"?\s*:|DetailList/;

/**
 * Reads both sides of a comparison.
 *
 * @throws {UsageError} if there is nothing to compare on one of them, or what is there is not alike
 */
export async function readComparedInputs(
  oldPath: string,
  newPath: string,
  terminal: Terminal,
): Promise<readonly [ComparedInput, ComparedInput]> {
  let before = await readComparedInput(oldPath, terminal);
  let after = await readComparedInput(newPath, terminal);
  // A directory of policies gets its first template, or loses its last.
  if (isDirectory(oldPath) && isDirectory(newPath)) {
    if (before.kind === 'policies' && after.kind === 'templates or plans')
      before = await readComparedDeclarations(oldPath, terminal);
    else if (before.kind === 'templates or plans' && after.kind === 'policies')
      after = await readComparedDeclarations(newPath, terminal);
  }
  if (before.kind === 'templates or plans' && after.kind === 'templates or plans')
    return [before, withNewlyOpen(before, after, terminal)];
  if (before.kind === after.kind) return [before, after];
  throw new UsageError(
    `${oldPath} holds ${before.kind} and ${newPath} ${after.kind}; compare like with like.`,
  );
}

/**
 * Reads one side of a comparison: authorization details, policies, templates and plans, or a directory of any. Files
 * of a directory that are none are passed over, and that is said, as is what of accounts cannot be read.
 *
 * @throws {UsageError} if there is nothing to compare
 */
async function readComparedInput(path: string, terminal: Terminal): Promise<ComparedInput> {
  if (!isDirectory(path)) {
    const file = await readFile(path, path, terminal);
    if (file === 'declarations') return readComparedDeclarations(path, terminal);
    return 'account' in file
      ? { kind: 'accounts', accounts: [file.account], lacksAPart: lacksAccess(file.account) }
      : { kind: 'policies', policies: file.policies, lacksAPart: false };
  }
  const accounts: Account[] = [];
  const policies: NamedPolicy[] = [];
  const skipped: string[] = [];
  let declares = false;
  let lacksAFile = false;
  for (const name of filesUnder(path)) {
    try {
      const file = await readFile(join(path, name), name, terminal);
      if (file === 'declarations') declares = true;
      else if ('account' in file) accounts.push(file.account);
      else
        policies.push(...file.policies.map((policy) => ({ ...policy, name: inFolder(name, policy.name) })));
    } catch (error) {
      if (!isUsageError(error)) throw error;
      skipped.push(error.message);
      lacksAFile ||= !(error instanceof ForeignFile);
    }
  }
  if (accounts.length > 0 && (policies.length > 0 || declares))
    throw new UsageError(
      `${path}: it holds accounts and ${declares ? 'templates or plans' : 'policies'}; compare them apart.`,
    );
  if (declares) return readComparedDeclarations(path, terminal);
  for (const message of skipped) terminal.err(`Skipped: ${terminalSafe(message)}\n`);
  if (accounts.length > 0)
    return { kind: 'accounts', accounts, lacksAPart: lacksAFile || accounts.some(lacksAccess) };
  if (policies.length > 0) return { kind: 'policies', policies, lacksAPart: lacksAFile };
  throw new UsageError(
    `${path}: no file in this directory holds an account, a policy, a template or a plan.`,
  );
}

/** A file of something else, which nobody meant to compare. */
class ForeignFile extends UsageError {}

/** Files of one name in two folders are two policies. */
function inFolder(file: string, policy: string): string {
  const folder = dirname(file);
  return folder === '.' ? policy : `${withSlashes(folder)}/${policy}`;
}

/** @throws {UsageError} if a folder cannot be read: what is missing on one side would pass for a change */
function filesUnder(directory: string): readonly string[] {
  const names = foldersUnder(directory).flatMap((folder) =>
    entriesOf(directory, folder).flatMap((entry) => (isFileOrLink(entry) ? [join(folder, entry.name)] : [])),
  );
  return names.filter((name) => FILE_NAMES.test(name) && !leadsToFolder(join(directory, name))).sort();
}

function foldersUnder(directory: string, folder = ''): readonly string[] {
  const below = entriesOf(directory, folder).filter((entry) => entry.isDirectory());
  return [folder, ...below.flatMap(({ name }) => foldersUnder(directory, join(folder, name)))];
}

function entriesOf(directory: string, folder: string): readonly Dirent[] {
  const path = join(directory, folder);
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function isFileOrLink(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

/**
 * @param name - what a policy that has no name of its own is called on both sides
 * @throws {ForeignFile} if the file holds something else
 * @throws {UsageError} if it cannot be read
 */
async function readFile(path: string, name: string, terminal: Terminal): Promise<ComparedFile> {
  const { value, lineOf } = await readValue(path, terminal);
  if (DECLARES.has(recognise(value))) return 'declarations';
  if (holdsAccount(value)) {
    const account = inFile(path, () => parseAuthorizationDetails(value), lineOf);
    tellProblems(account.problems, terminal, path);
    return { account };
  }
  try {
    return { policies: inFile(path, () => policiesIn(value, name), lineOf) };
  } catch (error) {
    throw isUsageError(error) && !IS_COMPARED.has(recognise(value)) ? new ForeignFile(error.message) : error;
  }
}

/** What a file holds; what a template or a plan declares is read apart. */
type ComparedFile =
  { readonly account: Account } | { readonly policies: readonly NamedPolicy[] } | 'declarations';

const DECLARES: ReadonlySet<string> = new Set(['terraform', 'cloudformation']);
/** What a file holds that ought to be compared. */
const IS_COMPARED: ReadonlySet<string> = new Set(['policy', 'account']);

async function readValue(path: string, terminal: Terminal): Promise<PolicyInput> {
  try {
    return await readPolicyInput(path, terminal);
  } catch (error) {
    const isForeign = isUsageError(error) && YAML.test(path) && !LOOKS_LIKE_OURS.test(readText(path));
    throw isForeign ? new ForeignFile(error.message) : error;
  }
}
