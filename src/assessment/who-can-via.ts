import { IndexSet } from '../catalog/index-set.js';
import { shortestHops, shortestHopsTo } from '../escalation/graph/administrator-search.js';
import type { Hop } from '../escalation/graph/chain.js';
import { GraphLayer } from '../escalation/graph/reachability.js';
import { nearestPair, REWRITING } from '../escalation/graph/rewriting.js';
import { leastSure, VERDICTS, type Verdict } from '../escalation/graph/verdict.js';
import type { WhoCanEnds } from './who-can-ends.js';

/** How a principal that cannot use an action itself becomes one that can. */
export interface EscalationRoute {
  /** ARN of the one that can. */
  readonly principal: string;
  readonly verdict: Verdict;
  /** The principals on the way and the paths that lead from one to the next. */
  readonly hops: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

/** How a principal changes its own permissions, though not to everything, so that it can. */
export interface SelfChange {
  readonly verdict: Verdict;
  /** Id of an escalation path, or the action by which it is done. */
  readonly path: string;
}

/** A way to one that can, by the numbers of principals. */
interface Way {
  readonly end: number;
  readonly verdicts: readonly Verdict[];
  readonly hops: readonly { readonly from: number; readonly to: number; readonly path: string }[];
}

/**
 * Finds for every principal that is none of those who can the surest and shortest way to become one of them, or one that
 * is made able. Whoever can under conditions is an end too, but not for those who can so themselves.
 *
 * @param changeOf - how a principal makes itself able; null if it does not
 */
export function escalationRoutes(
  ends: WhoCanEnds,
  count: number,
  changeOf: (number: number) => SelfChange | null,
): ReadonlyMap<number, EscalationRoute> {
  const { graph, principalOf, able, perhaps } = ends;
  const arnOf = (node: number) => graph.population.principals[principalOf(node)]?.arn ?? '';
  const changes = new Map(
    Array.from({ length: count }, (_, number) => number).flatMap((number): [number, SelfChange][] => {
      const change = able.has(number) ? null : changeOf(number);
      return change === null ? [] : [[number, change]];
    }),
  );
  const routes = new Map<number, EscalationRoute>();
  for (const verdict of VERDICTS) {
    const layer = new GraphLayer(graph, verdict);
    const wayOf = waysOn(layer, ends, changes);
    for (let number = 0; number < count; number++) {
      if (routes.has(number) || able.has(number)) continue;
      // To those who can under conditions another way under conditions says nothing.
      const isGained = verdict === 'confirmed' || !perhaps.has(number);
      const way = wayOf(number) ?? (isGained ? rewritingWay(layer, ends, number) : null);
      if (way === null) continue;
      routes.set(number, {
        principal: arnOf(way.end),
        verdict: leastSure(way.verdicts),
        hops: way.hops.map(({ from, to, path }) => ({ from: arnOf(from), to: arnOf(to), path })),
      });
    }
  }
  return routes;
}

/** Finds ways on a layer, one step after another. */
function waysOn(
  layer: GraphLayer,
  { able, perhaps }: WhoCanEnds,
  changes: ReadonlyMap<number, SelfChange>,
): (number: number) => Way | null {
  const given = layer.holds('conditional') ? able.union(perhaps) : able;
  const changing = [...changes].flatMap(([number, { verdict }]) => (layer.holds(verdict) ? [number] : []));
  const toAble = layer.distances([able]);
  const toGiven = given === able ? toAble : layer.distances([given]);
  const toChanging = layer.distances([IndexSet.of(changing)]);
  return (number) => {
    const toOthers = perhaps.has(number) ? toAble : toGiven;
    const direct = toOthers[number] ?? -1;
    const byChange = toChanging[number] ?? -1;
    if (direct < 0 && byChange < 0) return null;
    const isDirect = byChange < 0 || (direct >= 0 && direct <= byChange + 1);
    const hops = shortestHopsTo(layer, number, isDirect ? toOthers : toChanging);
    const end = hops.at(-1)?.to ?? number;
    const change = isDirect ? undefined : changes.get(end);
    const way = wayBy(hops, end, isDirect && perhaps.has(end) ? ['conditional'] : []);
    return change === undefined
      ? way
      : {
          end,
          verdicts: [...way.verdicts, change.verdict],
          hops: [...way.hops, { from: end, to: end, path: change.path }],
        };
  };
}

/** The way by two whom it can become, of whom one gives the other everything. */
function rewritingWay(layer: GraphLayer, { graph }: WhoCanEnds, number: number): Way | null {
  const pair = nearestPair(graph, layer, number);
  if (pair === null) return null;
  const { writer, written } = pair;
  const isSure = graph.nodes[writer]?.rewritable.open.has(written) === true;
  const toWriter = wayBy(shortestHops(layer, number, writer), writer, isSure ? [] : ['conditional']);
  const toWritten = wayBy(shortestHops(layer, number, written), written, []);
  return {
    end: written,
    verdicts: [...toWriter.verdicts, ...toWritten.verdicts],
    hops: [...toWriter.hops, { from: writer, to: written, path: REWRITING }, ...toWritten.hops],
  };
}

function wayBy(hops: readonly Hop[], end: number, further: readonly Verdict[]): Way {
  return {
    end,
    verdicts: [...hops.map(({ edge }) => edge.verdict), ...further],
    hops: hops.map(({ from, to, edge }) => ({ from, to, path: edge.path })),
  };
}
