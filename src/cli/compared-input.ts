import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Account } from '../account/account.js';
import { parseAuthorizationDetails } from '../account/parse-authorization-details.js';
import type { NamedPolicy } from '../assessment/scan-policy.js';
import { recognise } from '../infrastructure/recognise.js';
import { terminalSafe } from '../output/terminal-safe.js';
import { inFile } from './input-error-in-file.js';
import { holdsAccount, policiesIn, readPolicyInput, type PolicyInput } from './policy-input.js';
import { isDirectory, readText } from './read-file.js';
import { leadsToFolder } from './leads-to-folder.js';
import { unreadable } from './system-error.js';
import type { Terminal } from './terminal.js';
import { lacksAccess, tellProblems } from './unread-parts.js';
import { isUsageError, UsageError } from './usage-error.js';

/** Accounts or policies to compare with others. */
export type ComparedInput = (
  | { readonly kind: 'accounts'; readonly accounts: readonly Account[] }
  | { readonly kind: 'policies'; readonly policies: readonly NamedPolicy[] }
) & {
  /** Whether part of what should have been compared could not be read. */
  readonly lacksAPart: boolean;
};

const FILE_NAMES = /\.(?:json|ya?ml)$/i;
const YAML = /\.ya?ml$/i;
/** Folders are full of YAML of other tools, which need not be YAML before they are filled in. */
const LOOKS_LIKE_OURS = /"?Statement"?\s*:|DetailList/;

/**
 * Reads one side of a comparison: authorization details, policies, or a directory of either. Files of a directory that
 * are neither are passed over, and that is said, as is what of accounts cannot be read.
 *
 * @throws {UsageError} if there is nothing to compare
 */
export async function readComparedInput(path: string, terminal: Terminal): Promise<ComparedInput> {
  if (!isDirectory(path)) {
    const file = await readFile(path, path, terminal);
    return 'account' in file
      ? { kind: 'accounts', accounts: [file.account], lacksAPart: lacksAccess(file.account) }
      : { kind: 'policies', policies: file.policies, lacksAPart: false };
  }
  const accounts: Account[] = [];
  const policies: NamedPolicy[] = [];
  let lacksAFile = false;
  for (const name of filesUnder(path)) {
    try {
      const file = await readFile(join(path, name), name, terminal);
      if ('account' in file) accounts.push(file.account);
      else
        policies.push(...file.policies.map((policy) => ({ ...policy, name: inFolder(name, policy.name) })));
    } catch (error) {
      if (!isUsageError(error)) throw error;
      terminal.err(`Skipped: ${terminalSafe(error.message)}\n`);
      lacksAFile ||= !(error instanceof ForeignFile);
    }
  }
  if (accounts.length > 0 && policies.length > 0)
    throw new UsageError(`${path}: it holds accounts and policies; compare them apart.`);
  if (accounts.length > 0)
    return { kind: 'accounts', accounts, lacksAPart: lacksAFile || accounts.some(lacksAccess) };
  if (policies.length > 0) return { kind: 'policies', policies, lacksAPart: lacksAFile };
  throw new UsageError(`${path}: no file in this directory holds an account or a policy.`);
}

/** A file of something else, which nobody meant to compare. */
class ForeignFile extends UsageError {}

/** Files of one name in two folders are two policies. */
function inFolder(file: string, policy: string): string {
  const folder = dirname(file);
  return folder === '.' ? policy : `${folder.split(sep).join('/')}/${policy}`;
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
async function readFile(
  path: string,
  name: string,
  terminal: Terminal,
): Promise<{ readonly account: Account } | { readonly policies: readonly NamedPolicy[] }> {
  const { value, lineOf } = await readValue(path, terminal);
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
