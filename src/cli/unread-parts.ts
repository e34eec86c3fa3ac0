import type { Account, AccountProblem } from '../account/account.js';
import { terminalSafe } from '../output/terminal-safe.js';
import type { Terminal } from './terminal.js';

/** More would hide the answer. */
const MOST_PROBLEMS = 5;

/** Places of what says nothing about who can do what: what else cannot be read might have. */
const BESIDE_ACCESS =
  /\.(?:Tags|InstanceProfileList|RoleLastUsed)\b|\.(?:CreateDate|UpdateDate|Path|AttachmentCount|IsAttachable|UserId|GroupId|RoleId|PolicyId)$|PolicyList\[\d+\]\.PolicyName$/;

/** Whether something of an account could not be read that may say who can do what. */
export function lacksAccess({ problems }: Account): boolean {
  return problems.some(({ where }) => !BESIDE_ACCESS.test(where));
}

/**
 * Says what of an account could not be read.
 *
 * @param path - its file, where there may be doubt about it
 */
export function tellProblems(problems: readonly AccountProblem[], terminal: Terminal, path?: string): void {
  const file = path === undefined ? '' : `${path}: `;
  for (const { what, where, reason } of problems.slice(0, MOST_PROBLEMS))
    terminal.err(`Not read: ${terminalSafe(`${file}${what} (${where}): ${reason}`)}\n`);
  if (problems.length > MOST_PROBLEMS)
    terminal.err(
      `Not read: ${terminalSafe(file)}${problems.length - MOST_PROBLEMS} more, which a scan lists.\n`,
    );
}
