import { IndexSet } from '../../catalog/index-set.js';
import { becomeClosure } from '../../escalation/graph/become-closure.js';
import { append, memoised } from '../../escalation/graph/grouped.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { CrossingEdge } from './crossing-edges.js';

/** Doors that lead on to the same kinds of leavers of their account. */
interface Passage {
  readonly doors: IndexSet;
  /** Kinds of leavers, for each verdict. */
  readonly onward: readonly IndexSet[];
}

/**
 * Follows crossings from account to account. Leavers from whom the same edges start are one kind, in whichever
 * accounts they are, so that it counts how many kinds there are and not how many principals or accounts.
 */
export class CrossingReach {
  private readonly edgesOfKind: readonly (readonly CrossingEdge[])[];
  private readonly kinds: ReadonlyMap<number, number>;
  private readonly passages: readonly Passage[];
  /** For each verdict, for each kind, the doors it can assume. */
  private readonly doors: readonly (readonly IndexSet[])[];
  private readonly closures: readonly (readonly IndexSet[])[];

  /** @param becomes - for each door the ports it can become, for each verdict */
  constructor(edges: readonly CrossingEdge[], becomes: ReadonlyMap<number, readonly IndexSet[]>) {
    const { kinds, edgesOfKind } = kindsOf(edges);
    this.kinds = kinds;
    this.edgesOfKind = edgesOfKind;
    this.passages = this.passagesOf(becomes);
    this.doors = VERDICTS.map((_, layer) =>
      edgesOfKind.map((own) =>
        IndexSet.unionOf(
          own.filter(({ verdict }) => VERDICTS.indexOf(verdict) <= layer).map((edge) => edge.doors),
        ),
      ),
    );
    this.closures = this.doors.map((doorsOfKind, layer) =>
      becomeClosure(doorsOfKind.map((doors) => [this.kindsBehind(doors, layer)])),
    );
  }

  /** The kinds of the leavers among some ports. */
  kindsAmong(ports: IndexSet): IndexSet {
    return IndexSet.of(ports.indexes().flatMap((port) => this.kinds.get(port) ?? []));
  }

  /** The doors that leavers of some kinds can assume at once. */
  doorsNext(kinds: IndexSet, layer: number): IndexSet {
    return IndexSet.unionOf(kinds.indexes().map((kind) => this.doors[layer]?.[kind] ?? IndexSet.empty));
  }

  /** The doors that they can assume in any number of steps. */
  doorsReached(kinds: IndexSet, layer: number): IndexSet {
    const further = kinds.indexes().map((kind) => this.closures[layer]?.[kind] ?? IndexSet.empty);
    return this.doorsNext(IndexSet.unionOf([kinds, ...further]), layer);
  }

  /** An edge by which leavers of some kinds assume a door. */
  edgeTo(kinds: IndexSet, door: number, layer: number): CrossingEdge | null {
    for (const kind of kinds.indexes())
      for (const edge of this.edgesOfKind[kind] ?? [])
        if (VERDICTS.indexOf(edge.verdict) <= layer && edge.doors.has(door)) return edge;
    return null;
  }

  /**
   * Whether a door is assumed from another account than its own by one of those that are reached.
   *
   * @param reached - doors
   * @param own - the ports of its own account
   */
  isEntered(door: number, reached: IndexSet, own: IndexSet, layer: number): boolean {
    const abroad = reached.minus(own);
    return this.passages.some(
      ({ doors, onward }) =>
        doors.intersects(abroad) &&
        onward[layer]?.indexes().some((kind) => this.doors[layer]?.[kind]?.has(door)) === true,
    );
  }

  /** The doors on a shortest way to one, without that one itself. */
  wayTo(kinds: IndexSet, door: number, layer: number): readonly number[] {
    const cameBy = new Map<number, { readonly door: number; readonly from: number } | null>();
    const queue = kinds.indexes();
    for (const kind of queue) cameBy.set(kind, null);
    for (const kind of queue) {
      const doors = this.doors[layer]?.[kind] ?? IndexSet.empty;
      if (doors.has(door)) return wayBack(cameBy, kind);
      for (const passage of this.passages) {
        const [entered] = passage.doors.intersect(doors).indexes();
        if (entered === undefined) continue;
        for (const next of passage.onward[layer]?.indexes() ?? []) {
          if (cameBy.has(next)) continue;
          cameBy.set(next, { door: entered, from: kind });
          queue.push(next);
        }
      }
    }
    return [];
  }

  private kindsBehind(doors: IndexSet, layer: number): IndexSet {
    const entered = this.passages.filter((passage) => passage.doors.intersects(doors));
    return IndexSet.unionOf(entered.map(({ onward }) => onward[layer] ?? IndexSet.empty));
  }

  private passagesOf(becomes: ReadonlyMap<number, readonly IndexSet[]>): readonly Passage[] {
    const found = new Map<string, { readonly onward: readonly IndexSet[]; readonly doors: number[] }>();
    for (const [door, sets] of becomes) {
      const onward = sets.map((ports) => this.kindsAmong(ports));
      if (onward.every((kinds) => kinds.isEmpty)) continue;
      memoised(found, onward.map((kinds) => kinds.key()).join('|'), () => ({ onward, doors: [] })).doors.push(
        door,
      );
    }
    return [...found.values()].map(({ onward, doors }) => ({ onward, doors: IndexSet.of(doors) }));
  }
}

/** Numbers leavers by the edges that start from them. */
function kindsOf(edges: readonly CrossingEdge[]): {
  readonly kinds: ReadonlyMap<number, number>;
  readonly edgesOfKind: readonly (readonly CrossingEdge[])[];
} {
  const edgesByPort = new Map<number, number[]>();
  edges.forEach(({ members }, number) => {
    for (const port of members.indexes()) append(edgesByPort, port, number);
  });
  const numbers = new Map<string, number>();
  const edgesOfKind: CrossingEdge[][] = [];
  const kinds = new Map<number, number>();
  for (const [port, own] of edgesByPort) {
    const kind = memoised(
      numbers,
      own.join(),
      () => edgesOfKind.push(own.flatMap((number) => edges[number] ?? [])) - 1,
    );
    kinds.set(port, kind);
  }
  return { kinds, edgesOfKind };
}

function wayBack(
  cameBy: ReadonlyMap<number, { readonly door: number; readonly from: number } | null>,
  end: number,
): readonly number[] {
  const way: number[] = [];
  for (let step = cameBy.get(end) ?? null; step !== null; step = cameBy.get(step.from) ?? null)
    way.unshift(step.door);
  return way;
}
