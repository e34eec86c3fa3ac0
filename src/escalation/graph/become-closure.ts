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
  // The component in which each was last met, so that none is joined twice.
  const metIn = new Int32Array(nodesOf.length).fill(-1);
  // Components are numbered so that each leads only to those before it, and to itself.
  for (const nodes of nodesOf) {
    const reached: IndexSet[] = [];
    const current = closures.length;
    for (const node of nodes) {
      const own = graph.sets[node - graph.setNodes.length];
      if (own !== undefined) reached.push(own);
      for (let place = 0; ;) {
        const next = successor(graph, node, place);
        if (next === NONE) break;
        place = placeAfter(graph, node, place, next);
        const number = component[next] ?? 0;
        if (number !== current && metIn[number] !== current) {
          metIn[number] = current;
          reached.push(closures[number] ?? IndexSet.empty);
        }
      }
    }
    closures.push(IndexSet.unionOf(reached));
  }
  return targets.map((_, node) => closures[component[node] ?? 0] ?? IndexSet.empty);
}

const NONE = -1;

/** Principals are numbered first, then one node for each distinct set. */
interface SetGraph {
  /** For each principal the nodes of the sets it leads to. */
  readonly setNodes: readonly (readonly number[])[];
  /** What each node of a set stands for. */
  readonly sets: readonly IndexSet[];
  /** Those of each set who lead on: whoever leads nowhere adds nothing but itself. */
  readonly leading: readonly IndexSet[];
}

function setGraph(targets: readonly (readonly IndexSet[])[]): SetGraph {
  const numbers = new IndexSetNumbers();
  const setNodes = targets.map((sets) =>
    sets.filter((set) => !set.isEmpty).map((set) => targets.length + numbers.of(set)),
  );
  const leading = IndexSet.of(setNodes.flatMap((nodes, principal) => (nodes.length > 0 ? [principal] : [])));
  const { sets } = numbers;
  return { setNodes, sets, leading: sets.map((set) => set.intersect(leading)) };
}

/**
 * The next node that a node leads to, from a place on: one in the list of a principal, a principal in a set. Members of
 * sets are asked for one by one, because lists of them all would be the largest thing in memory.
 */
function successor({ setNodes, leading }: SetGraph, node: number, place: number): number {
  return node < setNodes.length
    ? (setNodes[node]?.[place] ?? NONE)
    : (leading[node - setNodes.length]?.firstFrom(place) ?? NONE);
}

/** The place after that of the successor that was found from a place on. */
function placeAfter({ setNodes }: SetGraph, node: number, place: number, found: number): number {
  return node < setNodes.length ? place + 1 : found + 1;
}

/** Tarjan's algorithm with its own stack; components are numbered in the order they are finished. */
function stronglyConnected(graph: SetGraph): Int32Array {
  const count = graph.setNodes.length + graph.sets.length;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const lowest = new Int32Array(count);
  const places = new Int32Array(count);
  const open: number[] = [];
  let visited = 0;
  let components = 0;
  for (let start = 0; start < count; start++) {
    if (order[start] !== -1) continue;
    const path = [start];
    while (path.length > 0) {
      const node = path.at(-1) ?? 0;
      if (order[node] === -1) {
        order[node] = visited;
        lowest[node] = visited++;
        open.push(node);
      }
      const place = places[node] ?? 0;
      const next = successor(graph, node, place);
      if (next !== NONE) {
        places[node] = placeAfter(graph, node, place, next);
        if (order[next] === -1) path.push(next);
        else if (component[next] === -1) lowest[node] = Math.min(lowest[node] ?? 0, order[next] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] ?? 0, lowest[node] ?? 0);
      if (lowest[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = components;
        if (member === node) break;
      }
      components++;
    }
  }
  return component;
}
