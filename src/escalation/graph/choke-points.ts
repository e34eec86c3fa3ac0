import type { AdministratorSearch } from './administrator-search.js';
import type { Hop } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import { hopRequirements } from './hop-evidence.js';
import type { HopStatement } from './hop-statement.js';

/** Statements whose removal leaves nobody who is not administrator a way to become one. */
export interface ChokePoints {
  readonly statements: readonly HopStatement[];
  /** No smaller set can do: so many ways share no statement. */
  readonly atLeast: number;
  /** Whether the set is known to be as small as can be. */
  readonly isSmallest: boolean;
  /** Whether every way was looked at; in large accounts some ways may be left. */
  readonly isComplete: boolean;
}

/** A step from one principal to another or to administrator, with what closes it. */
interface Step {
  readonly to: number;
  /** Lists of statements, by their numbers; without all of one list the step is closed. */
  readonly requirements: readonly (readonly number[])[];
}

/** Where chains end. */
const ADMINISTRATOR = -1;
/** Targets of one edge that are looked at, the first of them: an account where everyone can become everyone is large. */
const MOST_TARGETS = 64;
/** The same for an account with many starts. */
const FEW_TARGETS = 2;
/** From more starts than these on, the first good answer is taken. */
const FEW_STARTS = 200;
const GOOD_ENOUGH = 0.5;
/** Sets that are tried to find a smaller one. */
const MOST_TRIALS = 5000;

/** Numbers of statements. */
type Removed = ReadonlySet<number>;

/** A statement as one can remove it: once for a managed policy, apart for every holder of an inline one. */
function keyOf({ statement, source, holder }: HopStatement): string {
  const policy =
    source === null
      ? `trust ${holder}`
      : (source.managed?.arn ?? `inline ${source.group?.arn ?? holder} ${source.name}`);
  return `${policy} ${statement.index}`;
}

/**
 * Looks for the smallest set of statements that closes every way to administrator: first the statement on most of
 * the shortest ways, again and again; then, while there are few enough to try, smaller sets.
 *
 * @param among - whose ways are to be closed; everyone's, if it is left out
 */
export function chokePoints(
  graph: EscalationGraph,
  search: AdministratorSearch,
  among?: ReadonlySet<number>,
): ChokePoints {
  const starts = graph.nodes.flatMap((_, number) =>
    (search.routes[number] ?? null) === null ||
    graph.population.principals[number]?.type === 'group' ||
    among?.has(number) === false
      ? []
      : [number],
  );
  const steps = new StepTable(graph, search, starts.length <= FEW_STARTS ? MOST_TARGETS : FEW_TARGETS);
  const first = greedy(starts, steps);
  const isSmall = starts.length <= FEW_STARTS;
  const chosen = isSmall ? withoutSpare(first, starts, steps) : first;
  const atLeast = disjointWays(starts, steps);
  const trials = { left: isSmall ? MOST_TRIALS : 0 };
  for (let size = atLeast; size < chosen.length; size++) {
    const smaller = closing(new Set(), size, 0, { starts, steps, trials });
    if (smaller !== null) return answer(smaller, true);
    if (trials.left <= 0) return answer(new Set(chosen), false);
  }
  return answer(new Set(chosen), true);

  function answer(statements: Removed, isSmallest: boolean): ChokePoints {
    const isComplete = !steps.isCutShort;
    return {
      statements: steps.named(statements),
      atLeast,
      isSmallest: isSmallest && isComplete && !steps.hasRewriting,
      isComplete,
    };
  }
}

/** The steps from each principal, worked out when they are first asked for. */
class StepTable {
  /** Whether an edge has more targets than are looked at. */
  isCutShort = false;
  private readonly graph: EscalationGraph;
  private readonly search: AdministratorSearch;
  private readonly mostTargets: number;
  private readonly known = new Map<number, readonly Step[]>();
  private readonly rewriting = new Map<number, Hop>();
  private readonly numbers = new Map<string, number>();
  /** Each statement under its number. */
  private readonly places: HopStatement[] = [];

  constructor(graph: EscalationGraph, search: AdministratorSearch, mostTargets: number) {
    this.graph = graph;
    this.search = search;
    this.mostTargets = mostTargets;
    search.routes.forEach((route, start) => {
      // Only ways that end in rewriting somebody it becomes on another way need the writer's step as well.
      if (route === null || route.steps !== null) return;
      const hop = search.chainFrom(start)?.hops.find(({ edge }) => edge.path === 'rewrite permissions');
      if (hop !== undefined) this.rewriting.set(hop.from, hop);
    });
  }

  from(node: number): readonly Step[] {
    let steps = this.known.get(node);
    if (steps === undefined) {
      steps = this.find(node);
      this.known.set(node, steps);
    }
    return steps;
  }

  /** Whether it could help to close the way to somebody who is rewritten, which is not tried. */
  get hasRewriting(): boolean {
    return this.rewriting.size > 0;
  }

  /** The statements with the policies they stand in. */
  named(statements: Removed): readonly HopStatement[] {
    return [...statements].flatMap((number) => this.places[number] ?? []);
  }

