import type { Actor, CallerContext } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import { SortedTexts } from '../../policy/sorted-texts.js';
import type { SoughtValue } from '../../policy/sought-values.js';
import { append, memoised } from './grouped.js';

/** Finds callers by what their requests hold under a key, so that not every test is made for every caller. */
export class CallersByValue {
  private readonly actors: readonly Actor[];
  private readonly contextOf: (actor: Actor) => CallerContext;
  private readonly byKey = new Map<string, CallersOfKey>();

  constructor(actors: readonly Actor[], contextOf: (actor: Actor) => CallerContext) {
    this.actors = actors;
    this.contextOf = contextOf;
  }

  /** The callers of which a key may hold one of the values sought: all but those of which it holds one other value. */
  among(key: string, sought: readonly SoughtValue[]): IndexSet {
    const { others, whole, wholePlaces, beginnings } = memoised(this.byKey, key, () => this.callersOf(key));
    const members = whole.among(sought).map((place) => wholePlaces[place] ?? []);
    return IndexSet.of([...others, ...members.flat(), ...beginnings.among(sought)]);
  }

  private callersOf(key: string): CallersOfKey {
    const others: number[] = [];
    const byWhole = new Map<string, number[]>();
    const byBeginning = new Map<string, number[]>();
    for (const [index, actor] of this.actors.entries()) {
      const context = this.contextOf(actor);
      const values = context.value(key);
      // What the caller can change is one thing or another.
      const isChangeable = context.otherTags != null && context.otherTags.value(key) !== values;
      const [value = ''] = values ?? [];
      const beginning = values === undefined ? (context.beginning?.(key) ?? '') : '';
      if (isChangeable) others.push(index);
      else if (beginning !== '') append(byBeginning, beginning, index);
      else if (value === '' || values?.length !== 1) others.push(index);
      else append(byWhole, value, index);
    }
    return {
      others,
      whole: new SortedTexts([...byWhole.keys()]),
      wholePlaces: [...byWhole.values()],
      beginnings: new Beginnings(byBeginning),
    };
  }
}

/** The callers by what one key holds, as far as that is known. */
interface CallersOfKey {
  /** Those of which the key does not hold one known value. */
  readonly others: readonly number[];
  readonly whole: SortedTexts;
  /** The callers with each of those texts. */
  readonly wholePlaces: readonly (readonly number[])[];
  readonly beginnings: Beginnings;
}

/** The callers of whose value only the beginning is known. */
class Beginnings {
  private readonly callers: ReadonlyMap<string, readonly number[]>;
  private readonly lengths: readonly number[];
  private readonly texts: readonly string[];
  private readonly sorted: SortedTexts;

  constructor(callers: ReadonlyMap<string, readonly number[]>) {
    this.callers = callers;
    this.texts = [...callers.keys()];
    this.lengths = [...new Set(this.texts.map(({ length }) => length))];
    this.sorted = new SortedTexts(this.texts);
  }

  /** Those whose value may be one of those sought. */
  among(sought: readonly SoughtValue[]): readonly number[] {
    const found = sought.flatMap(({ start, isWhole }) => [
      ...this.lengths.map((length) => start.slice(0, length)),
      ...(isWhole ? [] : this.startingWith(start)),
    ]);
    return [...new Set(found)].flatMap((text) => this.callers.get(text) ?? []);
  }

  private startingWith(start: string): readonly string[] {
    const places = this.sorted.among([{ start, end: '', isWhole: false }]);
    return places.map((place) => this.texts[place] ?? '');
  }
}
