import type { Account, AccountProblem, ManagedPolicy, Principal } from '../account/account.js';
import { terminalSafe } from '../output/terminal-safe.js';
import type { Terminal } from './terminal.js';

/** More would hide the answer. */
const MOST_PROBLEMS = 5;

/** Places of what says nothing about who can do what: what else cannot be read might have. */
const BESIDE_ACCESS =
  /\.(?:Tags|InstanceProfileList|RoleLastUsed)\b|\.(?:CreateDate|UpdateDate|Path|AttachmentCount|IsAttachable|UserId|GroupId|RoleId|PolicyId)$|PolicyList\[\d+\]\.PolicyName$/;

/** Of managed policies: whether anybody holds them, their principals tell. */
const MANAGED_POLICY = /\.Policies\[\d+\]/;
/** That a boundary is not known, answers say themselves where it matters. */
const BOUNDARY = /\.PermissionsBoundaryArn$/;

/** Whether something of an account could not be read that may say who can do what. */
export function lacksAccess({ problems }: Account): boolean {
  return problems.some(({ where }) => !BESIDE_ACCESS.test(where));
}

/** Whether a policy that a principal holds, itself or by a group, could not be read or is not in the input. */
export function lacksAPolicy(principal: Principal): boolean {
  const { inlinePolicies, attachedPolicies, missing = [] } = principal;
  return (
    missing.length > 0 ||
    inlinePolicies.some(({ document }) => !document.parsed.ok) ||
    attachedPolicies.some(isUnread) ||
    (principal.type === 'user' && principal.groups.some(lacksAPolicy))
  );
}

/** Whether a principal of an account lacks a policy, or is itself among what could not be read. */
export function lacksAHolder({ users, groups, roles, problems }: Account): boolean {
  return (
    [...users, ...groups, ...roles].some(lacksAPolicy) ||
    problems.some(({ where }) => [BESIDE_ACCESS, MANAGED_POLICY, BOUNDARY].every((each) => !each.test(where)))
  );
}

function isUnread({ document }: ManagedPolicy): boolean {
  return document?.parsed.ok !== true;
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
