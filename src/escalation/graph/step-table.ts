import type { AdministratorSearch } from './administrator-search.js';
import type { Edge } from './edge.js';
import type { EscalationGraph } from './escalation-graph.js';
import { memoised } from './grouped.js';
import { hopRequirements, type HopRequirements } from './hop-evidence.js';
import type { HopStatement } from './hop-statement.js';
import { rewritingEdges } from './rewriting-edges.js';
import type { WayIn } from './ways-in.js';

/** A step from one principal to another or to administrator, with what closes it. */
export interface Step {
  readonly to: number;
  /** Lists of statements, each once, as the table numbers them; without all of one list the step is closed. */
  readonly closings: readonly (readonly number[])[];
}

/** Where chains end. */
export const ADMINISTRATOR = -1;

/** The steps from each principal and each outsider, worked out when they are first asked for. */
export class StepTable {
  /** Whether an edge has more targets than are looked at. */
  isCutShort = false;
  private readonly graph: EscalationGraph;
  private readonly search: AdministratorSearch;
  private readonly outsiders: readonly (readonly WayIn[])[];
  private readonly mostTargets: number;
  private readonly steps = new Map<number, readonly Step[]>();
  private readonly rewritingSteps = new Map<number, readonly Step[]>();
  /** Whether some way, be it the nearest or not, ends in rewriting somebody whom the start becomes on another way. */
  private readonly hasRewriting: boolean;
  private readonly numbers = new Map<string, number>();
  private readonly numbersOfPlaces = new Map<HopStatement, number>();
  private readonly places: HopStatement[] = [];
  /** By statement, those with a step that rests on it. */
  private readonly nodesOfStatement = new Map<number, Set<number>>();

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

  /** The steps by which a principal or outsider becomes somebody, or administrator. */
  from(node: number): readonly Step[] {
    return memoised(this.steps, node, () => this.find(node));
  }

  /** The steps by which a principal rewrites the permissions of others: a way ends there if its start is one of them. */
  rewriting(node: number): readonly Step[] {
    return memoised(this.rewritingSteps, node, () => this.findRewriting(node));
  }

  /** Principals and outsiders with a step that rests on a statement, of the steps that were looked at. */
  restingOn(statement: number): Iterable<number> {
    return this.nodesOfStatement.get(statement) ?? [];
  }

  /** The statements with the policies they stand in. */
  named(statements: Iterable<number>): readonly HopStatement[] {
    return [...statements].flatMap((number) => this.places[number] ?? []);
  }

  private find(node: number): readonly Step[] {
    const ways = this.outsiders[node - this.graph.nodes.length];
    if (ways !== undefined) return ways.map((way) => this.entering(node, way));
    return (this.graph.nodes[node]?.edges ?? []).flatMap((edge) => {
      const closings = this.closings(node, edge);
      return this.targetsOf(edge).flatMap((target): Step[] => {
        const ends = edge.outcome === 'administrator' || this.isAdministrator(target);
        if (!ends && !this.hasRewriting && (this.search.routes[target] ?? null) === null) return [];
        return [new LazyStep(ends ? ADMINISTRATOR : target, target, closings)];
      });
    });
  }

  private findRewriting(node: number): readonly Step[] {
    const writer = this.graph.nodes[node];
    if (!this.hasRewriting || writer === undefined) return [];
    return rewritingEdges(writer).flatMap((edge) => {
      const closings = this.closings(node, edge);
      return this.targetsOf(edge).map((target) => new LazyStep(target, target, closings));
    });
  }

  /** The targets of an edge that are looked at. */
  private targetsOf({ targets }: Edge): readonly number[] {
    const all = targets.indexes();
    this.isCutShort ||= all.length > this.mostTargets;
    return all.slice(0, this.mostTargets);
  }

  private entering(node: number, { role, statements }: WayIn): Step {
    return {
      to: this.isAdministrator(role) ? ADMINISTRATOR : role,
      closings: [this.numbersOf(node, statements)],
    };
  }

  private isAdministrator(node: number): boolean {
    return (this.graph.nodes[node]?.administrator ?? null) !== null;
  }

  /** What closes the step to a target of an edge. */
  private closings(from: number, edge: Edge): (target: number) => Step['closings'] {
    let requirements: ((target: number) => HopRequirements) | null = null;
    const numbers = new Map<readonly HopStatement[], readonly number[]>();
    return (target) => {
      requirements ??= hopRequirements(this.graph, from, edge);
      return requirements(target).map((list) => memoised(numbers, list, () => this.numbersOf(from, list)));
    };
  }

  private numbersOf(node: number, places: readonly HopStatement[]): readonly number[] {
    const numbers: number[] = [];
    for (const place of places) {
      const number = this.numberOf(place);
      // One statement may allow several of the actions of which any one will do.
      if (numbers.includes(number)) continue;
      numbers.push(number);
      memoised(this.nodesOfStatement, number, () => new Set<number>()).add(node);
    }
    return numbers;
  }

  private numberOf(place: HopStatement): number {
    return memoised(this.numbersOfPlaces, place, () => {
      const number = memoised(this.numbers, this.keyOf(place), () => this.numbers.size);
      const known = this.places[number];
      if (known === undefined || this.arnOf(place) < this.arnOf(known)) this.places[number] = place;
      return number;
    });
  }

  /** Names a statement as one can remove it: once for a managed policy, apart for every holder of an inline one. */
  private keyOf(place: HopStatement): string {
    const { statement, source, holder } = place;
    if (source === null) return `trust ${holder} ${statement.index}`;
    // The policy of a group is that of the group, for its members and for whoever may join it.
    const policy = source.managed?.arn ?? `inline ${source.group?.arn ?? this.arnOf(place)} ${source.name}`;
    return `${policy} ${statement.index}`;
  }

  private arnOf({ holder }: HopStatement): string {
    return this.graph.population.principals[holder]?.arn ?? '';
  }
}

/** Most steps lead to somebody who is reached already: what closes them is not worked out before it is asked. */
class LazyStep implements Step {
  readonly to: number;
  private readonly target: number;
  private readonly find: (target: number) => Step['closings'];
  private found: Step['closings'] | null = null;

  constructor(to: number, target: number, find: (target: number) => Step['closings']) {
    this.to = to;
    this.target = target;
    this.find = find;
  }

  get closings(): Step['closings'] {
    this.found ??= this.find(this.target);
    return this.found;
  }
}
