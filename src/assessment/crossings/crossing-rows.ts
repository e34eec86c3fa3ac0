import { compareTexts } from '../../catalog/compare-texts.js';
import { IndexSet } from '../../catalog/index-set.js';
import { VERDICTS, type Verdict } from '../../escalation/graph/verdict.js';
import { MOST_NAMES, type Standing } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import type { Crossing } from './crossing.js';
import type { CrossingEdge } from './crossing-edges.js';
import type { CrossingReach } from './crossing-reach.js';
import type { Way } from './crossing-ways.js';
import type { DoorNames } from './door-names.js';
import type { StartEntry } from './start-classes.js';

/** What rows are made from. */
export interface RowSources {
  readonly population: BorderPopulation;
  readonly names: DoorNames;
  /** For each verdict, the doors that are or can become administrators as surely. */
  readonly administratorDoors: readonly IndexSet[];
  /** Doors that are administrators. */
  readonly administrators: IndexSet;
  readonly excluded: IndexSet;
  readonly reach: CrossingReach;
  /** Index among the findings' accounts of the account at a place. */
  readonly accountAt: (place: number) => number;
  readonly conditionsOf: (edge: CrossingEdge, door: number) => readonly string[];
}

/** Doors of a way that come to the same. */
interface Arrival {
  readonly verdict: Verdict;
  readonly administrator: { readonly is: boolean; readonly verdict: Verdict } | null;
  readonly doors: IndexSet;
}

/** Longer lists of accounts are cut for ways in several steps, of which there may be one for each account. */
const MOST_ACCOUNTS = 20;

/** What ways come to, for those who read them: one row for the doors that are alike in what is gained by them. */
export function crossingRows(way: Way, sources: RowSources): readonly Crossing[] {
  return arrivalsOf(way, sources).flatMap((arrival) => rowOf(way, arrival, sources) ?? []);
}

/** Sets are taken apart by sets: there may be thousands of doors in each of thousands of ways. */
function arrivalsOf(
  { way, doors, jointly }: Way,
  { administratorDoors, administrators, excluded }: RowSources,
): readonly Arrival[] {
  const arrivals: Arrival[] = [];
  const add = (verdict: Verdict, administrator: Arrival['administrator'], found: IndexSet): void => {
    if (!found.isEmpty) arrivals.push({ verdict, administrator, doors: found });
  };
  const outcomes = doors.map((set, layer) =>
    set.intersect(administratorDoors[layer] ?? IndexSet.empty).union(jointly[layer] ?? IndexSet.empty),
  );
  let assumed = excluded;
  VERDICTS.forEach((verdict, layer) => {
    const fresh = (doors[layer] ?? IndexSet.empty).minus(assumed);
    assumed = assumed.union(fresh);
    let gained = excluded;
    VERDICTS.forEach((outcome, later) => {
      const set = (outcomes[later] ?? IndexSet.empty).minus(gained);
      gained = gained.union(set);
      const alike = fresh.intersect(set);
      add(verdict, { is: true, verdict: outcome }, alike.intersect(administrators));
      add(verdict, { is: false, verdict: outcome }, alike.minus(administrators));
    });
    // There may be many ways in several steps; they are told where more is gained than one role.
    if (way === 'at once') add(verdict, null, fresh.minus(gained));
  });
  return way === 'at once' ? arrivals : joined(arrivals);
}

/** One arrival for each outcome, as sure as the surest. */
function joined(arrivals: readonly Arrival[]): readonly Arrival[] {
  const byOutcome = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = arrival.administrator?.verdict ?? '';
    const known = byOutcome.get(key);
    byOutcome.set(
      key,
      known === undefined
        ? arrival
        : {
            verdict: known.verdict,
            administrator: known.administrator?.is === true ? known.administrator : arrival.administrator,
            doors: known.doors.union(arrival.doors),
          },
    );
  }
  return [...byOutcome.values()];
}

/**
 * Null where all of them are in the account that is the only one they would get into, and where a row on what is reached at
 * once says the same.
 */
