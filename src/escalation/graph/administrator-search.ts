import { IndexSet } from '../../catalog/index-set.js';
import type { Chain, Hop } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import { GraphLayer } from './reachability.js';
import { rewritingEdgeTo } from './rewriting-edges.js';
import { canRewrite, nearestPair } from './rewriting.js';
import { leastSure, VERDICTS, type Verdict } from './verdict.js';

/** How a principal can become administrator. */
export interface AdministratorRoute {
  readonly verdict: Verdict;
  readonly layer: GraphLayer;
  /** Number of steps; null where it is nearer to rewrite the permissions of one whom it becomes on another way. */
  readonly steps: number | null;
}

/**
 * Finds for every principal the surest way to administrator, and among those of equal sureness the shortest. Those
 * who are administrators already have none.
 */
export class AdministratorSearch {
  readonly layers: readonly GraphLayer[];
  readonly routes: readonly (AdministratorRoute | null)[];
  private readonly graph: EscalationGraph;
  private readonly distances: readonly Int32Array[];
  /** For each layer the next step of those that chains went by: ten thousand chains may end alike. */
  private readonly nextHops: readonly Map<number, Hop>[];

  constructor(graph: EscalationGraph) {
    this.graph = graph;
    this.layers = VERDICTS.map((verdict) => new GraphLayer(graph, verdict));
    this.distances = this.layers.map((layer) => layer.distances(goals(graph, layer)));
    this.nextHops = this.layers.map(() => new Map());
    const routes: (AdministratorRoute | null)[] = graph.nodes.map(() => null);
    this.layers.forEach((layer, number) => {
      const distances = this.distances[number];
      graph.nodes.forEach(({ administrator }, node) => {
        if (administrator !== null || routes[node] !== null) return;
        const steps = distances?.[node] ?? -1;
        const isReached = steps > 0;
        if (isReached && nearestPair(graph, layer, node, steps - 1) === null)
          routes[node] = { verdict: layer.verdict, layer, steps };
        else if (isReached || canRewrite(graph, layer, node))
          routes[node] = { verdict: layer.verdict, layer, steps: null };
      });
    });
    this.routes = routes;
  }

  /** Whether anyone can become two of whom one rewrites the permissions of the other, nearer ways or not. */
  get hasRewriting(): boolean {
    const widest = this.layers.at(-1);
    return (
      widest !== undefined &&
      this.graph.nodes.some(
        ({ administrator }, node) => administrator === null && canRewrite(this.graph, widest, node),
      )
    );
  }

  /**
   * How sure it is at best that a principal is or becomes administrator; null if it is none and cannot become one. One
   * that is administrator under conditions may surely become another.
   */
  surestVerdict(node: number): Verdict | null {
    const layer = this.layers.find(
      (each, number) => (this.distances[number]?.[node] ?? -1) >= 0 || canRewrite(this.graph, each, node),
    );
    return layer?.verdict ?? null;
  }

  /** The chain of a principal's route; null if it has none. */
  chainFrom(node: number): Chain | null {
    const route = this.routes[node] ?? null;
    if (route === null) return null;
    return route.steps === null ? this.rewritingChain(node, route.layer) : this.descend(node, route.layer);
  }

  /** Follows the distances down to an administrator. */
  private descend(start: number, layer: GraphLayer): Chain {
    const number = this.layers.indexOf(layer);
    const distances = this.distances[number] ?? new Int32Array();
    const known = this.nextHops[number] ?? new Map<number, Hop>();
    const hops: Hop[] = [];
    let node = start;
    while ((distances[node] ?? 0) > 0) {
      const wanted = (distances[node] ?? 0) - 1;
      const hop =
        known.get(node) ?? nextHop(layer, node, (target) => distances[target] === wanted, wanted === 0);
      if (hop === null) break;
      known.set(node, hop);
      hops.push(hop);
      if (hop.edge.outcome === 'administrator') return chain(start, hop.to, hops, []);
      node = hop.to;
    }
    const end = this.graph.nodes[node]?.administrator;
    return chain(start, node, hops, end == null ? [] : [end.verdict]);
  }

  private rewritingChain(start: number, layer: GraphLayer): Chain | null {
    const pair = nearestPair(this.graph, layer, start);
    if (pair === null) return null;
    const { writer, written } = pair;
    const node = this.graph.nodes[writer];
    const edge = node === undefined ? null : rewritingEdgeTo(node, written);
    if (edge === null) return null;
    const toWriter = writer === start ? [] : shortestHops(layer, start, writer);
    const toWritten = shortestHops(layer, start, written);
    return chain(start, written, [...toWriter, { from: writer, to: written, edge }, ...toWritten], []);
  }
}

/** The shortest way from one principal to another on a layer; empty if there is none. */
export function shortestHops(layer: GraphLayer, from: number, to: number): readonly Hop[] {
  const hops: Hop[] = [];
  let node = from;
  for (const wanted of layer.between(from, to)) {
    const hop = nextHop(layer, node, (target) => wanted.has(target), false);
    if (hop === null) return [];
    hops.push(hop);
    node = hop.to;
  }
  return hops;
}

/** The shortest way from a principal down the distances to a goal; empty if it cannot get there. */
export function shortestHopsTo(layer: GraphLayer, from: number, distances: Int32Array): readonly Hop[] {
  const hops: Hop[] = [];
  let node = from;
  for (let left = (distances[from] ?? -1) - 1; left >= 0; left--) {
    const wanted = left;
    const hop = nextHop(layer, node, (target) => distances[target] === wanted, false);
    if (hop === null) return [];
    hops.push(hop);
    node = hop.to;
  }
  return hops;
}

/** The surest edge to a target that is wanted, of those the one that needs least, and the first such target. */
function nextHop(
  layer: GraphLayer,
  node: number,
  isWanted: (target: number) => boolean,
  endsHere: boolean,
): Hop | null {
  const edges = [...layer.edgesOf(node)].sort(
    (a, b) =>
      VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
      a.after.length - b.after.length ||
      a.needs.length - b.needs.length,
  );
  for (const edge of edges) {
    if (edge.outcome === 'administrator') {
      const [target] = edge.targets.indexes();
      if (endsHere && target !== undefined) return { from: node, to: target, edge };
      continue;
    }
    const target = edge.targets.indexes().find(isWanted);
    if (target !== undefined) return { from: node, to: target, edge };
  }
  return null;
}

/** Administrators are no step away; those with an edge that makes them administrator are one. */
function goals(graph: EscalationGraph, layer: GraphLayer): readonly IndexSet[] {
  const are: number[] = [];
  const one: number[] = [];
  graph.nodes.forEach(({ administrator, edges }, node) => {
    if (administrator !== null && layer.holds(administrator.verdict)) are.push(node);
    else if (edges.some((edge) => edge.outcome === 'administrator' && layer.holds(edge.verdict)))
      one.push(node);
  });
  return [IndexSet.of(are), IndexSet.of(one)];
}

function chain(from: number, to: number, hops: readonly Hop[], ends: readonly Verdict[]): Chain {
  return { from, to, verdict: leastSure([...hops.map(({ edge }) => edge.verdict), ...ends]), hops };
}
