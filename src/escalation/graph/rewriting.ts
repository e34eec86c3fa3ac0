import { IndexSet } from '../../catalog/index-set.js';
import type { EscalationGraph } from './escalation-graph.js';
import { memoised } from './grouped.js';
import type { GraphLayer } from './reachability.js';

/** Two whom a principal can become, itself among them, of whom one can rewrite the permissions of the other. */
export interface RewritingPair {
  readonly writer: number;
  readonly written: number;
  /** How many steps it takes to become both and to rewrite. */
  readonly steps: number;
}

/** One step to become somebody else, and one to rewrite. */
const FEWEST_STEPS = 2;

/** What the step is called in edges. */
export const REWRITING = 'rewrite permissions';

/**
 * Whether a principal can become such a pair, in however many steps.
 *
 * @param writers - who may be the one that rewrites; anyone, if it is left out
 */
export function canRewrite(
  graph: EscalationGraph,
  layer: GraphLayer,
  node: number,
  writers = writersOf(graph),
): boolean {
  if (layer.next[node]?.isEmpty !== false) return false;
  const within = layer.closure[node] ?? IndexSet.empty;
  const both = within.union(IndexSet.of([node]));
  return both
    .intersect(writers)
    .indexes()
    .some((writer) => rewritable(graph, layer, writer).intersects(writer === node ? within : both));
}

/**
 * The pair that takes the fewest steps; null if there is none. Asked only where no administrator is as near: pairs in
 * which one rewrites are left out.
 *
 * @param atMost - how many steps are of interest
 */
export function nearestPair(
  graph: EscalationGraph,
  layer: GraphLayer,
  node: number,
  atMost = Infinity,
): RewritingPair | null {
  // Asked of everyone who has a short way already, and of everyone on a long chain.
  if (atMost < FEWEST_STEPS) return null;
  const writers = writersBefore(graph, layer);
  if (!canRewrite(graph, layer, node, writers)) return null;
  const levels: IndexSet[] = [];
  let seen = IndexSet.empty;
  /** Whose permissions those seen before the last level can rewrite. */
  let written = IndexSet.empty;
  let best: RewritingPair | null = null;
  for (let level = IndexSet.of([node]); !level.isEmpty;) {
    levels.push(level);
    // Whoever is further away makes more steps than there are levels.
    const limit: number = Math.min(atMost, best === null ? Infinity : best.steps - 1);
    if (levels.length > limit) break;
    seen = seen.union(level);
    const writtenHere = writtenBy(graph, layer, level.intersect(writers));
    // The levels are gone through only where the last one is in a pair.
    if (level.intersects(written) || writtenHere.intersects(seen))
      best = pairOnLastLevel(graph, layer, writers, levels, limit) ?? best;
    written = written.union(writtenHere);
    level = layer.nextOf(level).minus(seen);
  }
  return best;
}

/** The nearest pair one of whom is on the last level, with the other on any. */
function pairOnLastLevel(
  graph: EscalationGraph,
  layer: GraphLayer,
  writers: IndexSet,
  levels: readonly IndexSet[],
  limit: number,
): RewritingPair | null {
  const last = levels.length - 1;
  let best: RewritingPair | null = null;
  levels.forEach((level, near) => {
    const steps = near + last + 1;
    if (steps > Math.min(limit, best === null ? Infinity : best.steps - 1)) return;
    const end = levels[last] ?? IndexSet.empty;
    const pair =
      pairOf(graph, layer, level.intersect(writers), end) ??
      pairOf(graph, layer, end.intersect(writers), level);
    if (pair !== null) best = { ...pair, steps };
  });
  return best;
}

function pairOf(
  graph: EscalationGraph,
  layer: GraphLayer,
  writers: IndexSet,
  others: IndexSet,
): Omit<RewritingPair, 'steps'> | null {
  for (const writer of writers.indexes()) {
    const written = rewritable(graph, layer, writer)
      .intersect(others)
      .indexes()
      .find((each) => each !== writer);
    if (written !== undefined) return { writer, written };
  }
  return null;
}

function writtenBy(graph: EscalationGraph, layer: GraphLayer, writers: IndexSet): IndexSet {
  return IndexSet.unionOf(writers.indexes().map((writer) => rewritable(graph, layer, writer)));
}

/** Whose permissions a principal can rewrite as surely as the layer asks. */
function rewritable(graph: EscalationGraph, layer: GraphLayer, writer: number): IndexSet {
  const found = graph.nodes[writer]?.rewritable;
  if (found === undefined) return IndexSet.empty;
  return layer.verdict === 'confirmed' ? found.open : found.open.union(found.conditional);
}

const writersOfGraphs = new WeakMap<EscalationGraph, IndexSet>();

/** Those who can rewrite anyone's permissions. */
function writersOf(graph: EscalationGraph): IndexSet {
  return memoised(writersOfGraphs, graph, () =>
    IndexSet.of(
      graph.nodes.flatMap(({ rewritable: { open, conditional } }, node) =>
        open.isEmpty && conditional.isEmpty ? [] : [node],
      ),
    ),
  );
}

const writersOfLayers = new WeakMap<GraphLayer, IndexSet>();

/** Those of them who are not administrators, which a chain ends at. */
function writersBefore(graph: EscalationGraph, layer: GraphLayer): IndexSet {
  return memoised(writersOfLayers, layer, () =>
    IndexSet.of(
      writersOf(graph)
        .indexes()
        .filter((writer) => {
          const administrator = graph.nodes[writer]?.administrator ?? null;
          return administrator === null || !layer.holds(administrator.verdict);
        }),
    ),
  );
}
