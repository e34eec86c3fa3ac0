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
import type { StartEntry } from './start-classes.js';

/** What rows are made from. */
export interface RowSources {
  readonly population: BorderPopulation;
  readonly doors: ReadonlyMap<number, NumberedDoor>;
  /** Doors that are or can become administrators. */
  readonly administratorDoors: IndexSet;
  readonly reach: CrossingReach;
  /** Index among the findings' accounts of the account at a place. */
  readonly accountAt: (place: number) => number;
  readonly conditionsOf: (edge: CrossingEdge, door: number) => readonly string[];
}

/** Doors of a way that come to the same; the surest is in front. */
interface Arrival {
  readonly verdict: Verdict;
  readonly administrator: { readonly is: boolean; readonly verdict: Verdict } | null;
  readonly doors: ArrivalDoor[];
}

interface ArrivalDoor extends Pick<NumberedDoor, 'place' | 'name'> {
  readonly port: number;
}

/** Longer lists of accounts are cut for ways in several steps, of which there may be one for each account. */
const MOST_ACCOUNTS = 100;

/** What ways come to, for those who read them: one row for the doors that are alike in what is gained by them. */
export function crossingRows(way: Way, sources: RowSources): readonly Crossing[] {
  return arrivalsOf(way, sources).flatMap((arrival) => rowOf(way, arrival, sources) ?? []);
}

function arrivalsOf({ way, doors, jointly }: Way, sources: RowSources): readonly Arrival[] {
  const arrivals = new Map<string, Arrival>();
  const { administratorDoors } = sources;
  let known = IndexSet.empty;
  for (const [layer, set] of doors.entries()) {
    const verdict = VERDICTS[layer] ?? 'possible';
    const fresh = set.minus(known);
    // There may be many ways in several steps; they are told where more is gained than one role.
    const told =
      way === 'at once' ? fresh : fresh.intersect(IndexSet.unionOf([administratorDoors, ...jointly]));
    for (const port of told.indexes()) {
      const found = sources.doors.get(port);
      if (found === undefined || found.door.isExcluded === true) continue;
      const alone = found.door.administrator ?? null;
      const joint = VERDICTS[jointly.findIndex((each) => each.has(port))] ?? null;
      const surest = surer(alone === null ? null : leastSure([alone.verdict, verdict]), joint);
      const is = alone?.is === true;
      const key = way === 'at once' ? `${verdict} ${is} ${surest}` : `${surest}`;
      memoised(arrivals, key, () => ({
        verdict,
        administrator: surest === null ? null : { is, verdict: surest },
        doors: [],
      })).doors.push({ port, place: found.place, name: found.name });
    }
    known = known.union(set);
  }
  return [...arrivals.values()];
}

/** Null where all of them are in the account that is the only one they would get into. */
function rowOf(
  { way, standing, entries, kinds, edge }: Way,
  { verdict, administrator, doors }: Arrival,
  { population, reach, accountAt, conditionsOf }: RowSources,
): Crossing | null {
  const places = new Set(doors.map(({ place }) => place));
  const isInto = (place: number) => places.size > 1 || !places.has(place) || way === 'back';
  // Who is as sure to be administrator without leaving gains nothing by coming back.
  const gains = ({ group }: StartEntry) =>
    way !== 'back' || administrator === null || isSurer(administrator.verdict, group.verdict ?? null);
  const crossing = entries.filter((entry) => isInto(entry.place) && gains(entry));
  const from = new Set(crossing.map(({ place }) => place));
  const isFrom = (place: number) => from.size > 1 || !from.has(place) || way === 'back';
  const into = doors.filter(({ place }) => isFrom(place));
  const [example] = into;
  if (example === undefined || crossing.length === 0) return null;
  const accounts = inOrder([...new Set(into.map(({ place }) => place))].map(accountAt));
  const most = way === 'at once' ? accounts.length : MOST_ACCOUNTS;
  const layer = VERDICTS.indexOf(verdict);
  const via = way === 'at once' ? [] : reach.wayTo(kinds[layer] ?? IndexSet.empty, example.port, layer);
  const conditions = edge?.verdict === 'conditional' ? conditionsOf(edge, example.port) : [];
  const names = [...new Set(into.map(({ name }) => name))].sort();
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
    ...(administrator === null ? {} : { administrator }),
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

function surer(a: Verdict | null, b: Verdict | null): Verdict | null {
  if (a === null || b === null) return a ?? b;
  return leastSure([a, b]) === a ? b : a;
}

function isSurer(verdict: Verdict, other: Verdict | null): boolean {
  return other === null || VERDICTS.indexOf(verdict) < VERDICTS.indexOf(other);
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
