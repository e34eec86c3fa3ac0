import { IndexSet } from '../../catalog/index-set.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { leastSure, VERDICTS, type Verdict } from '../../escalation/graph/verdict.js';
import { MOST_NAMES, type ByVerdict } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import { setsByVerdict } from './by-verdict.js';
import type { Crossing } from './crossing.js';
import type { CrossingEdge } from './crossing-edges.js';
import type { CrossingReach } from './crossing-reach.js';
import type { NumberedDoor } from './door-classes.js';
import type { StartClass, StartEntry } from './start-classes.js';

/** What rows are made from. */
export interface RowSources {
  readonly population: BorderPopulation;
  readonly doors: ReadonlyMap<number, NumberedDoor>;
  readonly reach: CrossingReach;
  /** Index among the findings' accounts of the account at a place. */
  readonly accountAt: (place: number) => number;
  readonly conditionsOf: (edge: CrossingEdge, door: number) => readonly string[];
}

/** A row before it is known for whom. */
type Arrival = Omit<Crossing, 'from' | 'principals' | 'accounts' | 'standing'>;

/** Doors reached, by the verdict with which they are. */
type Reached = readonly IndexSet[];

/** Says of classes of principals where they get, doors of one name and of whom the same is true together. */
export class CrossingRows {
  private readonly sources: RowSources;
  /** Doors that make administrators together with others. */
  private readonly joint: readonly (readonly [door: number, others: readonly IndexSet[]])[];
  private readonly reachedMemo = new Map<string, Reached>();

  constructor(sources: RowSources) {
    this.sources = sources;
    const { population, doors } = sources;
    this.joint = [...doors].flatMap(([port, { door }]) =>
      door.together === undefined
        ? []
        : [
            [
              port,
              setsByVerdict(door.together, population.firstPorts[population.placeOf(port)] ?? 0),
            ] as const,
          ],
    );
  }

  of(starts: StartClass): readonly Crossing[] {
    const reached = this.reached(starts.kinds);
    return [
      ...this.abroad(starts, reached),
      ...starts.entries.flatMap((entry) => this.home(starts, entry, reached)),
    ];
  }

  private reached(kinds: readonly IndexSet[]): Reached {
    return memoised(this.reachedMemo, kinds.map((set) => set.key()).join('|'), () =>
      VERDICTS.map((_, layer) => this.sources.reach.doorsReached(kinds[layer] ?? IndexSet.empty, layer)),
    );
  }

  private abroad(starts: StartClass, reached: Reached): readonly Crossing[] {
    const rows = new Map<string, { readonly arrival: Arrival; readonly places: Set<number> }>();
    const known = new Set<number>();
    const joint = this.jointAdministrators(reached);
    for (const [layer, doors] of reached.entries()) {
      for (const door of doors.indexes()) {
        if (known.has(door)) continue;
        const place = this.sources.population.placeOf(door);
        if (starts.entries.every((entry) => entry.place === place)) continue;
        const arrival = this.arrival(starts, door, layer, joint.get(door) ?? null, doors);
        // What it can assume at home there, as surely, it may still assume from abroad less surely.
        if (arrival === null) continue;
        known.add(door);
        const { via, ...told } = arrival;
        const key = JSON.stringify([told, via === undefined]);
        memoised(rows, key, () => ({ arrival, places: new Set<number>() })).places.add(place);
      }
    }
    return [...rows.values()].map(({ arrival, places }) => this.row(starts, arrival, places));
  }

