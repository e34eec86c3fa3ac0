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
  /** What must be so for that, in words; empty where it is sure. */
  readonly conditions: readonly string[];
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
  return graph.population.trust.outsiders.flatMap((outsider) => {
    const candidates = chainsOf(outsider, graph, search, isOpenToTenants)
      .filter(isWanted)
      .sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || lengthOf(a) - lengthOf(b));
    return candidates.slice(0, 1);
  });
}

/** Every role by which someone outside surely becomes administrator, with one who does. */
export function openRoles(
  graph: EscalationGraph,
  search: AdministratorSearch,
  isOpenToTenants: OpenToTenants,
  isWanted: (chain: OutsiderChain) => boolean,
): readonly OutsiderChain[] {
  const byRole = new Map<number, OutsiderChain>();
  for (const outsider of graph.population.trust.outsiders)
    for (const chain of chainsOf(outsider, graph, search, isOpenToTenants))
      if (chain.verdict === 'confirmed' && !byRole.has(chain.role) && isWanted(chain))
        byRole.set(chain.role, chain);
  return [...byRole.values()];
}

function chainsOf(
  outsider: Outsider,
  graph: EscalationGraph,
  search: AdministratorSearch,
  isOpenToTenants: OpenToTenants,
): readonly OutsiderChain[] {
  const { open, conditional } = waysIn(outsider, graph, isOpenToTenants);
  return [
    ...candidatesIn(open, 'confirmed', outsider, graph, search),
    ...candidatesIn(conditional, 'conditional', outsider, graph, search),
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
  graph: EscalationGraph,
  search: AdministratorSearch,
): readonly OutsiderChain[] {
  return roles.indexes().flatMap((role): OutsiderChain[] => {
    const way = { outsider, role, entry, conditions: entryConditions(outsider, role, entry) };
    const administrator = graph.nodes[role]?.administrator ?? null;
    if (administrator !== null)
      return [{ ...way, chain: null, verdict: leastSure([entry, administrator.verdict]) }];
    const chain = search.chainFrom(role);
    return chain === null ? [] : [{ ...way, chain, verdict: leastSure([entry, chain.verdict]) }];
  });
}

function entryConditions({ kind, conditionsOf }: Outsider, role: number, entry: Verdict): readonly string[] {
  if (entry === 'confirmed') return [];
  const conditions = conditionsOf(role);
  return kind === 'federated' && conditions.length === 0 ? [SIGNED_IN] : conditions;
}

const SIGNED_IN = 'the identity provider lets the caller sign in';

function lengthOf({ chain }: OutsiderChain): number {
  return chain?.hops.length ?? 0;
}
