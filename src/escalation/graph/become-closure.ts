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
  const { successors, members } = setGraph(targets);
  const component = stronglyConnected(successors);
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
      const own = members[node];
      if (own !== undefined) reached.push(own);
      for (const next of successors[node] ?? []) {
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

/** Principals first, then one node for each distinct set; `members` holds what a set node stands for. */
function setGraph(targets: readonly (readonly IndexSet[])[]): {
  readonly successors: readonly (readonly number[])[];
  readonly members: readonly (IndexSet | undefined)[];
} {
  const successors: number[][] = targets.map(() => []);
  const members: (IndexSet | undefined)[] = targets.map(() => undefined);
  const numbers = new IndexSetNumbers();
  // Whoever leads nowhere adds nothing but itself, and that is in the set.
  const leading = IndexSet.of(
    targets.flatMap((sets, node) => (sets.some((set) => !set.isEmpty) ? [node] : [])),
  );
  targets.forEach((sets, node) => {
    for (const set of sets) {
      if (set.isEmpty) continue;
      const number = targets.length + numbers.of(set);
      if (number === successors.length) {
        successors.push(set.intersect(leading).indexes());
        members[number] = set;
      }
      successors[node]?.push(number);
    }
  });
  return { successors, members };
}

/** Tarjan's algorithm with its own stack; components are numbered in the order they are finished. */
function stronglyConnected(successors: readonly (readonly number[])[]): Int32Array {
  const count = successors.length;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const lowest = new Int32Array(count);
  const next = new Int32Array(count);
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
      const successor = successors[node]?.[next[node] ?? 0];
      if (successor !== undefined) {
        next[node] = (next[node] ?? 0) + 1;
        if (order[successor] === -1) path.push(successor);
        else if (component[successor] === -1)
          lowest[node] = Math.min(lowest[node] ?? 0, order[successor] ?? 0);
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
