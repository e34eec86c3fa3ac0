import { IndexSetNumbers } from '../../catalog/index-set-numbers.js';
import { IndexSet } from '../../catalog/index-set.js';
import { becomeClosure } from '../../escalation/graph/become-closure.js';
import { append, memoised } from '../../escalation/graph/grouped.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { BorderPopulation } from './border-population.js';
import type { CrossingEdge } from './crossing-edges.js';

/** Doors that lead on to the same kinds of leavers of their account. */
interface Passage {
  readonly doors: IndexSet;
  /** Kinds of leavers, for each verdict. */
  readonly onward: readonly IndexSet[];
}

/** What lies beyond a passage. */
interface Beyond {
  readonly next: IndexSet;
  /** Place of the account of the passage; null where it is in several. */
  readonly place: number | null;
}

/**
 * Follows crossings from account to account. Leavers from whom the same edges start are one kind, in whichever
 * accounts they are, so that it counts how many kinds there are and not how many principals or accounts.
 */
export class CrossingReach {
  private readonly population: BorderPopulation;
  private readonly edgesOfKind: readonly (readonly CrossingEdge[])[];
  private readonly kinds: ReadonlyMap<number, number>;
  private readonly passages: readonly Passage[];
  /** For each verdict, for each kind, the doors it can assume. */
  private readonly doors: readonly (readonly IndexSet[])[];
  /** For each verdict, for each kind, the kinds that those doors can become. */
  private readonly next: readonly (readonly IndexSet[])[];
  private readonly closures: readonly (readonly IndexSet[])[];
  private readonly doorsOfClosure = new Map<IndexSet, IndexSet>();
  private readonly numbers = new IndexSetNumbers();
  private readonly enteredMemo = new Map<string, IndexSet>();
  private readonly beyondMemo = new Map<Passage, (Beyond | undefined)[]>();

  /** @param becomes - for each door the ports it can become, for each verdict */
  constructor(
    edges: readonly CrossingEdge[],
    becomes: ReadonlyMap<number, readonly (readonly number[])[]>,
    population: BorderPopulation,
  ) {
    const { kinds, edgesOfKind } = kindsOf(edges);
    this.population = population;
    this.kinds = kinds;
    this.edgesOfKind = edgesOfKind;
    this.passages = this.passagesOf(becomes);
    this.doors = VERDICTS.map((_, layer) =>
      edgesOfKind.map((own) =>
        IndexSet.unionOf(own.filter((edge) => isOnLayer(edge, layer)).map((edge) => edge.doors)),
      ),
    );
    this.next = this.doors.map((doorsOfKind, layer) =>
      doorsOfKind.map((doors) => this.kindsBehind(doors, layer)),
    );
    this.closures = this.next.map((sets) => becomeClosure(sets.map((set) => [set])));
  }

  /** The kinds of the leavers among some ports. */
  kindsAmong(ports: readonly number[]): IndexSet {
    return IndexSet.of(ports.flatMap((port) => this.kinds.get(port) ?? []));
  }

  /** The edges that start from leavers of some kinds. */
  edgesFrom(kinds: IndexSet, layer: number): readonly CrossingEdge[] {
    const edges = kinds.indexes().flatMap((kind) => this.edgesOfKind[kind] ?? []);
    return [...new Set(edges)].filter((edge) => isOnLayer(edge, layer));
  }

  /** The doors that leavers of some kinds can assume at once. */
  doorsNext(kinds: IndexSet, layer: number): IndexSet {
    return this.doorsOf(kinds, layer);
  }

  /** The doors that they can assume in any number of steps. */
  doorsReached(kinds: IndexSet, layer: number): IndexSet {
    const further = kinds.indexes().map((kind) => {
      const closure = this.closures[layer]?.[kind] ?? IndexSet.empty;
      return closure.isEmpty
        ? closure
        : memoised(this.doorsOfClosure, closure, () => this.doorsOf(closure, layer));
    });
    return IndexSet.unionOf([this.doorsOf(kinds, layer), ...further]);
  }

