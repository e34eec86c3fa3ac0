import type { AdministratorSearch } from './administrator-search.js';
import type { EscalationGraph } from './escalation-graph.js';
import type { HopStatement } from './hop-statement.js';
import { OpenWays } from './open-ways.js';
import { smallestSet, type Closings } from './smallest-set.js';
import { StepTable, type Step } from './step-table.js';
import type { WayIn } from './ways-in.js';

/** Statements whose removal leaves nobody, inside or outside, who is not administrator a way to become one. */
export interface ChokePoints {
  readonly statements: readonly HopStatement[];
  /** No smaller set can do. */
  readonly atLeast: number;
  /** Whether the set is known to be as small as can be. */
  readonly isSmallest: boolean;
  /** Whether every way was looked at; in large accounts some ways may be left. */
  readonly isComplete: boolean;
}

/** Targets of one edge that are looked at, the first of them: an account where everyone can become everyone is large. */
const MOST_TARGETS = 64;
/** The same for an account with many starts. */
const FEW_TARGETS = 2;
/** From more starts than these on, the first good answer is taken. */
const FEW_STARTS = 200;
const GOOD_ENOUGH = 0.5;
/** Branches that are looked at, and sets that are tried, to find the smallest one. */
const MOST_BRANCHES = 100_000;
const MOST_ROUNDS = 200;

/**
 * Looks for the smallest set of statements that closes every way to administrator: first the statement on most of
 * the shortest ways, again and again; then, in accounts that are not large, by branch and bound.
 *
 * @param outsiders - the ways of each outsider that are to be closed as well
 * @param among - principals whose ways are to be closed; everyone's, if it is left out
 */
export function chokePoints(
  graph: EscalationGraph,
  search: AdministratorSearch,
  outsiders: readonly (readonly WayIn[])[],
  among?: ReadonlySet<number>,
): ChokePoints {
  const inside = graph.nodes.flatMap((_, number) =>
    (search.routes[number] ?? null) === null ||
    graph.population.principals[number]?.type === 'group' ||
    among?.has(number) === false
      ? []
      : [number],
  );
  const starts = [...inside, ...outsiders.map((_, index) => graph.nodes.length + index)];
  const steps = new StepTable(
    graph,
    search,
    outsiders,
    starts.length <= FEW_STARTS ? MOST_TARGETS : FEW_TARGETS,
  );
  const first = greedy(starts, steps);
  const isSmall = starts.length <= FEW_STARTS;
  const chosen = isSmall ? withoutSpare(first, starts, steps) : first;
  const least = disjointWays(starts, steps);
  const { statements, atLeast } = isSmall
    ? smallest(chosen, least, starts, steps)
    : { statements: chosen, atLeast: least };
  const isComplete = !steps.isCutShort;
  return {
    statements: steps.named(statements),
    atLeast,
    isSmallest: atLeast === statements.length && isComplete,
    isComplete,
  };
}

/**
 * Looks for the smallest set: one for the ways that are known, then for those that it leaves open as well, until it
 * leaves none. As long as it leaves some, no smaller set can do.
 */
function smallest(
  first: readonly number[],
  least: number,
  starts: readonly number[],
  steps: StepTable,
): { readonly statements: readonly number[]; readonly atLeast: number } {
  const budget = { left: MOST_BRANCHES };
  let atLeast = least;
  let ways = openWays(starts, new Set(), steps);
  for (let round = 0; round < MOST_ROUNDS && atLeast < first.length; round++) {
    const set = smallestSet(ways, first.length, budget);
    if (set === null) break;
    if (set === 'none smaller') return { statements: first, atLeast: first.length };
    atLeast = Math.max(atLeast, set.size);
    const open = openWays(starts, set, steps);
    if (open.length === 0) return { statements: [...set], atLeast: set.size };
    ways = [...ways, ...open];
  }
  return { statements: first, atLeast };
}

/** What closes the way that is found first of those that are open to each start. */
function openWays(
  starts: readonly number[],
  removed: Iterable<number>,
  steps: StepTable,
): readonly Closings<number>[] {
  const left = new OpenWays(steps, removed);
  const ways = new Map<string, Closings<number>>();
  for (const start of starts) {
    const way = left.toAdministrator(start);
    if (way === null) continue;
    const lists = way.flatMap(({ closings }) => closings);
    // A way that rests on no statement cannot be closed.
    if (lists.length > 0) ways.set(JSON.stringify(lists), lists);
  }
  return [...ways.values()];
}

function greedy(starts: readonly number[], steps: StepTable): readonly number[] {
  const left = new OpenWays(steps);
  const ways = new Map<number, readonly Step[]>();
  const refresh = (start: number) => {
    const way = left.toAdministrator(start);
    if (way === null) ways.delete(start);
    else ways.set(start, way);
  };
  starts.forEach(refresh);
  while (ways.size > 0) {
    const best = mostCommon([...ways.values()], starts.length <= FEW_STARTS ? 1 : GOOD_ENOUGH);
    // A step that rests on no statement cannot be closed.
    if (best.length === 0) break;
    left.remove(best.flat());
    for (const [start, way] of ways) if (way.some((step) => left.isClosed(step))) refresh(start);
  }
  return [...left.removed];
}

/**
 * The list of statements that closes most of the ways for each statement it takes.
 *
 * @param share - lists that do so for at least this share of the best are taken with it, so that a large account
 *   takes few rounds
 */
function mostCommon(ways: readonly (readonly Step[])[], share: number): readonly (readonly number[])[] {
  const counts = new Map<string, { readonly statements: readonly number[]; count: number }>();
  for (const way of ways) {
    const own = new Map(
      way.flatMap(({ closings }) =>
        closings.map((list) => [[...list].sort((a, b) => a - b).join(), list] as const),
      ),
    );
    for (const [key, statements] of own) {
      const known = counts.get(key) ?? { statements, count: 0 };
      known.count++;
      counts.set(key, known);
    }
  }
  const worth = ({ statements, count }: { readonly statements: readonly number[]; readonly count: number }) =>
    count / statements.length;
  const ranked = [...counts.values()].sort((a, b) => worth(b) - worth(a));
  const [best] = ranked;
  if (best === undefined) return [];
  return ranked
    .filter((each) => each === best || (share < 1 && worth(each) >= share * worth(best)))
    .map(({ statements }) => statements);
}

/** Leaves out statements that the others make needless. */
function withoutSpare(
  chosen: readonly number[],
  starts: readonly number[],
  steps: StepTable,
): readonly number[] {
  const kept = new Set(chosen);
  const isStart = new Set(starts);
  for (const statement of chosen) {
    kept.delete(statement);
    const left = new OpenWays(steps, kept);
    const isOpen = (start: number) => left.toAdministrator(start) !== null;
    // Whoever goes on by the statement is likely to have a way without it.
    const likely = [...steps.restingOn(statement)].filter((node) => isStart.has(node));
    if (likely.some(isOpen) || starts.some(isOpen)) kept.add(statement);
  }
  return [...kept];
}

/** How many ways there are of which no two share a statement, taking the first that comes. */
function disjointWays(starts: readonly number[], steps: StepTable): number {
  const left = new OpenWays(steps);
  let count = 0;
  for (const start of starts) {
    for (let way = left.toAdministrator(start); way !== null; way = left.toAdministrator(start)) {
      const statements = way.flatMap(({ closings }) => closings.flat());
      if (statements.length === 0) break;
      left.remove(statements);
      count++;
    }
  }
  return count;
}
