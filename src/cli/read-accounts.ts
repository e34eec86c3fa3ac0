import type { Account } from '../account/account.js';
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

/**
 * The account in a file, or those in all the files of a directory that hold any; what is passed over, and
 * what of them cannot be read, is said on standard error.
 *
 * @throws {UsageError} if there is none
 */
export async function readAccounts(input: string, terminal: Terminal): Promise<readonly Account[]> {
  const accounts = await accountsIn(input, terminal);
  // That a boundary is not known, the answers say themselves where it matters.
  for (const { problems } of accounts)
    tellProblems(
      problems.filter(({ where }) => !where.endsWith('.PermissionsBoundaryArn')),
      terminal,
    );
  return accounts;
}

async function accountsIn(input: string, terminal: Terminal): Promise<readonly Account[]> {
  if (!isDirectory(input)) return [await readAccount(input)];
  const { paths, skipped } = authorizationFilesIn(input);
  for (const { path, why } of skipped) terminal.err(`Skipped: ${terminalSafe(path)}: ${why}.\n`);
  const accounts: Account[] = [];
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
    }
  }
  if (accounts.length > 0) return accounts;
  throw new UsageError(
    `${input}: no file in this directory holds authorization details; save them there as *.json.`,
  );
}

async function readAccount(path: string): Promise<Account> {
  const json = await readJson(path);
  return inFile(path, () => parseAuthorizationDetails(json));
}
