import type { IndexSet } from '../catalog/index-set.js';
import type { AdministratorSearch } from '../escalation/graph/administrator-search.js';
import { shortestHopsTo } from '../escalation/graph/administrator-search.js';
import type { EscalationGraph } from '../escalation/graph/escalation-graph.js';
import { leastSure, type Verdict } from '../escalation/graph/verdict.js';

/** How a principal that cannot use an action itself becomes one that can. */
export interface EscalationRoute {
  /** ARN of the one that can. */
  readonly principal: string;
  readonly verdict: Verdict;
  /** The principals on the way and the paths that lead from one to the next. */
  readonly hops: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

/** Finds for every principal that is none of those who can the surest and shortest way to become one of them. */
export function escalationRoutes(
  graph: EscalationGraph,
  { layers }: AdministratorSearch,
  able: IndexSet,
): ReadonlyMap<number, EscalationRoute> {
  const arnOf = (number: number) => graph.population.principals[number]?.arn ?? '';
  const routes = new Map<number, EscalationRoute>();
  if (able.isEmpty) return routes;
  for (const layer of layers) {
    const distances = layer.distances([able]);
    graph.nodes.forEach((_, number) => {
      if (routes.has(number) || able.has(number) || (distances[number] ?? -1) <= 0) return;
      const hops = shortestHopsTo(layer, number, distances);
      const end = hops.at(-1)?.to;
      if (end === undefined) return;
      routes.set(number, {
        principal: arnOf(end),
        verdict: leastSure(hops.map(({ edge }) => edge.verdict)),
        hops: hops.map(({ from, to, edge }) => ({ from: arnOf(from), to: arnOf(to), path: edge.path })),
      });
    });
  }
  // Whoever writes its own permissions writes itself this one.
  graph.nodes.forEach(({ administrator }, number) => {
    if (administrator === null || able.has(number) || routes.has(number)) return;
    const path = administrator.edge?.path ?? administrator.kind;
    const itself = arnOf(number);
    routes.set(number, {
      principal: itself,
      verdict: administrator.verdict,
      hops: [{ from: itself, to: itself, path }],
    });
  });
  return routes;
}
