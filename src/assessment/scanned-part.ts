import type { Account } from '../account/account.js';
import type { AssessedSources } from './assessed-sources.js';

/** What one or several files declare: policies by themselves, or the IAM of an account. */
export interface ScannedPart extends AssessedSources {
  readonly account: Account;
}

/** All parts as one. */
export function joinedParts(parts: readonly ScannedPart[]): ScannedPart {
  return {
    account: joinedAccount(parts.map(({ account }) => account)),
    documents: new Map(parts.flatMap(({ documents }) => [...documents])),
    principals: new Map(parts.flatMap(({ principals }) => [...principals])),
    namesFiles: parts.some(({ namesFiles }) => namesFiles),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

function joinedAccount(accounts: readonly Account[]): Account {
  const [first] = accounts;
  const isOne = accounts.length === 1 && first !== undefined;
  const ids = new Set(accounts.map(({ accountId }) => accountId));
  const [id = null] = ids;
  return {
    accountId: ids.size === 1 ? id : null,
    // Empty where there are several: each pattern is then judged in the partition that it names.
    partition: isOne ? first.partition : '',
    principalsByAccount: new Map(),
    users: accounts.flatMap(({ users }) => users),
    groups: accounts.flatMap(({ groups }) => groups),
    roles: accounts.flatMap(({ roles }) => roles),
    managedPolicies: accounts.flatMap(({ managedPolicies }) => managedPolicies),
    resourcePolicies: accounts.flatMap(({ resourcePolicies = [] }) => resourcePolicies),
    problems: accounts.flatMap(({ problems }) => problems),
  };
}