  /** The doors that can be assumed from other accounts than their own by those who can act as some doors. */
  doorsEntered(reached: IndexSet, layer: number): IndexSet {
    return memoised(this.enteredMemo, `${layer} ${this.numbers.of(reached)}`, () => {
      const entered: IndexSet[] = [];
      for (const passage of this.passages) {
        if (!passage.doors.intersects(reached)) continue;
        const { next, place } = this.beyond(passage, layer);
        entered.push(
          place !== null || this.isOfSeveral(passage.doors.intersect(reached))
            ? next
            : next.minus(this.ownDoors(passage.doors.intersect(reached))),
        );
      }
      return IndexSet.unionOf(entered);
    });
  }

  /** The doors beyond a passage; without those of its account where all of it is in one. */
  private beyond(passage: Passage, layer: number): Beyond {
    const memo = memoised(this.beyondMemo, passage, (): (Beyond | undefined)[] => []);
    let beyond = memo[layer];
    if (beyond === undefined) {
      const next = this.doorsOf(passage.onward[layer] ?? IndexSet.empty, layer);
      const isOfOne = !this.isOfSeveral(passage.doors);
      beyond = isOfOne
        ? { next: next.minus(this.ownDoors(passage.doors)), place: this.placeOfFirst(passage.doors) }
        : { next, place: null };
      memo[layer] = beyond;
    }
    return beyond;
  }

  private isOfSeveral(doors: IndexSet): boolean {
    return !this.ownDoors(doors).includes(doors);
  }

  /** The doors of the account of the first of some doors. */
  private ownDoors(doors: IndexSet): IndexSet {
    return this.population.doorsAt(this.placeOfFirst(doors));
  }

  private placeOfFirst(doors: IndexSet): number {
    return this.population.placeOf(doors.indexes()[0] ?? -1);
  }

  /** The doors on a shortest way to one, without that one itself. */
  wayTo(kinds: IndexSet, door: number, layer: number): readonly number[] {
    const cameFrom = new Map<number, number | null>();
    const queue = kinds.indexes();
    for (const kind of queue) cameFrom.set(kind, null);
    let seen = kinds;
    for (const kind of queue) {
      if (this.doors[layer]?.[kind]?.has(door) === true) return this.doorsOnWay(cameFrom, kind, layer);
      const next = (this.next[layer]?.[kind] ?? IndexSet.empty).minus(seen);
      if (next.isEmpty) continue;
      for (const each of next.indexes()) {
        cameFrom.set(each, kind);
        queue.push(each);
      }
      seen = seen.union(next);
    }
    return [];
  }

  private doorsOnWay(
    cameFrom: ReadonlyMap<number, number | null>,
    end: number,
    layer: number,
  ): readonly number[] {
    const way: number[] = [];
    let kind = end;
    for (let before = cameFrom.get(kind) ?? null; before !== null; before = cameFrom.get(kind) ?? null) {
      const doors = this.doors[layer]?.[before] ?? IndexSet.empty;
      const passage = this.passages.find(
        ({ onward, doors: passed }) => onward[layer]?.has(kind) === true && passed.intersects(doors),
      );
      way.unshift(...(passage?.doors.intersect(doors).indexes().slice(0, 1) ?? []));
      kind = before;
    }
    return way;
  }

  private doorsOf(kinds: IndexSet, layer: number): IndexSet {
    return IndexSet.unionOf(kinds.indexes().map((kind) => this.doors[layer]?.[kind] ?? IndexSet.empty));
  }

  private kindsBehind(doors: IndexSet, layer: number): IndexSet {
    const entered = this.passages.filter((passage) => passage.doors.intersects(doors));
    return IndexSet.unionOf(entered.map(({ onward }) => onward[layer] ?? IndexSet.empty));
  }

  private passagesOf(becomes: ReadonlyMap<number, readonly (readonly number[])[]>): readonly Passage[] {
    const found = new Map<string, { readonly onward: readonly IndexSet[]; readonly doors: number[] }>();
    for (const [door, lists] of becomes) {
      const onward = lists.map((ports) => this.kindsAmong(ports));
      if (onward.every((kinds) => kinds.isEmpty)) continue;
      const key = onward.map((kinds) => kinds.key()).join('|');
      memoised(found, key, () => ({ onward, doors: [] })).doors.push(door);
    }
    return [...found.values()].map(({ onward, doors }) => ({ onward, doors: IndexSet.of(doors) }));
  }
}

function isOnLayer({ verdict }: CrossingEdge, layer: number): boolean {
  return VERDICTS.indexOf(verdict) <= layer;
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
