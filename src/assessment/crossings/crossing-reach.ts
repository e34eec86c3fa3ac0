import { IndexSet } from '../../catalog/index-set.js';
import type { KeptSets } from '../../catalog/kept-sets.js';
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
  private readonly closureDoorsMemo = new Map<string, IndexSet>();
  private readonly sets: KeptSets;
  private readonly enteredMemo = new Map<string, IndexSet>();
  private readonly levelsMemo = new Map<string, readonly IndexSet[]>();
  private readonly beyondMemo = new Map<Passage, (Beyond | undefined)[]>();

  /** @param becomes - for each door the ports it can become, for each verdict */
  constructor(
    edges: readonly CrossingEdge[],
    becomes: ReadonlyMap<number, readonly (readonly number[])[]>,
    population: BorderPopulation,
    sets: KeptSets,
  ) {
    const { kinds, edgesOfKind } = kindsOf(edges);
    this.population = population;
    this.sets = sets;
    this.kinds = kinds;
    this.edgesOfKind = edgesOfKind;
    this.passages = this.passagesOf(becomes);
    this.doors = VERDICTS.map((_, layer) =>
      edgesOfKind.map((own) =>
        sets.of(IndexSet.unionOf(own.filter((edge) => isOnLayer(edge, layer)).map((edge) => edge.doors))),
      ),
    );
    this.next = this.doors.map((doorsOfKind, layer) =>
      doorsOfKind.map((doors) => sets.of(this.kindsBehind(doors, layer))),
    );
    this.closures = this.next.map((next) =>
      becomeClosure(next.map((set) => [set])).map((set) => sets.of(set)),
    );
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
        : memoised(this.closureDoorsMemo, `${layer} ${this.sets.keyOf([closure])}`, () =>
            this.sets.of(this.doorsOf(closure, layer)),
          );
    });
    return IndexSet.unionOf([this.doorsOf(kinds, layer), ...further]);
  }

  /** The doors that can be assumed from other accounts than their own by those who can act as some doors. */
  doorsEntered(reached: IndexSet, layer: number): IndexSet {
    return memoised(this.enteredMemo, `${layer} ${this.sets.keyOf([reached])}`, () => {
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
      return this.sets.of(IndexSet.unionOf(entered));
    });
  }

  /** The doors beyond a passage; without those of its account where all of it is in one. */
  private beyond(passage: Passage, layer: number): Beyond {
    const memo = memoised(this.beyondMemo, passage, (): (Beyond | undefined)[] => []);
    let beyond = memo[layer];
    if (beyond === undefined) {
      const next = this.doorsOf(passage.onward[layer] ?? IndexSet.empty, layer);
      const isOfOne = !this.isOfSeveral(passage.doors);
      beyond = {
        next: this.sets.of(isOfOne ? next.minus(this.ownDoors(passage.doors)) : next),
        place: isOfOne ? this.placeOfFirst(passage.doors) : null,
      };
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
    return this.population.placeOf(doors.first ?? -1);
  }

  /** The doors on a shortest way to one, without that one itself. */
  wayTo(kinds: IndexSet, door: number, layer: number): readonly number[] {
    const levels = memoised(this.levelsMemo, `${layer} ${door}`, () => this.levelsTo(door, layer));
    let left = levels.findIndex((level) => level.intersects(kinds));
    let [kind] = levels[left]?.intersect(kinds).indexes() ?? [];
    const way: number[] = [];
    while (left > 0 && kind !== undefined) {
      const level = levels[--left] ?? IndexSet.empty;
      const doors = this.doors[layer]?.[kind] ?? IndexSet.empty;
      const passage = this.passages.find(
        (each) => each.onward[layer]?.intersects(level) === true && each.doors.intersects(doors),
      );
      if (passage === undefined) break;
      way.push(...passage.doors.intersect(doors).indexes().slice(0, 1));
      [kind] = passage.onward[layer]?.intersect(level).indexes() ?? [];
    }
    return way;
  }

  /** The kinds that can assume a door at once, those that can in one step more, and so on. */
  private levelsTo(door: number, layer: number): readonly IndexSet[] {
    const doors = this.doors[layer] ?? [];
    const next = this.next[layer] ?? [];
    const levels = [IndexSet.of(doors.flatMap((set, kind) => (set.has(door) ? [kind] : [])))];
    let open = [...doors.keys()].filter((kind) => levels[0]?.has(kind) === false);
    for (let last = levels[0]; last !== undefined && !last.isEmpty; last = levels.at(-1)) {
      const level = last;
      const found = open.filter((kind) => next[kind]?.intersects(level) === true);
      const reached = IndexSet.of(found);
      levels.push(reached);
      open = open.filter((kind) => !reached.has(kind));
    }
    return levels;
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
      const onward = lists.map((ports) => this.sets.of(this.kindsAmong(ports)));
      if (onward.every((kinds) => kinds.isEmpty)) continue;
      memoised(found, this.sets.keyOf(onward), () => ({ onward, doors: [] })).doors.push(door);
    }
    return [...found.values()].map(({ onward, doors }) => ({
      onward,
      doors: this.sets.of(IndexSet.of(doors)),
    }));
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
    for (const port of members) append(edgesByPort, port, number);
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
