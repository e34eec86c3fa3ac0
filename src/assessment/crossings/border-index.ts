import type { OrganizationPolicies } from '../../account/organization-policies.js';
import { IndexSet } from '../../catalog/index-set.js';
import { ArnIndex } from '../../escalation/graph/arn-index.js';
import { append } from '../../escalation/graph/grouped.js';
import { knownCallers, type KnownCallers } from '../../escalation/graph/known-callers.js';
import { TargetFacts } from '../../escalation/graph/target-facts.js';
import type { CallerDirectory } from '../../escalation/graph/trusted-callers.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { BorderPopulation, BorderPrincipal } from './border-population.js';

/**
 * Finds ports by what policies say of them. As large as the population itself, and not needed once it is known who can
 * assume what.
 */
export interface BorderIndex {
  readonly arns: ArnIndex;
  readonly directory: CallerDirectory;
}

/** Makes the index of a population; `organization` tells where its accounts stand. */
export function borderIndex(
  { principals }: Pick<BorderPopulation, 'principals'>,
  organization: OrganizationPolicies | null,
): BorderIndex {
  const callers = knownCallers(organization);
  const arns = new ArnIndex(
    principals.map(({ arn }) => arn),
    new TargetFacts(principals, callers.placeOf),
  );
  return { arns, directory: directoryOf(principals, arns, callers) };
}

function directoryOf(
  principals: readonly BorderPrincipal[],
  arns: ArnIndex,
  callers: KnownCallers,
): CallerDirectory {
  const where = (test: (principal: BorderPrincipal) => boolean) =>
    IndexSet.of(principals.flatMap((principal, port) => (test(principal) ? [port] : [])));
  const byAccount = new Map<string, number[]>();
  const byId = new Map<string, number>();
  const rolesByName = new Map<string, number>();
  principals.forEach(({ type, id, name, accountId }, port) => {
    append(byAccount, accountId ?? '', port);
    byId.set(id, port);
    if (type === 'role') rolesByName.set(`${accountId ?? ''} ${name}`, port);
  });
  return {
    ...callers,
    arns,
    everyone: arns.all,
    byAccount: new Map([...byAccount].map(([id, ports]) => [id, IndexSet.of(ports)])),
    byId,
    rolesByName,
    users: where(({ type }) => type === 'user'),
    bounded: where(({ permissionsBoundary }) => permissionsBoundary !== null),
    serviceLinked: where(({ type, path }) => type === 'role' && isServiceLinkedPath(path)),
  };
}
