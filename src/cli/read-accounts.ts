import type { Account, AccountProblem } from '../account/account.js';
import { parseAuthorizationDetails } from '../account/parse-authorization-details.js';
import { terminalSafe } from '../output/terminal-safe.js';
import { authorizationFilesIn } from './authorization-files.js';
import { KnownAccounts } from './known-accounts.js';
import { inFile } from './input-error-in-file.js';
import { readJson } from './parse-json.js';
import { isDirectory } from './read-file.js';
import type { Terminal } from './terminal.js';
import { tellProblems } from './unread-parts.js';
import { isUsageError, UsageError } from './usage-error.js';

/** The accounts of an input. */
export interface AccountsRead {
  readonly accounts: readonly Account[];
  /** How many files of a directory should have been read and could not be. */
  readonly unreadFiles: number;
}

/**
 * The account in a file, or those in all the files of a directory that hold any; what is passed over, and
 * what of them cannot be read, is said on standard error.
 *
 * @param unknownBoundaries - whether the answer says itself where it matters that a boundary is not known
 * @throws {UsageError} if there is none
 */
export async function readAccounts(
  input: string,
  terminal: Terminal,
  unknownBoundaries: 'in the answer' | 'on standard error',
): Promise<AccountsRead> {
  const read = await accountsIn(input, terminal);
  const isTold = ({ where }: AccountProblem): boolean =>
    unknownBoundaries === 'on standard error' || !where.endsWith('.PermissionsBoundaryArn');
  for (const { problems } of read.accounts) tellProblems(problems.filter(isTold), terminal);
  return read;
}

async function accountsIn(input: string, terminal: Terminal): Promise<AccountsRead> {
  if (!isDirectory(input)) return { accounts: [await readAccount(input)], unreadFiles: 0 };
  const { paths, skipped } = authorizationFilesIn(input);
  for (const { path, why } of skipped) terminal.err(`Skipped: ${terminalSafe(path)}: ${why}.\n`);
  const accounts: Account[] = [];
  let unreadFiles = skipped.filter(({ isLacking }) => isLacking).length;
  const known = new KnownAccounts();
  for (const path of paths) {
    try {
      const account = await readAccount(path);
      const earlier = known.earlierFileOf(account, path);
      if (earlier === null) accounts.push(account);
      else
        terminal.err(
          `Skipped: ${terminalSafe(`${path}: ${earlier} is of the same account, and one account cannot be taken twice`)}.\n`,
        );
    } catch (error) {
      if (!isUsageError(error)) throw error;
      terminal.err(`Skipped: ${terminalSafe(error.message)}\n`);
      unreadFiles++;
    }
  }
  if (accounts.length > 0) return { accounts, unreadFiles };
  throw new UsageError(
    `${input}: no file in this directory holds authorization details; save them there as *.json.`,
  );
}

async function readAccount(path: string): Promise<Account> {
  const json = await readJson(path);
  return inFile(path, () => parseAuthorizationDetails(json));
}
