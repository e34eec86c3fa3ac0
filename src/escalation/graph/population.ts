import type { ManagedPolicy, Principal, Role, User } from '../../account/account.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { DocumentReader } from '../../access/document-reader.js';
import { EffectiveAccessReader } from '../../access/effective-access.js';
import type { Actor } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import { isProtectedPath } from '../../policy/protected-roles.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import { AttachablePolicies } from './attachable-policies.js';
import { ArnIndex } from './arn-index.js';
import { tagChangers } from './tag-changers.js';
import { append, memoised } from './grouped.js';
import { knownCallers } from './known-callers.js';
import { InstanceProfiles } from './instance-profiles.js';
import { SamlProviders } from './saml-providers.js';
import { SetImage } from './set-image.js';
import { TargetFacts } from './target-facts.js';
import { TrustIndex } from './trust-index.js';
import type { CallerDirectory } from './trusted-callers.js';

/** The principals of one or several accounts, numbered, with every set that questions about them need. */
export interface Population {
  readonly principals: readonly Principal[];
  /** The same list; a group stands in it as whoever is put into the group. */
  readonly actors: readonly Actor[];
  readonly arns: ArnIndex;
  readonly users: IndexSet;
  readonly groups: IndexSet;
  readonly roles: IndexSet;
  readonly byAccount: ReadonlyMap<string, IndexSet>;
  readonly inInstanceProfile: IndexSet;
  readonly instanceProfiles: InstanceProfiles;
  readonly serviceLinked: IndexSet;
  /** Roles that AWS alone changes. */
  readonly protectedRoles: IndexSet;
  readonly directory: CallerDirectory;
  readonly trust: TrustIndex;
  readonly samlProviders: SamlProviders;
  /** Groups of each user, by the user's number. */
  readonly groupsOf: ReadonlyMap<number, IndexSet>;
  /** The users in groups. */
  readonly membersOf: SetImage;
  readonly customerPolicies: readonly ManagedPolicy[];
  readonly policyArns: ArnIndex;
  /** Customer-managed policies of each account, and those that its principals have. */
  readonly policiesByAccount: ReadonlyMap<string, IndexSet>;
  readonly attachable: AttachablePolicies;
  /** Whoever has customer-managed policies, members of groups included. */
  readonly holdersOf: SetImage;
  /** Customer-managed policies of each principal, by its groups too. */
  readonly customerPoliciesOf: (principal: number) => IndexSet;
}

/** Numbers principals in the order given: the numbers are those of the assessment. */
export function populationOf(
  principals: readonly Principal[],
  managedPolicies: readonly ManagedPolicy[],
  organization: OrganizationPolicies | null,
  documents: DocumentReader,
): Population {
  const actors = principals.map(asActor);
  const reader = new EffectiveAccessReader(documents, organization);
  const callers = knownCallers(organization, (actor) => reader.contextOf(actor));
  const arns = new ArnIndex(
    principals.map(({ arn }) => arn),
    new TargetFacts(principals, callers.placeOf),
  );
  const ofType = (type: Principal['type']) =>
    IndexSet.of(principals.flatMap((principal, index) => (principal.type === type ? [index] : [])));
  const byAccount = new Map(
    [...groupedBy(principals, ({ accountId }) => accountId ?? '')].map(([id, members]) => [
      id,
      IndexSet.of(members),
    ]),
  );
  const roles = principals.flatMap((principal, index): (readonly [number, Role])[] =>
    principal.type === 'role' ? [[index, principal]] : [],
  );
  const where = (test: (role: Role) => boolean) =>
    IndexSet.of(roles.flatMap(([index, role]) => (test(role) ? [index] : [])));
  const serviceLinked = where(({ path }) => isServiceLinkedPath(path));
  const directory: CallerDirectory = {
    ...callers,
    arns,
    everyone: arns.all,
    users: arns.all.minus(ofType('role')),
    byAccount,
    byId: new Map(principals.map(({ id }, index) => [id, index])),
    bounded: IndexSet.of(
      principals.flatMap(({ permissionsBoundary }, index) => (permissionsBoundary === null ? [] : [index])),
    ),
    serviceLinked,
    rolesByName: new Map(roles.map(([index, { accountId, name }]) => [`${accountId ?? ''} ${name}`, index])),
  };
  const { groupsOf, members } = memberships(principals);
  const customerPolicies = managedPolicies.filter(({ isAwsManaged }) => !isAwsManaged);
  const policyNumbers = new Map(customerPolicies.map((policy, number) => [policy, number]));
  const protectedRoles = where(({ path }) => isProtectedPath(path));
  const trust = new TrustIndex(roles, actors, directory, organization, tagChangers(actors, documents));
  return {
    principals,
    actors,
    arns,
    users: ofType('user'),
    groups: ofType('group'),
    roles: ofType('role'),
    byAccount,
    inInstanceProfile: where(({ instanceProfiles }) => instanceProfiles.length > 0),
    instanceProfiles: new InstanceProfiles(roles.flatMap(([, { instanceProfiles }]) => instanceProfiles)),
    serviceLinked,
    protectedRoles,
    directory,
    trust,
    samlProviders: new SamlProviders(trust.bySamlProvider, protectedRoles),
    groupsOf,
    membersOf: new SetImage((group) => members.get(group) ?? IndexSet.empty),
    customerPolicies,
    attachable: new AttachablePolicies(managedPolicies, documents),
    policyArns: new ArnIndex(customerPolicies.map(({ arn }) => arn)),
    policiesByAccount: policiesOfAccounts(policyNumbers, principals),
    customerPoliciesOf: policiesHeld(policyNumbers, principals),
    holdersOf: holders(customerPolicies, principals, members),
  };
}

