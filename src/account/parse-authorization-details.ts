import { InputError } from '../policy/input-error.js';
import type { Account, AccountProblem } from './account.js';
import { authorizationLists } from './authorization-lists.js';
import { DocumentStore } from './document-store.js';
import { homeAccount } from './home-account.js';
import { PolicyReferences } from './policy-references.js';
import { readManagedPolicies } from './read-managed-policies.js';
import { PrincipalReader } from './read-principals.js';

/**
 * Reads the JSON of `aws iam get-account-authorization-details`: the AWS CLI's merged output or a list of raw
 * pages. Unknown keys are passed over; what cannot be read is left out and listed under `problems`.
 *
 * @param input - the parsed JSON
 * @throws {InputError} if the input is not authorization details, or nothing in it can be read
 */
export function parseAuthorizationDetails(input: unknown): Account {
  const problems: AccountProblem[] = [];
  const lists = authorizationLists(input, problems);
  const store = new DocumentStore();
  const policies = readManagedPolicies(lists.Policies, store);
  const reader = new PrincipalReader(store, new PolicyReferences(policies));
  const groups = reader.groups(lists.GroupDetailList);
  const users = reader.users(lists.UserDetailList, groups);
  const roles = reader.roles(lists.RoleDetailList);
  for (const problem of reader.problems()) problems.push(problem);
  const managedPolicies = [...policies.values()];
  const principals = [...users, ...groups, ...roles];
  const [first] = problems;
  if (first !== undefined && principals.length + managedPolicies.length === 0) {
    throw new InputError(
      `nothing in the file can be read; the first problem is: ${first.reason}`,
      first.where,
    );
  }
  return {
    ...homeAccount(principals, managedPolicies),
    users,
    groups,
    roles,
    managedPolicies,
    problems: lists.truncation === null ? problems : [lists.truncation, ...problems],
  };
}