  /** The doors of their own account by which they come back and which they cannot assume as surely at home. */
  private home(starts: StartClass, { place, group }: StartEntry, reached: Reached): readonly Crossing[] {
    if (starts.standing === 'administrator') return [];
    const { population } = this.sources;
    const first = population.firstPorts[place] ?? 0;
    const own = population.portsAt(place);
    const atHome = setsByVerdict(group.becomes, first);
    const together = setsOf(group.together, first);
    const joint = this.jointAdministrators(reached);
    const rows: Crossing[] = [];
    let known = IndexSet.empty;
    for (const [layer, doors] of reached.entries()) {
      known = known.union(atHome[layer] ?? IndexSet.empty);
      const back = doors.intersect(own).minus(known);
      for (const door of back.indexes()) {
        const withItself = together.findIndex((set) => set.has(door));
        const surest = surer(joint.get(door) ?? null, VERDICTS[withItself] ?? null);
        const arrival = this.arrival(starts, door, layer, surest, doors);
        const entries = [{ place, group }];
        if (arrival === null) continue;
        known = known.union(IndexSet.of([door]));
        rows.push(this.row({ ...starts, entries }, arrival, new Set([place])));
      }
    }
    return rows;
  }

  /** How surely doors that are reached with others make administrators. */
  private jointAdministrators(reached: Reached): ReadonlyMap<number, Verdict> {
    const found = new Map<number, Verdict>();
    for (const [door, others] of this.joint) {
      const verdict = VERDICTS.find(
        (_, layer) =>
          reached[layer]?.has(door) === true && others[layer]?.intersects(reached[layer]) === true,
      );
      if (verdict !== undefined) found.set(door, verdict);
    }
    return found;
  }

  /** Null where it is not from another account that the door is assumed. */
  private arrival(
    starts: StartClass,
    port: number,
    layer: number,
    joint: Verdict | null,
    reached: IndexSet,
  ): Arrival | null {
    const { doors, population, reach, conditionsOf } = this.sources;
    const found = doors.get(port);
    const verdict = VERDICTS[layer];
    if (found === undefined || found.door.isExcluded === true || verdict === undefined) return null;
    const { role, door } = found;
    const kinds = starts.kinds[layer] ?? IndexSet.empty;
    const own = population.portsAt(population.placeOf(port));
    const isHome = starts.entries.every(({ place }) => place === population.placeOf(port));
    const edge = isHome ? null : reach.edgeTo(kinds, port, layer);
    if (edge === null && !reach.isEntered(port, reached, own, layer)) return null;
    const alone = door.administrator === undefined ? null : leastSure([door.administrator.verdict, verdict]);
    const surest = surer(alone, joint);
    const conditions =
      edge?.verdict === 'conditional' && verdict !== 'confirmed' ? conditionsOf(edge, port) : [];
    return {
      role: `${role.path}${role.name}`.slice(1),
      verdict,
      ...(surest === null ? {} : { administrator: { is: door.administrator?.is === true, verdict: surest } }),
      ...(edge === null
        ? { via: reach.wayTo(kinds, port, layer).map((passed) => population.principals[passed]?.arn ?? '') }
        : {}),
      ...(conditions.length === 0 ? {} : { conditions }),
    };
  }

  private row({ standing, entries }: StartClass, arrival: Arrival, places: ReadonlySet<number>): Crossing {
    const { accountAt, population } = this.sources;
    const isReturn = entries.length === 1 && places.size === 1 && places.has(entries[0]?.place ?? -1);
    // Those of an account that is the only one reached do not cross into it.
    const crossing = isReturn
      ? entries
      : entries.filter(({ place }) => places.size > 1 || !places.has(place));
    const from = new Set(crossing.map(({ place }) => place));
    const entered = isReturn ? places : [...places].filter((place) => from.size > 1 || !from.has(place));
    const first = crossing.flatMap(({ place, group }) =>
      group.first.map((arn) => population.fullArn(arn, place)),
    );
    return {
      from: sorted([...from].map(accountAt)),
      principals: {
        count: crossing.reduce((sum, { group }) => sum + group.count, 0),
        first: first.slice(0, MOST_NAMES),
      },
      standing,
      accounts: sorted([...entered].map(accountAt)),
      ...arrival,
    };
  }
}

function setsOf(texts: ByVerdict | undefined, first: number): readonly IndexSet[] {
  return texts === undefined ? [] : setsByVerdict(texts, first);
}

function surer(a: Verdict | null, b: Verdict | null): Verdict | null {
  if (a === null || b === null) return a ?? b;
  return leastSure([a, b]) === a ? b : a;
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
