import { IndexSet } from '../../catalog/index-set.js';
import { becomeClosure } from './become-closure.js';
import type { Edge } from './edge.js';
import type { EscalationGraph } from './escalation-graph.js';
import { VERDICTS, type Verdict } from './verdict.js';

/** The graph as far as one degree of sureness carries: the edges of that verdict and of surer ones. */
export class GraphLayer {
  readonly verdict: Verdict;
  readonly graph: EscalationGraph;
  /** Whom each node can become in one step. */
  readonly next: readonly IndexSet[];
  private closureMemo: readonly IndexSet[] | null = null;

  constructor(graph: EscalationGraph, verdict: Verdict) {
    this.graph = graph;
    this.verdict = verdict;
    this.next = graph.nodes.map(({ edges }) => {
      const targets: IndexSet[] = [];
      for (const edge of edges)
        if (edge.outcome === 'become' && this.holds(edge.verdict)) targets.push(edge.targets);
      return IndexSet.unionOf(targets);
    });
  }

  /** Whether something of this verdict is sure enough for the layer. */
  holds(verdict: Verdict): boolean {
    return VERDICTS.indexOf(verdict) <= VERDICTS.indexOf(this.verdict);
  }

  edgesOf(node: number): readonly Edge[] {
    return (this.graph.nodes[node]?.edges ?? []).filter((edge) => this.holds(edge.verdict));
  }

  /** Whom each node can become in any number of steps. */
  get closure(): readonly IndexSet[] {
    this.closureMemo ??= becomeClosure(this.next.map((set) => (set.isEmpty ? [] : [set])));
    return this.closureMemo;
  }

  /** Whom some can become in one step. */
  nextOf(nodes: IndexSet): IndexSet {
    return IndexSet.unionOf(nodes.indexes().map((node) => this.next[node] ?? IndexSet.empty));
  }

  /** Those on the shortest ways from one node to another, after each step; empty if there is none. */
  between(from: number, to: number): readonly IndexSet[] {
    if (from === to || this.closure[from]?.has(to) !== true) return [];
    const levels: IndexSet[] = [];
    let seen = IndexSet.of([from]);
    for (let level = seen; !level.has(to) && !level.isEmpty; seen = seen.union(level)) {
      level = this.nextOf(level).minus(seen);
      levels.push(level);
    }
    // From the end back, only those who lead on to it in the steps that are left.
    let goal = IndexSet.of([to]);
    const onTheWay = [goal];
    for (const level of levels.slice(0, -1).reverse()) {
      goal = IndexSet.of(level.indexes().filter((node) => this.next[node]?.intersects(goal)));
      onTheWay.push(goal);
    }
    return onTheWay.reverse();
  }

  /**
   * How many steps each node is from a goal, -1 for those that cannot get there.
   *
   * @param levels - the nodes that are no, one, two ... steps away to begin with
   */
  distances(levels: readonly IndexSet[]): Int32Array {
    const distances = new Int32Array(this.next.length).fill(-1);
    let open = this.next.flatMap((set, node) => (set.isEmpty ? [] : [node]));
    let frontier: readonly number[] = [];
    for (let level = 0; level < levels.length || frontier.length > 0; level++) {
      const arriving = [...frontier, ...(levels[level]?.indexes() ?? [])].filter(
        (node) => distances[node] === -1,
      );
      for (const node of arriving) distances[node] = level;
      const arrived = IndexSet.of(arriving);
      const found: number[] = [];
      const left: number[] = [];
      for (const node of open) {
        if (distances[node] !== -1) continue;
        if (this.next[node]?.intersects(arrived) === true) found.push(node);
        else left.push(node);
      }
      open = left;
      frontier = found;
    }
    return distances;
  }
}
