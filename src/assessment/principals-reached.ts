import type { Group, Principal } from '../account/account.js';

/** How many users each group has, by the group's index among the principals. */
export function groupMembers(principals: readonly Principal[]): ReadonlyMap<number, number> {
  const numbers = new Map<Group, number>();
  principals.forEach((principal, index) => {
    if (principal.type === 'group') numbers.set(principal, index);
  });
  const members = new Map<number, number>();
  for (const principal of principals) {
    if (principal.type !== 'user') continue;
    for (const group of principal.groups) {
      const index = numbers.get(group) ?? -1;
      members.set(index, (members.get(index) ?? 0) + 1);
    }
  }
  return members;
}

/** How many principals hold a policy, members of groups included. */
export function reachedPrincipals(
  holders: readonly number[],
  membersOf: ReadonlyMap<number, number>,
): number {
  return holders.reduce((count, holder) => count + 1 + (membersOf.get(holder) ?? 0), 0);
}
