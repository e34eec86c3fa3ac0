import { IndexSet } from '../../catalog/index-set.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { leastSure, VERDICTS, type Verdict } from '../../escalation/graph/verdict.js';
import { MOST_NAMES, type Standing } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import type { Crossing } from './crossing.js';
import type { CrossingEdge } from './crossing-edges.js';
import type { CrossingReach } from './crossing-reach.js';
import type { Way } from './crossing-ways.js';
import type { NumberedDoor } from './door-classes.js';

/** What rows are made from. */
export interface RowSources {
  readonly population: BorderPopulation;
  readonly doors: ReadonlyMap<number, NumberedDoor>;
  readonly reach: CrossingReach;
  /** Index among the findings' accounts of the account at a place. */
  readonly accountAt: (place: number) => number;
  readonly conditionsOf: (edge: CrossingEdge, door: number) => readonly string[];
}

/** Doors of a way that come to the same. */
interface Arrival {
  readonly verdict: Verdict;
  readonly administrator: Crossing['administrator'] | null;
  readonly doors: number[];
}

/** Longer lists of accounts are cut for ways in several steps, of which there may be one for each account. */
const MOST_ACCOUNTS = 100;

/** What ways come to, for those who read them: one row for the doors that are alike in what is gained by them. */
export function crossingRows(way: Way, sources: RowSources): readonly Crossing[] {
  return arrivalsOf(way, sources).flatMap((arrival) => rowOf(way, arrival, sources) ?? []);
}

function arrivalsOf({ way, doors, jointly }: Way, sources: RowSources): readonly Arrival[] {
  const arrivals = new Map<string, Arrival>();
  let known = IndexSet.empty;
  doors.forEach((set, layer) => {
    const verdict = VERDICTS[layer] ?? 'possible';
    for (const port of set.minus(known).indexes()) {
      const door = sources.doors.get(port)?.door;
      if (door === undefined || door.isExcluded === true) continue;
      const alone =
        door.administrator === undefined ? null : leastSure([door.administrator.verdict, verdict]);
      const joint = VERDICTS[jointly.findIndex((each) => each.has(port))] ?? null;
      const surest = surer(alone, joint);
      const administrator = surest === null ? null : { is: door.administrator?.is === true, verdict: surest };
      // In their own account they gain nothing else by coming back.
      if (way === 'back' && administrator === null) continue;
      const key = JSON.stringify([verdict, administrator]);
      memoised(arrivals, key, () => ({ verdict, administrator, doors: [] })).doors.push(port);
    }
    known = known.union(set);
  });
  return [...arrivals.values()];
}

/** Null where all of them are in the account that is the only one they would get into. */
function rowOf(
  { way, standing, entries, kinds, edge }: Way,
  { verdict, administrator, doors }: Arrival,
  { population, doors: all, reach, accountAt, conditionsOf }: RowSources,
): Crossing | null {
  const places = new Set(doors.map((door) => population.placeOf(door)));
  const isInto = (place: number) => places.size > 1 || !places.has(place) || way === 'back';
  const crossing = entries.filter(({ place }) => isInto(place));
  const from = new Set(crossing.map(({ place }) => place));
  const isFrom = (place: number) => from.size > 1 || !from.has(place) || way === 'back';
  const into = doors.filter((door) => isFrom(population.placeOf(door)));
  const [example] = into;
  if (example === undefined || crossing.length === 0) return null;
  const accounts = inOrder(into.map((door) => accountAt(population.placeOf(door))));
  const most = way === 'at once' ? accounts.length : MOST_ACCOUNTS;
  const layer = VERDICTS.indexOf(verdict);
  const via = way === 'at once' ? [] : reach.wayTo(kinds[layer] ?? IndexSet.empty, example, layer);
  const conditions = edge?.verdict === 'conditional' ? conditionsOf(edge, example) : [];
  const names = [...new Set(into.map((door) => roleName(all.get(door))))].sort();
  return {
    way,
    from: inOrder(crossing.map(({ place }) => accountAt(place))),
    principals: {
      count: crossing.reduce((sum, { group }) => sum + group.count, 0),
      first: firstOf(crossing, population),
    },
    standing,
    roles: { count: names.length, first: names.slice(0, MOST_NAMES) },
    accounts: accounts.slice(0, most),
    ...(accounts.length > most ? { moreAccounts: accounts.length - most } : {}),
    verdict,
    ...(administrator == null ? {} : { administrator }),
    ...(via.length === 0 ? {} : { via: via.map((door) => population.principals[door]?.arn ?? '') }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

function firstOf(entries: Way['entries'], population: BorderPopulation): readonly string[] {
  const first: string[] = [];
  for (const { place, group } of entries) {
    if (first.length >= MOST_NAMES) break;
    first.push(...group.first.map((arn) => population.fullArn(arn, place)));
  }
  return first.slice(0, MOST_NAMES);
}

function roleName(door: NumberedDoor | undefined): string {
  return door === undefined ? '' : `${door.role.path}${door.role.name}`.slice(1);
}

function surer(a: Verdict | null, b: Verdict | null): Verdict | null {
  if (a === null || b === null) return a ?? b;
  return leastSure([a, b]) === a ? b : a;
}

function inOrder(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
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
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Surely administrator comes first, then what may be one, then none. */
function outcomeOf({ administrator }: Crossing): number {
  return administrator === undefined ? VERDICTS.length : VERDICTS.indexOf(administrator.verdict);
}

function accountsOf({ accounts, moreAccounts = 0 }: Crossing): number {
  return accounts.length + moreAccounts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
