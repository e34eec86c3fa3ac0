import { IndexSetNumbers } from '../../catalog/index-set-numbers.js';
import { IndexSet } from '../../catalog/index-set.js';

/**
 * Everyone each node leads to in any number of steps, itself left out unless it comes back to itself.
 *
 * A set of targets is a node of its own, however many lead to it, so that five thousand principals which may each
 * become "all roles" make ten thousand steps and not twenty-five million.
 *
 * @param targets - for each node the sets of nodes it leads to at once
 */
export function becomeClosure(targets: readonly (readonly IndexSet[])[]): readonly IndexSet[] {
  const graph = setGraph(targets);
  const component = stronglyConnected(graph);
  const closures: IndexSet[] = [];
  const nodesOf: number[][] = [];
  component.forEach((number, node) => (nodesOf[number] ??= []).push(node));
  // Components are numbered so that each leads only to those before it, and to itself.
  for (const [number, nodes] of nodesOf.entries()) {
    let own = IndexSet.empty;
    // Where somebody is in it, so is everyone that somebody leads to.
    let reached = IndexSet.empty;
    for (const node of nodes) {
      own = own.union(graph.sets[node - graph.principalCount] ?? IndexSet.empty);
      for (const next of graph.setNodes[node] ?? [])
        if (component[next] !== number)
          reached = reached.union(closures[component[next] ?? 0] ?? IndexSet.empty);
    }
    const inside = IndexSet.of(nodes.filter((node) => node < graph.principalCount));
    for (let left = own.intersect(graph.leading).minus(inside).minus(reached); ; left = left.minus(reached)) {
      const { first } = left;
      if (first === undefined) break;
      reached = reached.union(closures[component[first] ?? 0] ?? IndexSet.empty).union(IndexSet.of([first]));
    }
    closures.push(own.union(reached));
  }
  return targets.map((_, node) => closures[component[node] ?? 0] ?? IndexSet.empty);
}

const NONE = -1;

/** Principals are numbered first, then one node for each distinct set. */
interface SetGraph {
  readonly principalCount: number;
  /** For each principal the nodes of the sets it leads to. */
  readonly setNodes: readonly (readonly number[])[];
  /** What each node of a set stands for. */
  readonly sets: readonly IndexSet[];
  /** The principals that lead on: whoever leads nowhere adds nothing but itself. */
  readonly leading: IndexSet;
}

function setGraph(targets: readonly (readonly IndexSet[])[]): SetGraph {
  const numbers = new IndexSetNumbers();
  const setNodes = targets.map((sets) =>
    sets.filter((set) => !set.isEmpty).map((set) => targets.length + numbers.of(set)),
  );
  const leading = IndexSet.of(setNodes.flatMap((nodes, principal) => (nodes.length > 0 ? [principal] : [])));
  return { principalCount: targets.length, setNodes, sets: numbers.sets, leading };
}

/** Tarjan's algorithm with its own stack; components are numbered in the order they are finished. */
function stronglyConnected({ principalCount, setNodes, sets, leading }: SetGraph): Int32Array {
  const count = principalCount + sets.length;
  const component = new Int32Array(count).fill(NONE);
  const order = new Int32Array(count).fill(NONE);
  const lowest = new Int32Array(count);
  /** Where the next successor is looked for: a place in the list of a principal, a member of a set. */
  const places = new Int32Array(count);
  // A bit for each principal that leads on: sets are asked for members of a state, not each member for its state.
  const unvisited = new Int32Array((principalCount >>> 5) + 1);
  const unfinished = new Int32Array(unvisited.length);
  leading.forEachRun((start, end) => {
    for (let principal = start; principal < end; principal++) flip(unvisited, principal);
  });
  const open: number[] = [];
  /** The order of the member that was visited first of those that are open. */
  const firstOpen = (set: IndexSet): number => {
    if (set.firstFrom(0, unfinished) === NONE) return count;
    return order[open.find((member) => member < principalCount && set.has(member)) ?? 0] ?? count;
  };
  let visited = 0;
  let components = 0;
  for (let start = 0; start < count; start++) {
    if (order[start] !== NONE) continue;
    const path = [start];
    while (path.length > 0) {
      const node = path.at(-1) ?? 0;
      if (order[node] === NONE) {
        order[node] = visited;
        lowest[node] = visited++;
        open.push(node);
        if (leading.has(node)) {
          flip(unvisited, node);
          flip(unfinished, node);
        }
      }
      const place = places[node] ?? 0;
      const set = sets[node - principalCount];
      const next = set === undefined ? (setNodes[node]?.[place] ?? NONE) : set.firstFrom(place, unvisited);
      if (next !== NONE) {
        places[node] = set === undefined ? place + 1 : next + 1;
        if (order[next] === NONE) path.push(next);
        else if (component[next] === NONE) lowest[node] = Math.min(lowest[node] ?? 0, order[next] ?? 0);
        continue;
      }
      if (set !== undefined) lowest[node] = Math.min(lowest[node] ?? 0, firstOpen(set));
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] ?? 0, lowest[node] ?? 0);
      if (lowest[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = components;
        if (leading.has(member)) flip(unfinished, member);
        if (member === node) break;
      }
      components++;
    }
  }
  return component;
}

function flip(bits: Int32Array, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) ^ (1 << (index & 31));
}
