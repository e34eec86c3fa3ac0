import { ADMINISTRATOR, type Step, type StepTable } from './step-table.js';

/** The ways that are open while some statements are thought away. */
export class OpenWays {
  private readonly table: StepTable;
  private readonly thoughtAway: Set<number>;

  constructor(table: StepTable, removed: Iterable<number> = []) {
    this.table = table;
    this.thoughtAway = new Set(removed);
  }

  /** The statements that are thought away. */
  get removed(): ReadonlySet<number> {
    return this.thoughtAway;
  }

  /** Thinks more statements away. */
  remove(statements: Iterable<number>): void {
    for (const statement of statements) this.thoughtAway.add(statement);
  }

  isClosed(step: Step): boolean {
    // What closes a step is not worked out before there is something that may have closed it.
    if (this.thoughtAway.size === 0) return false;
    // Asked for every step of every way, again and again.
    for (const list of step.closings) if (holdsAll(this.thoughtAway, list)) return true;
    return false;
  }

  /**
   * The steps of a way to administrator that is still open; null if there is none. A way that rewrites the permissions
   * of somebody whom the start becomes as well is taken only where there is no other.
   */
  toAdministrator(start: number): readonly Step[] | null {
    const reachedBy: ReachedBy = new Map();
    const queue = [start];
    for (const node of queue) {
      for (const step of this.table.from(node)) {
        if (step.to === start || reachedBy.has(step.to) || this.isClosed(step)) continue;
        if (step.to === ADMINISTRATOR) return [...wayBack(reachedBy, start, node), step];
        reachedBy.set(step.to, { step, from: node });
        queue.push(step.to);
      }
    }
    for (const writer of queue) {
      for (const step of this.table.rewriting(writer)) {
        if ((step.to !== start && !reachedBy.has(step.to)) || this.isClosed(step)) continue;
        return [...wayBack(reachedBy, start, writer), step, ...wayBack(reachedBy, start, step.to)];
      }
    }
    return null;
  }
}

/** The last step of a shortest way to each principal. */
type ReachedBy = Map<number, { readonly step: Step; readonly from: number }>;

function wayBack(reachedBy: ReachedBy, start: number, goal: number): readonly Step[] {
  const way: Step[] = [];
  for (let node = goal; node !== start;) {
    const last = reachedBy.get(node);
    if (last === undefined) break;
    way.push(last.step);
    node = last.from;
  }
  return way.reverse();
}

function holdsAll(removed: ReadonlySet<number>, list: readonly number[]): boolean {
  for (const statement of list) if (!removed.has(statement)) return false;
  return true;
}
