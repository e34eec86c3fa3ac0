import type { Group, Principal } from '../account/account.js';
import { append } from '../escalation/graph/grouped.js';

/** The users of each group, by indexes among the principals. */
export function groupMembers(principals: readonly Principal[]): ReadonlyMap<number, readonly number[]> {
  const numbers = new Map<Group, number>();
  principals.forEach((principal, index) => {
    if (principal.type === 'group') numbers.set(principal, index);
  });
  const members = new Map<number, number[]>();
  principals.forEach((principal, user) => {
    if (principal.type !== 'user') return;
    for (const group of principal.groups) append(members, numbers.get(group) ?? -1, user);
  });
  return members;
}

/** How many principals hold a policy, members of groups included, each once however often it holds it. */
export function reachedPrincipals(
  holders: readonly number[],
  membersOf: ReadonlyMap<number, readonly number[]>,
): number {
  if (!holders.some((holder) => membersOf.has(holder))) return holders.length;
  const reached = new Set(holders);
  for (const holder of holders) for (const member of membersOf.get(holder) ?? []) reached.add(member);
  return reached.size;
}
