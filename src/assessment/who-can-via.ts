import { IndexSet } from '../catalog/index-set.js';
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

/** How a principal changes its own permissions so that it can. */
export interface SelfChange {
  readonly verdict: Verdict;
  /** Id of an escalation path, or the action by which it is done. */
  readonly path: string;
}

/**
 * Finds for every principal that is none of those who can the surest and shortest way to become one of them, or one that
 * makes itself able.
 *
 * @param changeOf - how a principal makes itself able; null if it does not
 */
export function escalationRoutes(
  graph: EscalationGraph,
  { layers }: AdministratorSearch,
  able: IndexSet,
  changeOf: (number: number) => SelfChange | null,
): ReadonlyMap<number, EscalationRoute> {
  const arnOf = (number: number) => graph.population.principals[number]?.arn ?? '';
  const changes = new Map(
    graph.nodes.flatMap((_, number): [number, SelfChange][] => {
      const change = changeOf(number);
      return change === null ? [] : [[number, change]];
    }),
  );
  const routes = new Map<number, EscalationRoute>();
  for (const layer of layers) {
    const changing = [...changes].flatMap(([number, { verdict }]) => (layer.holds(verdict) ? [number] : []));
    const toAble = layer.distances([able]);
    const toChanging = layer.distances([IndexSet.of(changing)]);
    graph.nodes.forEach((_, number) => {
      if (routes.has(number) || able.has(number)) return;
      const direct = toAble[number] ?? -1;
      const byChange = toChanging[number] ?? -1;
      if (direct < 0 && byChange < 0) return;
      const isDirect = byChange < 0 || (direct >= 0 && direct <= byChange + 1);
      const hops = shortestHopsTo(layer, number, isDirect ? toAble : toChanging);
      const end = hops.at(-1)?.to ?? number;
      const change = isDirect ? undefined : changes.get(end);
      const itself = arnOf(end);
      routes.set(number, {
        principal: itself,
        verdict: leastSure([
          ...hops.map(({ edge }) => edge.verdict),
          ...(change === undefined ? [] : [change.verdict]),
        ]),
        hops: [
          ...hops.map(({ from, to, edge }) => ({ from: arnOf(from), to: arnOf(to), path: edge.path })),
          ...(change === undefined ? [] : [{ from: itself, to: itself, path: change.path }]),
        ],
      });
    });
  }
  return routes;
}
