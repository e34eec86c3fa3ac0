import type { Assessment } from '../assessment/assessment.js';
import { indexRuns } from '../assessment/index-runs.js';

/**
 * Writes action sets as sorted JSON lists. Hundreds of policies share a set, and a set may hold thousands of
 * actions: names are quoted once, and the list of a shared set is made once.
 */
export class ActionLists {
  private readonly sets: readonly string[];
  /** Quoted names in ascending order of their UTF-16 units, as `sorted` in Python has them. */
  private readonly quoted: readonly string[];
  /** Place in `quoted` of each action. */
  private readonly places: Uint32Array;
  private readonly mentioned: Uint8Array;
  private readonly shared: ReadonlySet<number>;
  private readonly lists = new Map<string, string>();

  constructor({ actions, actionSets, findings }: Pick<Assessment, 'actions' | 'actionSets' | 'findings'>) {
    const order = actions
      .map((_, index) => index)
      .sort((a, b) => compare(actions[a] ?? '', actions[b] ?? ''));
    this.sets = actionSets;
    this.quoted = order.map((index) => JSON.stringify(actions[index]));
    this.places = new Uint32Array(actions.length);
    for (const [place, index] of order.entries()) this.places[index] = place;
    this.mentioned = new Uint8Array(actions.length);
    this.shared = sharedSets(findings);
  }

  /** The union of some action sets as a JSON list of names. */
  text(sets: readonly number[]): string {
    if (sets.length === 0) return '[]';
    const key = sets.join();
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const text = `[${this.placesOf(sets)
      .map((place) => this.quoted[place])
      .join(',')}]`;
    // A list that is written once would only take up memory.
    if (sets.every((set) => this.shared.has(set))) this.lists.set(key, text);
    return text;
  }

  /** Whether a list that was written holds the action. */
  hasWritten(action: number): boolean {
    return this.mentioned[action] === 1;
  }

  private placesOf(sets: readonly number[]): number[] {
    const places: number[] = [];
    let last = -1;
    let isAscending = true;
    for (const set of sets) {
      for (const run of indexRuns(this.sets[set] ?? '')) {
        for (let action = run.first; action <= run.last; action++) {
          const place = this.places[action] ?? 0;
          this.mentioned[action] = 1;
          isAscending &&= place > last;
          last = place;
          places.push(place);
        }
      }
    }
    if (isAscending) return places;
    places.sort((a, b) => a - b);
    return sets.length === 1 ? places : places.filter((place, index) => place !== places[index - 1]);
  }
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
