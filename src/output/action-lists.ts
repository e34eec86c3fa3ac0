import type { Assessment } from '../assessment/assessment.js';
import { indexRuns } from '../assessment/index-runs.js';

const QUOTES_AND_COMMA = 3;

/** Places that follow one another, both ends included. */
type Stretch = readonly [first: number, last: number];

/**
 * Writes action sets as sorted JSON lists. Hundreds of policies share a set, and a set may hold thousands of
 * actions: all names stand in one sorted line of which lists are pieces, and the list of a shared set is made once.
 */
export class ActionLists {
  /** Whether no name holds what JSON has to escape, as none of the catalogue does. */
  readonly arePlain: boolean;
  private readonly sets: readonly string[];
  /** Quoted names, with commas, in ascending order of their UTF-16 units, as `sorted` in Python has them. */
  private readonly line: string;
  /** Where each place of the line begins, and where one after the last would. */
  private readonly starts: Uint32Array;
  /** Place in the line of each action. */
  private readonly places: Uint32Array;
  /** The last of the actions from each on whose places follow one another as the actions do. */
  private readonly sameOrderUntil: Uint32Array;
  private readonly mentioned: Uint8Array;
  private readonly shared: ReadonlySet<number>;
  private readonly lists = new Map<string, string>();

  constructor({ actions, actionSets, findings }: Pick<Assessment, 'actions' | 'actionSets' | 'findings'>) {
    const order = actions
      .map((_, index) => index)
      .sort((a, b) => compare(actions[a] ?? '', actions[b] ?? ''));
    const names = order.map((index) => actions[index] ?? '');
    this.sets = actionSets;
    this.line = JSON.stringify(names).slice(1, -1);
    this.arePlain = isPlain(names, this.line);
    this.starts = startsOf(names, this.arePlain);
    this.places = new Uint32Array(actions.length);
    for (let place = 0; place < order.length; place++) this.places[order[place] ?? 0] = place;
    this.sameOrderUntil = sameOrderUntil(this.places);
    this.mentioned = new Uint8Array(actions.length);
    this.shared = sharedSets(findings);
  }

  /** The union of some action sets as a JSON list of names. */
  text(sets: readonly number[]): string {
    if (sets.length === 0) return '[]';
    const key = sets.join();
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const pieces = this.stretchesOf(sets).map(([first, last]) =>
      this.line.slice(this.starts[first], (this.starts[last + 1] ?? 0) - 1),
    );
    const text = `[${pieces.join(',')}]`;
    // A list that is written once would only take up memory.
    if (sets.every((set) => this.shared.has(set))) this.lists.set(key, text);
    return text;
  }

  /** Whether a list that was written holds the action. */
  hasWritten(action: number): boolean {
    return this.mentioned[action] === 1;
  }

  private stretchesOf(sets: readonly number[]): readonly Stretch[] {
    const stretches: Stretch[] = [];
    let end = -1;
    let isAscending = true;
    for (const set of sets) {
      for (const { first, last } of indexRuns(this.sets[set] ?? '')) {
        this.mentioned.fill(1, first, last + 1);
        for (let action = first; action <= last;) {
          const until = Math.min(last, this.sameOrderUntil[action] ?? last);
          const place = this.places[action] ?? 0;
          isAscending &&= place > end;
          end = place + until - action;
          stretches.push([place, end]);
          action = until + 1;
        }
      }
    }
    return isAscending ? stretches : inOrder(stretches);
  }
}

/** Sorted, and without what stands in several. */
function inOrder(stretches: Stretch[]): readonly Stretch[] {
  const ordered: Stretch[] = [];
  let end = -1;
  for (const [first, last] of stretches.sort((a, b) => a[0] - b[0])) {
    if (last <= end) continue;
    ordered.push([Math.max(first, end + 1), last]);
    end = last;
  }
  return ordered;
}

/** Whether a line of names, quoted and with commas, is no longer than these signs make it. */
function isPlain(names: readonly string[], line: string): boolean {
  let length = names.length * QUOTES_AND_COMMA - 1;
  for (const name of names) length += name.length;
  return length === line.length;
}

/** Where names begin in a line of them, quoted and with commas. */
function startsOf(names: readonly string[], arePlain: boolean): Uint32Array {
  const starts = new Uint32Array(names.length + 1);
  let start = 0;
  for (let place = 0; place < names.length; place++) {
    const name = names[place] ?? '';
    starts[place] = start;
    // Quoting thousands one by one takes three times as long.
    start += arePlain ? name.length + QUOTES_AND_COMMA : JSON.stringify(name).length + 1;
  }
  starts[names.length] = start;
  return starts;
}

function sameOrderUntil(places: Uint32Array): Uint32Array {
  const until = new Uint32Array(places.length);
  for (let action = places.length - 1; action >= 0; action--) {
    const goesOn = places[action + 1] === (places[action] ?? 0) + 1;
    until[action] = goesOn ? (until[action + 1] ?? action) : action;
  }
  return until;
}

function sharedSets(findings: Assessment['findings']): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const { actionSet } of findings) {
    if (actionSet === undefined) continue;
    if (seen.has(actionSet)) shared.add(actionSet);
    seen.add(actionSet);
  }
  return shared;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
