import { IndexSet } from '../../catalog/index-set.js';
import type { PolicyDocument } from '../../policy/policy-document.js';
import type { AdministratorSearch } from './administrator-search.js';
import type { Chain } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import type { Targets } from './targets.js';
import type { Outsider } from './outsider-collector.js';
import { leastSure, VERDICTS, type Verdict } from './verdict.js';

/** How someone outside the input becomes administrator: by a role that trusts it. */
export interface OutsiderChain {
  readonly outsider: Outsider;
  /** The role it assumes first. */
  readonly role: number;
  /** How sure it is that it can assume that role. */
  readonly entry: Verdict;
  /** How it goes on from there; null where the role is administrator. */
  readonly chain: Chain | null;
  readonly verdict: Verdict;
}

/** Whether any customer of some identity provider can assume a role, going by its trust policy. */
export type OpenToTenants = (trust: PolicyDocument) => boolean;

/**
 * The surest chain of each outsider, the shortest among equals; those without one are left out. An identity provider
 * counts as a sure way in only where the trust policy does not pin whose identities it means.
 *
 * @param isWanted - chains among which the surest is looked for
 */
export function outsiderChains(
  graph: EscalationGraph,
  search: AdministratorSearch,
  isOpenToTenants: OpenToTenants,
  isWanted: (chain: OutsiderChain) => boolean = () => true,
): readonly OutsiderChain[] {
  const onward = toAdministrator(graph, search);
  return surest(graph, isOpenToTenants, onward, isWanted);
}

/**
 * The surest chain of each outsider to one principal.
 *
 * @param chainFrom - the chain to it from a role
 */
export function outsiderChainsTo(
  graph: EscalationGraph,
  to: number,
  isOpenToTenants: OpenToTenants,
  chainFrom: (role: number) => Chain | null,
): readonly OutsiderChain[] {
  const onward: Onward = (role) => {
    if (role === to) return { chain: null, verdict: 'confirmed' };
    const chain = chainFrom(role);
    return chain === null ? null : { chain, verdict: chain.verdict };
  };
  return surest(graph, isOpenToTenants, onward, () => true);
}

/** How it goes on from the role that an outsider assumes; null if it does not get there. */
type Onward = (role: number) => Pick<OutsiderChain, 'chain' | 'verdict'> | null;

function toAdministrator(graph: EscalationGraph, search: AdministratorSearch): Onward {
  return (role) => {
    const administrator = graph.nodes[role]?.administrator ?? null;
    if (administrator !== null) return { chain: null, verdict: administrator.verdict };
    const chain = search.chainFrom(role);
    return chain === null ? null : { chain, verdict: chain.verdict };
  };
}

function surest(
  graph: EscalationGraph,
  isOpenToTenants: OpenToTenants,
  onward: Onward,
  isWanted: (chain: OutsiderChain) => boolean,
): readonly OutsiderChain[] {
  return graph.population.trust.outsiders.flatMap((outsider) =>
    chainsOf(outsider, graph, isOpenToTenants, onward)
      .filter(isWanted)
      .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || lengthOf(a) - lengthOf(b))
      .slice(0, 1),
  );
}

/** Every role by which someone outside surely becomes administrator, with one who does. */
export function openRoles(
  graph: EscalationGraph,
  search: AdministratorSearch,
  isOpenToTenants: OpenToTenants,
  isWanted: (chain: OutsiderChain) => boolean,
): readonly OutsiderChain[] {
  const byRole = new Map<number, OutsiderChain>();
  const onward = toAdministrator(graph, search);
  for (const outsider of graph.population.trust.outsiders)
    for (const chain of chainsOf(outsider, graph, isOpenToTenants, onward))
      if (chain.verdict === 'confirmed' && !byRole.has(chain.role) && isWanted(chain))
        byRole.set(chain.role, chain);
  return [...byRole.values()];
}

function chainsOf(
  outsider: Outsider,
  graph: EscalationGraph,
  isOpenToTenants: OpenToTenants,
  onward: Onward,
): readonly OutsiderChain[] {
  const { open, conditional } = waysIn(outsider, graph, isOpenToTenants);
  return [
    ...candidatesIn(open, 'confirmed', outsider, onward),
    ...candidatesIn(conditional, 'conditional', outsider, onward),
  ];
}

function waysIn(
  { kind, roles, heldBack }: Outsider,
  { population }: EscalationGraph,
  isOpenToTenants: OpenToTenants,
): Targets {
  if (kind !== 'federated') return roles;
  const all = roles.open.union(roles.conditional);
  const open = IndexSet.of(
    all.indexes().filter((number) => {
      const role = population.principals[number];
      const trust = role?.type === 'role' ? role.trustPolicy?.parsed : undefined;
      return trust?.ok === true && isOpenToTenants(trust.document) && !heldBack.has(number);
    }),
  );
  return { open, conditional: all.minus(open) };
}

function candidatesIn(
  roles: IndexSet,
  entry: Verdict,
  outsider: Outsider,
  onward: Onward,
): readonly OutsiderChain[] {
  return roles.indexes().flatMap((role): OutsiderChain[] => {
    const rest = onward(role);
    return rest === null
      ? []
      : [{ outsider, role, entry, chain: rest.chain, verdict: leastSure([entry, rest.verdict]) }];
  });
}

function lengthOf({ chain }: OutsiderChain): number {
  return chain?.hops.length ?? 0;
}