  private find(node: number): readonly Step[] {
    const rewriting = this.rewriting.get(node);
    const own = rewriting === undefined ? [] : [this.step(rewriting, true)];
    const others = (this.graph.nodes[node]?.edges ?? []).flatMap((edge) => {
      const targets = edge.targets.indexes();
      this.isCutShort ||= targets.length > this.mostTargets;
      return targets.slice(0, this.mostTargets).flatMap((target): Step[] => {
        const administrator = this.graph.nodes[target]?.administrator ?? null;
        const ends = edge.outcome === 'administrator' || administrator !== null;
        if (!ends && (this.search.routes[target] ?? null) === null) return [];
        return [this.step({ from: node, to: target, edge }, ends)];
      });
    });
    return [...own, ...others];
  }

  private step(hop: Hop, ends: boolean): Step {
    const requirements = hopRequirements(this.graph, hop).map((list) =>
      list.map((place) => this.numberOf(place)),
    );
    return { to: ends ? ADMINISTRATOR : hop.to, requirements };
  }

  private numberOf(place: HopStatement): number {
    const key = keyOf(place);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.places.push(place) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** The steps of a shortest way that is still open; null if there is none. */
function openWay(start: number, removed: Removed, steps: StepTable): readonly Step[] | null {
  const reachedBy = new Map<number, { readonly step: Step; readonly from: number }>();
  const queue = [start];
  for (const node of queue) {
    for (const step of steps.from(node)) {
      if (isClosed(step, removed) || reachedBy.has(step.to) || step.to === start) continue;
      reachedBy.set(step.to, { step, from: node });
      if (step.to === ADMINISTRATOR) return wayBack(reachedBy, start);
      queue.push(step.to);
    }
  }
  return null;
}

function wayBack(
  reachedBy: ReadonlyMap<number, { readonly step: Step; readonly from: number }>,
  start: number,
): readonly Step[] {
  const way: Step[] = [];
  for (let node = ADMINISTRATOR; node !== start;) {
    const last = reachedBy.get(node);
    if (last === undefined) break;
    way.unshift(last.step);
    node = last.from;
  }
  return way;
}

function isClosed({ requirements }: Step, removed: Removed): boolean {
  return requirements.some((list) => list.every((statement) => removed.has(statement)));
}

/** The first of the starts from a place on that has an open way, with the way. */
function firstOpenWay(
  starts: readonly number[],
  from: number,
  removed: Removed,
  steps: StepTable,
): { readonly place: number; readonly way: readonly Step[] } | null {
  for (const [place, start] of starts.entries()) {
    if (place < from) continue;
    const way = openWay(start, removed, steps);
    if (way !== null) return { place, way };
  }
  return null;
}

function greedy(starts: readonly number[], steps: StepTable): readonly number[] {
  const removed = new Set<number>();
  const ways = new Map<number, readonly Step[]>();
  const refresh = (start: number) => {
    const way = openWay(start, removed, steps);
    if (way === null) ways.delete(start);
    else ways.set(start, way);
  };
  starts.forEach(refresh);
  while (ways.size > 0) {
    const best = mostCommon([...ways.values()], starts.length <= FEW_STARTS ? 1 : GOOD_ENOUGH);
    // A step that rests on no statement cannot be closed.
    if (best.length === 0) break;
    for (const statement of best.flat()) removed.add(statement);
    for (const [start, way] of ways) if (way.some((step) => isClosed(step, removed))) refresh(start);
  }
  return [...removed];
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
      way.flatMap(({ requirements }) =>
        requirements.map((list) => [[...list].sort((a, b) => a - b).join(), list] as const),
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
  for (const statement of chosen) {
    kept.delete(statement);
    if (firstOpenWay(starts, 0, kept, steps) !== null) kept.add(statement);
  }
  return [...kept];
}

/** How many ways there are of which no two share a statement, taking the first that comes. */
function disjointWays(starts: readonly number[], steps: StepTable): number {
  const used = new Set<number>();
  let count = 0;
  for (const start of starts) {
    for (let way = openWay(start, used, steps); way !== null; way = openWay(start, used, steps)) {
      const statements = way.flatMap(({ requirements }) => requirements.flat());
      if (statements.length === 0) break;
      for (const statement of statements) used.add(statement);
      count++;
    }
  }
  return count;
}

/**
 * A set of at most so many more statements that closes every way; null if there is none, or no trial left.
 *
 * @param from - the first start that may have an open way: what closed those before it is removed already
 */
function closing(
  removed: Set<number>,
  more: number,
  from: number,
  search: {
    readonly starts: readonly number[];
    readonly steps: StepTable;
    readonly trials: { left: number };
  },
): Removed | null {
  if (search.trials.left-- <= 0) return null;
  const open = firstOpenWay(search.starts, from, removed, search.steps);
  if (open === null) return removed;
  for (const { requirements } of open.way) {
    for (const list of requirements) {
      const further = list.filter((statement) => !removed.has(statement));
      if (further.length > more) continue;
      for (const statement of further) removed.add(statement);
      const found = closing(removed, more - further.length, open.place, search);
      if (found !== null) return found;
      for (const statement of further) removed.delete(statement);
    }
  }
  return null;
}
