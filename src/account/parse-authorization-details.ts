import type { Account, ManagedPolicy, Principal } from './account.js';
import { parseArn } from './arn.js';
import { authorizationLists } from './authorization-lists.js';
import { DocumentStore } from './document-store.js';
import { EntryReader } from './entry-reader.js';
import { readManagedPolicies } from './read-managed-policies.js';
import { PrincipalReader } from './read-principals.js';

/**
 * Reads the JSON of `aws iam get-account-authorization-details`: the AWS CLI's merged output or a list of raw
 * pages. Unknown keys are passed over; what cannot be read is left out and listed under `problems`.
 *
 * @param input - the parsed JSON
 * @throws {InputError} if the input is not authorization details at all
 */
export function parseAuthorizationDetails(input: unknown): Account {
  const reader = new EntryReader();
  const lists = authorizationLists(input, reader);
  const store = new DocumentStore();
  const policies = readManagedPolicies(lists.Policies, reader, store);
  const principalReader = new PrincipalReader(reader, store, policies);
  const groups = principalReader.groups(lists.GroupDetailList);
  const users = principalReader.users(lists.UserDetailList, groups);
  const roles = principalReader.roles(lists.RoleDetailList);
  principalReader.reportMissingPolicies();
  const managedPolicies = [...policies.values()];
  return {
    ...homeOf([...users, ...groups, ...roles], managedPolicies),
    users,
    groups,
    roles,
    managedPolicies,
    problems: reader.problems,
  };
}

/** The account and partition most principals belong to; without principals, those of the customer's policies. */
function homeOf(
  principals: readonly Principal[],
  policies: readonly ManagedPolicy[],
): Pick<Account, 'accountId' | 'partition' | 'principalsByAccount'> {
  const principalsByAccount = new Map<string, number>();
  for (const { accountId } of principals) {
    if (accountId !== null) principalsByAccount.set(accountId, (principalsByAccount.get(accountId) ?? 0) + 1);
  }
  const [mostFrequent] = [...principalsByAccount].sort((a, b) => b[1] - a[1]);
  if (mostFrequent !== undefined) {
    const [accountId] = mostFrequent;
    const partition = principals.find((principal) => principal.accountId === accountId)?.partition ?? 'aws';
    return { accountId, partition, principalsByAccount };
  }
  const owned = policies.map(({ arn }) => parseArn(arn)).find((arn) => arn !== null && /^\d{12}$/.test(arn.accountId));
  return { accountId: owned?.accountId ?? null, partition: owned?.partition ?? 'aws', principalsByAccount };
}
