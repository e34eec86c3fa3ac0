import type { IndexSet } from '../../catalog/index-set.js';
import type { AdministratorSearch } from './administrator-search.js';
import type { Chain } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import type { Outsider } from './trust-index.js';
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

/** The surest chain of each outsider, the shortest among equals; those without one are left out. */
export function outsiderChains(
  graph: EscalationGraph,
  search: AdministratorSearch,
): readonly OutsiderChain[] {
  return graph.population.trust.outsiders.flatMap((outsider) => {
    const { open, conditional } = outsider.roles;
    const candidates = [
      ...candidatesIn(open, 'confirmed', outsider, graph, search),
      ...candidatesIn(conditional, 'conditional', outsider, graph, search),
    ].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || lengthOf(a) - lengthOf(b));
    return candidates.slice(0, 1);
  });
}

function candidatesIn(
  roles: IndexSet,
  entry: Verdict,
  outsider: Outsider,
  graph: EscalationGraph,
  search: AdministratorSearch,
): readonly OutsiderChain[] {
  return roles.indexes().flatMap((role): OutsiderChain[] => {
    const administrator = graph.nodes[role]?.administrator ?? null;
    if (administrator !== null)
      return [{ outsider, role, entry, chain: null, verdict: leastSure([entry, administrator.verdict]) }];
    const chain = search.chainFrom(role);
    return chain === null
      ? []
      : [{ outsider, role, entry, chain, verdict: leastSure([entry, chain.verdict]) }];
  });
}

function lengthOf({ chain }: OutsiderChain): number {
  return chain?.hops.length ?? 0;
}