function rowOf(
  found: Way,
  { verdict, administrator, doors }: Arrival,
  { population, names, reach, accountAt, conditionsOf }: RowSources,
): Crossing | null {
  const { way, standing, entries, kinds, edge } = found;
  const places = population.placesOf(doors);
  const [place] = places;
  const isInto = (home: number) => places.length > 1 || place !== home || way === 'back';
  // Who is as sure to be administrator without leaving gains nothing by coming back.
  const gains = ({ group }: StartEntry) =>
    way !== 'back' || administrator === null || isSurer(administrator.verdict, group.verdict ?? null);
  const crossing = entries.filter((entry) => isInto(entry.place) && gains(entry));
  const from = new Set(crossing.map((entry) => entry.place));
  const [only] = from.size === 1 && way !== 'back' ? from : [];
  const into = only === undefined ? doors : doors.minus(population.doorsAt(only));
  if (way === 'in several steps' && ![...found.farther].some((set) => set.intersects(into))) return null;
  const layer = VERDICTS.indexOf(verdict);
  const example = exampleOf(found, into, layer, reach);
  if (example === undefined || crossing.length === 0) return null;
  const accounts = inOrder(places.filter((each) => each !== only).map(accountAt));
  const most = way === 'at once' ? accounts.length : MOST_ACCOUNTS;
  const via = way === 'at once' ? [] : reach.wayTo(kinds[layer] ?? IndexSet.empty, example, layer);
  const conditions = edge?.verdict === 'conditional' ? conditionsOf(edge, example) : [];
  return {
    way,
    from: inOrder([...from].map(accountAt)),
    principals: {
      count: crossing.reduce((sum, { group }) => sum + group.count, 0),
      first: firstOf(crossing, population),
    },
    standing,
    roles: names.of(into),
    accounts: accounts.slice(0, most),
    ...(accounts.length > most ? { moreAccounts: accounts.length - most } : {}),
    verdict,
    ...(administrator === null ? {} : { administrator }),
    ...(via.length === 0 ? {} : { via: via.map((door) => population.principals[door]?.arn ?? '') }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

/** The door that the row shows the way to: where ways take several steps, one that nobody is at without them. */
function exampleOf(
  { way, doors, kinds }: Way,
  into: IndexSet,
  layer: number,
  reach: CrossingReach,
): number | undefined {
  if (way === 'at once') return into.first;
  const next = reach.doorsNext(kinds[layer] ?? IndexSet.empty, layer);
  const farther = into.intersect(doors[layer] ?? IndexSet.empty).minus(next);
  return farther.first ?? into.first;
}

function firstOf(entries: Way['entries'], population: BorderPopulation): readonly string[] {
  const first: string[] = [];
  for (const { place, group } of entries) {
    if (first.length >= MOST_NAMES) break;
    first.push(...group.first.map((arn) => population.fullArn(arn, place)));
  }
  return first.slice(0, MOST_NAMES);
}

function isSurer(verdict: Verdict, other: Verdict | null): boolean {
  return other === null || VERDICTS.indexOf(verdict) < VERDICTS.indexOf(other);
}

function inOrder(numbers: readonly number[]): readonly number[] {
  return IndexSet.of(numbers).indexes();
}

const STANDINGS: readonly Standing[] = ['neither', 'can become administrator', 'administrator'];
const WAYS: readonly Crossing['way'][] = ['at once', 'in several steps', 'back'];

/** The gravest come first: who surely becomes administrator elsewhere and is none at home, in the most accounts. */
export function byGravity(a: Crossing, b: Crossing): number {
  return (
    outcomeOf(a) - outcomeOf(b) ||
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
    accountsOf(b) - accountsOf(a) ||
    b.principals.count - a.principals.count ||
    WAYS.indexOf(a.way) - WAYS.indexOf(b.way) ||
    compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Surely administrator comes first, then what may be one, then none. */
function outcomeOf({ administrator }: Crossing): number {
  return administrator === undefined ? VERDICTS.length : VERDICTS.indexOf(administrator.verdict);
}

function accountsOf({ accounts, moreAccounts = 0 }: Crossing): number {
  return accounts.length + moreAccounts;
}
