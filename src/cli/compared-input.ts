import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Account } from '../account/account.js';
import { parseAuthorizationDetails } from '../account/parse-authorization-details.js';
import type { NamedPolicy } from '../assessment/scan-policy.js';
import { terminalSafe } from '../output/terminal-safe.js';
import { inFile } from './input-error-in-file.js';
import { holdsAccount, policiesIn, readPolicyInput } from './policy-input.js';
import { isDirectory } from './read-file.js';
import { leadsToFolder } from './scan-input/folder-walk.js';
import { unreadable } from './system-error.js';
import type { Terminal } from './terminal.js';
import { isUsageError, UsageError } from './usage-error.js';

/** Accounts or policies to compare with others. */
export type ComparedInput =
  | { readonly kind: 'accounts'; readonly accounts: readonly Account[] }
  | { readonly kind: 'policies'; readonly policies: readonly NamedPolicy[] };

const FILE_NAMES = /\.(?:json|ya?ml)$/i;

/**
 * Reads one side of a comparison: authorization details, policies, or a directory of either. Files of a directory that
 * are neither are passed over, and that is said.
 *
 * @throws {UsageError} if there is nothing to compare
 */
export async function readComparedInput(path: string, terminal: Terminal): Promise<ComparedInput> {
  if (!isDirectory(path)) {
    const file = await readFile(path, path, terminal);
    return 'account' in file ? { kind: 'accounts', accounts: [file.account] } : { kind: 'policies', ...file };
  }
  const accounts: Account[] = [];
  const policies: NamedPolicy[] = [];
  for (const name of filesUnder(path)) {
    try {
      const file = await readFile(join(path, name), name, terminal);
      if ('account' in file) accounts.push(file.account);
      else
        policies.push(...file.policies.map((policy) => ({ ...policy, name: inFolder(name, policy.name) })));
    } catch (error) {
      if (!isUsageError(error)) throw error;
      terminal.err(`Skipped: ${terminalSafe(error.message)}\n`);
    }
  }
  if (accounts.length > 0 && policies.length > 0)
    throw new UsageError(`${path}: it holds accounts and policies; compare them apart.`);
  if (accounts.length > 0) return { kind: 'accounts', accounts };
  if (policies.length > 0) return { kind: 'policies', policies };
  throw new UsageError(`${path}: no file in this directory holds an account or a policy.`);
}

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

/** @param name - what a policy that has no name of its own is called on both sides */
async function readFile(
  path: string,
  name: string,
  terminal: Terminal,
): Promise<{ readonly account: Account } | { readonly policies: readonly NamedPolicy[] }> {
  const { value, lineOf } = await readPolicyInput(path, terminal);
  if (holdsAccount(value)) return { account: inFile(path, () => parseAuthorizationDetails(value), lineOf) };
  return { policies: inFile(path, () => policiesIn(value, name), lineOf) };
}