function asActor(principal: Principal): Actor {
  if (principal.type !== 'group') return principal;
  return { ...principal, type: 'user', groups: [] } satisfies User;
}

function memberships(principals: readonly Principal[]): {
  readonly groupsOf: Population['groupsOf'];
  readonly members: ReadonlyMap<number, IndexSet>;
} {
  const numbers = new Map(principals.map((principal, index) => [principal, index]));
  const groupsOf = new Map<number, IndexSet>();
  const members = new Map<number, number[]>();
  principals.forEach((principal, index) => {
    if (principal.type !== 'user') return;
    const groups = principal.groups.flatMap((group) => numbers.get(group) ?? []);
    groupsOf.set(index, IndexSet.of(groups));
    for (const group of groups) append(members, group, index);
  });
  return { groupsOf, members: new Map([...members].map(([group, list]) => [group, IndexSet.of(list)])) };
}

const ACCOUNT_OF_ARN = 4;

function policiesOfAccounts(
  numbers: ReadonlyMap<ManagedPolicy, number>,
  principals: readonly Principal[],
): ReadonlyMap<string, IndexSet> {
  const byAccount = new Map<string, number[]>();
  for (const [{ arn }, number] of numbers) append(byAccount, arn.split(':')[ACCOUNT_OF_ARN] ?? '', number);
  for (const { accountId, attachedPolicies } of principals) {
    for (const policy of attachedPolicies) {
      const number = numbers.get(policy);
      if (number !== undefined) append(byAccount, accountId ?? '', number);
    }
  }
  return new Map([...byAccount].map(([account, members]) => [account, IndexSet.of(members)]));
}

function holders(
  policies: readonly ManagedPolicy[],
  principals: readonly Principal[],
  members: ReadonlyMap<number, IndexSet>,
): SetImage {
  const holding = new Map<ManagedPolicy, number[]>();
  principals.forEach(({ attachedPolicies }, index) => {
    for (const policy of attachedPolicies) append(holding, policy, index);
  });
  return new SetImage((number) => {
    const policy = policies[number];
    const direct = (policy === undefined ? undefined : holding.get(policy)) ?? [];
    return IndexSet.unionOf([IndexSet.of(direct), ...direct.flatMap((holder) => members.get(holder) ?? [])]);
  });
}

function policiesHeld(
  numbers: ReadonlyMap<ManagedPolicy, number>,
  principals: readonly Principal[],
): Population['customerPoliciesOf'] {
  // Every statement about policies may ask for it.
  const known = new Map<number, IndexSet>();
  return (index) =>
    memoised(known, index, () => {
      const principal = principals[index];
      if (principal === undefined) return IndexSet.empty;
      const holders = principal.type === 'user' ? [principal, ...principal.groups] : [principal];
      return IndexSet.of(
        holders.flatMap(({ attachedPolicies }) =>
          attachedPolicies.flatMap((policy) => numbers.get(policy) ?? []),
        ),
      );
    });
}

function groupedBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  items.forEach((item, index) => {
    append(groups, keyOf(item), index);
  });
  return groups;
}
