import type { IndexSet } from '../../catalog/index-set.js';
import { edge, edgeAfter, type Edge, type Preparation } from './edge.js';
import type { GraphNode } from './escalation-graph.js';
import { rewritableAsItIs } from './freeing-others.js';
import { REWRITING } from './rewriting.js';
import { eitherReaches, NO_TARGETS, reached, type Targets } from './targets.js';

/**
 * The steps by which a principal rewrites the permissions of others whom it becomes as well: of those whom it reaches
 * as it is, and of those whom it reaches, or reaches for sure, only after it took off what holds it back.
 */
export function rewritingEdges({ lifted, written, freed, unlocked }: GraphNode): readonly Edge[] {
  let known = NO_TARGETS;
  return [
    { targets: rewritableAsItIs(written, [...freed, ...unlocked]), after: [] },
    ...lifted.map((stage) => ({ targets: stage.written, after: stage.stepsToWrite })),
  ].flatMap(({ targets, after }) => {
    const more: Targets = {
      open: targets.open.minus(known.open),
      conditional: targets.conditional.minus(reached(known)),
    };
    known = eitherReaches(known, targets);
    return [
      ...rewriting(more.open, 'confirmed', after),
      ...rewriting(more.conditional, 'conditional', after),
    ];
  });
}

/** The surest of them on one principal; null if there is none. */
export function rewritingEdgeTo(node: GraphNode, written: number): Edge | null {
  const edges = rewritingEdges(node).filter(({ targets }) => targets.has(written));
  return edges.find(({ verdict }) => verdict === 'confirmed') ?? edges[0] ?? null;
}

function rewriting(
  written: IndexSet,
  verdict: Edge['verdict'],
  after: readonly Preparation[],
): readonly Edge[] {
  if (written.isEmpty) return [];
  const each = edge(REWRITING, verdict, 'administrator', written, []);
  return [after.length === 0 ? each : edgeAfter(each, after)];
}
