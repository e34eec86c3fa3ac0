import type { AdministratorSearch } from './administrator-search.js';
import { rewritingEdge } from './rewriting.js';
import type { Hop } from './chain.js';
import type { EscalationGraph } from './escalation-graph.js';
import { memoised } from './grouped.js';
import { hopRequirements } from './hop-evidence.js';
import type { HopStatement } from './hop-statement.js';
import { reached } from './targets.js';
import type { WayIn } from './ways-in.js';

/** A step from one principal to another or to administrator, with what closes it. */
export interface Step {
  readonly to: number;
  /** Whom the start must be able to become as well, where the last step is to rewrite that one's permissions. */
  readonly also: number | null;
  /** Lists of statements, as the table numbers them; without all of one list the step is closed. */
  readonly closings: readonly (readonly number[])[];
}

/** Where chains end. */
const ADMINISTRATOR = -1;
/** Numbers of statements that are thought away. */
export type Removed = ReadonlySet<number>;

/** Names a statement as one can remove it: once for a managed policy, apart for every holder of an inline one. */
function keyOf({ statement, source, holder }: HopStatement): string {
  const policy =
    source === null
      ? `trust ${holder}`
      : (source.managed?.arn ?? `inline ${source.group?.arn ?? holder} ${source.name}`);
  return `${policy} ${statement.index}`;
}

/** The steps from each principal and each outsider, worked out when they are first asked for. */
export class StepTable {
  /** Whether an edge has more targets than are looked at. */
  isCutShort = false;
  private readonly graph: EscalationGraph;
  private readonly search: AdministratorSearch;
  private readonly outsiders: readonly (readonly WayIn[])[];
  private readonly mostTargets: number;
  private readonly known = new Map<number, readonly Step[]>();
  /** Whether some way, be it the nearest or not, ends in rewriting somebody whom the start becomes on another way. */
  private readonly hasRewriting: boolean;
  private readonly numbers = new Map<string, number>();
  private readonly numbersOfPlaces = new Map<HopStatement, number>();
  private readonly places: HopStatement[] = [];

  /** @param outsiders - numbered after the principals */
  constructor(
    graph: EscalationGraph,
    search: AdministratorSearch,
    outsiders: readonly (readonly WayIn[])[],
    mostTargets: number,
  ) {
    this.graph = graph;
    this.search = search;
    this.outsiders = outsiders;
    this.mostTargets = mostTargets;
    this.hasRewriting = search.hasRewriting;
  }

  from(node: number): readonly Step[] {
    let steps = this.known.get(node);
    if (steps === undefined) {
      steps = this.find(node);
      this.known.set(node, steps);
    }
    return steps;
  }

  /** The statements with the policies they stand in. */
  named(statements: Removed): readonly HopStatement[] {
    return [...statements].flatMap((number) => this.places[number] ?? []);
  }

  private find(node: number): readonly Step[] {
    const ways = this.outsiders[node - this.graph.nodes.length];
    if (ways !== undefined) return ways.map((way) => this.entering(way));
    const others = (this.graph.nodes[node]?.edges ?? []).flatMap((edge) => {
      const targets = edge.targets.indexes();
      this.isCutShort ||= targets.length > this.mostTargets;
      return targets.slice(0, this.mostTargets).flatMap((target): Step[] => {
        const administrator = this.graph.nodes[target]?.administrator ?? null;
        const ends = edge.outcome === 'administrator' || administrator !== null;
        if (!ends && !this.hasRewriting && (this.search.routes[target] ?? null) === null) return [];
        return [this.step({ from: node, to: target, edge }, ends, null)];
      });
    });
    return withoutRepeats([...this.rewriting(node), ...others]);
  }

  /** The last steps of those who rewrite the permissions of somebody the start becomes on another way. */
  private rewriting(node: number): readonly Step[] {
    const rewritable = this.graph.nodes[node]?.rewritable;
    if (!this.hasRewriting || rewritable === undefined) return [];
    const written = reached(rewritable).indexes();
    this.isCutShort ||= written.length > this.mostTargets;
    return written.slice(0, this.mostTargets).map((to) => {
      const edge = rewritingEdge(to, rewritable.open.has(to) ? 'confirmed' : 'conditional');
      return this.step({ from: node, to, edge }, true, to);
    });
  }

  private step(hop: Hop, ends: boolean, also: number | null): Step {
    const closings = hopRequirements(this.graph, hop).map((list) =>
      list.map((place) => this.numberOf(place)),
    );
    return { to: ends ? ADMINISTRATOR : hop.to, also, closings };
  }

  private entering({ role, statements }: WayIn): Step {
    const ends = (this.graph.nodes[role]?.administrator ?? null) !== null;
    return {
      to: ends ? ADMINISTRATOR : role,
      also: null,
      closings: [statements.map((place) => this.numberOf(place))],
    };
  }

  private numberOf(place: HopStatement): number {
    return memoised(this.numbersOfPlaces, place, () => {
      const number = memoised(this.numbers, keyOf(place), () => this.numbers.size);
      this.places[number] = place;
      return number;
    });
  }
}

/** Many paths lead to the same principal by the same statements; one of them will do. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const different = new Map<string, Step>();
  for (const step of steps) {
    const key = `${step.to} ${step.also} ${step.closings.join(' | ')}`;
    if (!different.has(key)) different.set(key, step);
  }
  return [...different.values()];
}

/** The steps of a shortest way to administrator that is still open; null if there is none. */
export function openWay(start: number, removed: Removed, steps: StepTable): readonly Step[] | null {
  return openPath(start, ADMINISTRATOR, removed, steps);
}

function openPath(start: number, goal: number, removed: Removed, steps: StepTable): readonly Step[] | null {
  if (start === goal) return [];
  const reachedBy = new Map<number, { readonly step: Step; readonly from: number }>();
  const queue = [start];
  for (const node of queue) {
    for (const step of steps.from(node)) {
      if (reachedBy.has(step.to) || step.to === start) continue;
      if (step.to === ADMINISTRATOR && goal !== ADMINISTRATOR) continue;
      if (isClosed(step, removed)) continue;
      const further = step.also === null ? [] : openPath(start, step.also, removed, steps);
      if (further === null) continue;
      reachedBy.set(step.to, { step, from: node });
      if (step.to === goal) return [...wayBack(reachedBy, start, goal), ...further];
      queue.push(step.to);
    }
  }
  return null;
}

function wayBack(
  reachedBy: ReadonlyMap<number, { readonly step: Step; readonly from: number }>,
  start: number,
  goal: number,
): readonly Step[] {
  const way: Step[] = [];
  for (let node = goal; node !== start;) {
    const last = reachedBy.get(node);
    if (last === undefined) break;
    way.unshift(last.step);
    node = last.from;
  }
  return way;
}

export function isClosed({ closings }: Step, removed: Removed): boolean {
  // Asked for every step of every way, again and again.
  for (const list of closings) if (holdsAll(removed, list)) return true;
  return false;
}

function holdsAll(removed: Removed, list: readonly number[]): boolean {
  for (const statement of list) if (!removed.has(statement)) return false;
  return true;
}
