import { IndexSet } from '../../catalog/index-set.js';
import type { KeptSets } from '../../catalog/kept-sets.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { VERDICTS } from '../../escalation/graph/verdict.js';
import type { Standing } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import { numbersByVerdict, setsByVerdict } from './by-verdict.js';
import type { Crossing } from './crossing.js';
import type { CrossingEdge } from './crossing-edges.js';
import type { CrossingReach } from './crossing-reach.js';
import type { NumberedDoor } from './door-classes.js';
import type { StartClass, StartEntry } from './start-classes.js';

/** Where principals get that are the same at home and all get to the same doors. */
export interface Way {
  readonly way: Crossing['way'];
  readonly standing: Standing;
  readonly entries: StartEntry[];
  /** For each verdict, the doors that they can assume as surely; each holds the one before. */
  readonly doors: readonly IndexSet[];
  /** For each verdict, doors by which they become administrator because they can act as others too. */
  readonly jointly: readonly IndexSet[];
  /**
   * Doors that some of them gain something by that they do not gain at once; a set for each kind of start. A way in several
   * steps holds what they get to at once too.
   */
  readonly farther: Set<IndexSet>;
  /** The kinds of leavers that one of them can become, for each verdict. */
  readonly kinds: readonly IndexSet[];
  /** An edge by which one of them gets to the doors at once. */
  readonly edge: CrossingEdge | null;
}

/** Sorts classes of principals by where they get. */
export class CrossingWays {
  private readonly reach: CrossingReach;
  private readonly population: BorderPopulation;
  /** For each verdict, the doors that are or can become administrators as surely. */
  private readonly administratorDoors: readonly IndexSet[];
  /** Doors that make administrators together with others, with these for each verdict. */
  private readonly joint: readonly (readonly [door: number, others: readonly IndexSet[]])[];
  private readonly sets: KeptSets;
  private readonly found = new Map<string, Way>();
  private readonly jointMemo = new Map<string, readonly IndexSet[]>();

  constructor(
    reach: CrossingReach,
    population: BorderPopulation,
    doors: ReadonlyMap<number, NumberedDoor>,
    administratorDoors: readonly IndexSet[],
    sets: KeptSets,
  ) {
    this.sets = sets;
    this.administratorDoors = administratorDoors;
    this.reach = reach;
    this.population = population;
    this.joint = [...doors].flatMap(([port, { door, place }]) =>
      door.together === undefined
        ? []
        : [[port, setsByVerdict(door.together, population.numbersAt(place))] as const],
    );
  }

  /** All ways of some classes. */
  of(starts: readonly StartClass[]): readonly Way[] {
    for (const each of starts) {
      this.addAtOnce(each);
      this.addSeveralSteps(each);
    }
    return [...this.found.values()];
  }

  /** One way for each set of doors, however many have it. */
  private addAtOnce(starts: StartClass): void {
    const layers = new Map<IndexSet, { readonly edge: CrossingEdge; readonly layer: number }>();
    starts.kinds.forEach((kinds, layer) => {
      for (const edge of this.reach.edgesFrom(kinds, layer))
        memoised(layers, edge.doors, () => ({ edge, layer }));
    });
    for (const { edge, layer } of layers.values()) {
      const doors = VERDICTS.map((_, each) => (each < layer ? IndexSet.empty : edge.doors));
      this.add(`at once ${layer} ${this.sets.keyOf([edge.doors])}`, starts, starts.entries, {
        way: 'at once',
        doors,
        jointly: NOTHING,
        farther: IndexSet.empty,
        edge,
      });
    }
  }

