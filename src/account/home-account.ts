import type { Account, ManagedPolicy, Principal } from './account.js';
import { isAccountId, parseArn } from './arn.js';

/**
 * The account and partition that most principals belong to, the first seen among equals; in a file without
 * principals, those of the customer's policies.
 */
export function homeAccount(
  principals: readonly Principal[],
  policies: readonly ManagedPolicy[],
): Pick<Account, 'accountId' | 'partition' | 'principalsByAccount'> {
  const owners = principals.map(({ accountId, partition }) => ({ accountId, partition }));
  const principalsByAccount = countByAccount(owners);
  if (principalsByAccount.size > 0)
    return { ...mostFrequent(owners, principalsByAccount), principalsByAccount };
  const policyOwners = policies.flatMap(({ arn }) => {
    const parsed = parseArn(arn);
    return parsed !== null && isAccountId(parsed.accountId) ? [parsed] : [];
  });
  return { ...mostFrequent(policyOwners, countByAccount(policyOwners)), principalsByAccount };
}

interface Owner {
  readonly accountId: string | null;
  readonly partition: string;
}

function countByAccount(owners: readonly Owner[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { accountId } of owners) {
    if (accountId !== null) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  }
  return counts;
}

function mostFrequent(owners: readonly Owner[], counts: ReadonlyMap<string, number>): Owner {
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  const accountId = first?.[0] ?? null;
  return { accountId, partition: owners.find((owner) => owner.accountId === accountId)?.partition ?? 'aws' };
}
