import { IndexSet } from '../../catalog/index-set.js';
import type { Capabilities } from './capabilities.js';
import type { Standing } from './standing.js';
import {
  bothReach,
  conditionally,
  NO_TARGETS,
  reachesNothing,
  within,
  without,
  type Targets,
} from './targets.js';

/** The action that puts a user into a group. It is allowed or denied on the group, whoever the user is. */
export const PUTTING_INTO_GROUP = 'iam:AddUserToGroup';

/**
 * The other users to whom a principal gives everything by putting them into a group that has it. How it becomes
 * one of them is another step.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function usersPutIntoGroups(
  capabilities: Capabilities,
  { holdEverything, attaining }: Pick<Standing, 'holdEverything' | 'attaining'>,
): Targets {
  const { population, self, neighbours } = capabilities;
  const groups = bothReach(
    capabilities.targets(PUTTING_INTO_GROUP),
    within(holdEverything, population.groups),
  );
  if (reachesNothing(groups)) return NO_TARGETS;
  const users = without(within(attaining, population.users.intersect(neighbours)), IndexSet.of([self]));
  return groups.open.isEmpty ? conditionally(users) : users;
}