  private addSeveralSteps(starts: StartClass): void {
    const { reach } = this;
    const direct = starts.kinds.map((kinds, layer) => reach.doorsNext(kinds, layer));
    const reached = starts.kinds.map((kinds, layer) => reach.doorsReached(kinds, layer));
    const entered = reached.map((doors, layer) => reach.doorsEntered(doors, layer));
    const doors = entered.map((set, layer) => set.union(direct[layer] ?? IndexSet.empty));
    const jointly = this.jointAdministrators(reached);
    const adds = doors.some((set, layer) => direct[layer]?.includes(set) !== true);
    if (adds || jointly.some((set) => !set.isEmpty)) {
      const key = this.sets.keyOf([...doors, ...jointly]);
      this.add(`in several steps ${key}`, starts, starts.entries, {
        way: 'in several steps',
        doors,
        jointly,
        farther: IndexSet.unionOf([...notAtOnce(doors, direct), ...jointly]),
        edge: null,
      });
    }
    if (starts.standing === 'administrator') return;
    for (const entry of starts.entries) this.addBack(starts, entry, entered, reached);
  }

  /** The doors of their own account by which they come back and which they cannot assume as surely at home. */
  private addBack(
    starts: StartClass,
    entry: StartEntry,
    entered: readonly IndexSet[],
    reached: readonly IndexSet[],
  ): void {
    const { place, group } = entry;
    const own = this.population.doorsAt(place);
    if (!entered.some((set) => set.intersects(own))) return;
    const numbers = this.population.numbersAt(place);
    const atHome = numbersByVerdict(group.becomes, numbers);
    const doors = entered.map((set, layer) => {
      const known = atHome[layer]?.filter((port) => own.has(port)) ?? [];
      return set.intersect(own).minus(IndexSet.of(known));
    });
    if (doors.every((set) => set.isEmpty)) return;
    const together = group.together === undefined ? NOTHING : setsByVerdict(group.together, numbers);
    const jointly = this.jointAdministrators(reached).map((set, layer) =>
      set.union(together[layer] ?? IndexSet.empty).intersect(doors[layer] ?? IndexSet.empty),
    );
    // As sure as it is without leaving, coming back gains nothing.
    const surest = group.verdict === undefined ? VERDICTS.length : VERDICTS.indexOf(group.verdict);
    const gains = doors.slice(0, surest).some((set, layer) => {
      const administrators = this.administratorDoors[layer] ?? IndexSet.empty;
      return set.intersects(administrators) || jointly[layer]?.isEmpty === false;
    });
    if (!gains) return;
    const key = this.sets.keyOf([...doors, ...jointly]);
    this.add(`back ${key}`, starts, [entry], {
      way: 'back',
      doors,
      jointly,
      farther: IndexSet.empty,
      edge: null,
    });
  }

  private add(
    key: string,
    { standing, kinds }: StartClass,
    entries: readonly StartEntry[],
    found: Pick<Way, 'way' | 'doors' | 'jointly' | 'edge'> & { readonly farther: IndexSet },
  ): void {
    const way = memoised(this.found, `${standing} ${key}`, () => ({
      way: found.way,
      doors: found.doors.map((set) => this.sets.of(set)),
      jointly: found.jointly.map((set) => this.sets.of(set)),
      farther: new Set<IndexSet>(),
      edge: found.edge,
      standing,
      kinds,
      entries: [],
    }));
    way.farther.add(this.sets.of(found.farther));
    for (const entry of entries) way.entries.push(entry);
  }

  /** Among doors that are all reached, those that make administrators with others of them. */
  private jointAdministrators(reached: readonly IndexSet[]): readonly IndexSet[] {
    if (this.joint.length === 0) return NOTHING;
    return memoised(this.jointMemo, this.sets.keyOf(reached), () =>
      reached.map((set, layer) =>
        this.sets.of(
          IndexSet.of(
            this.joint.flatMap(([door, others]) =>
              set.has(door) && others[layer]?.intersects(set) === true ? [door] : [],
            ),
          ),
        ),
      ),
    );
  }
}

/** For each verdict, the doors that they get to as surely as that and no surer, but not at once. */
function notAtOnce(doors: readonly IndexSet[], direct: readonly IndexSet[]): readonly IndexSet[] {
  return doors.map((set, layer) =>
    set.minus(doors[layer - 1] ?? IndexSet.empty).minus(direct[layer] ?? IndexSet.empty),
  );
}

const NOTHING = VERDICTS.map(() => IndexSet.empty);
