import { compareTexts } from '../catalog/compare-texts.js';
import type { SoughtValue } from './sought-values.js';

/** Finds the texts of a list that are, or begin and end like, others. */
export class SortedTexts {
  private readonly texts: readonly string[];
  private readonly byStart: OrderedTexts;
  private byEnd: OrderedTexts | null = null;

  constructor(texts: readonly string[]) {
    this.texts = texts;
    this.byStart = new OrderedTexts(texts);
  }

  /** The places in the list of the texts that are one of those sought, or begin and end like one. */
  among(sought: readonly SoughtValue[]): readonly number[] {
    const [first, ...others] = sought.map((each) => this.placesOf(each));
    return others.length === 0 ? (first ?? []) : [...new Set([first ?? [], ...others].flat())];
  }

  private placesOf({ start, end, isWhole }: SoughtValue): readonly number[] {
    if (isWhole) return this.byStart.equalTo(start);
    const beginning = this.byStart.beginningWith(start);
    if (end === '' || beginning.length <= FEW) return beginning.filter((place) => this.endsWith(place, end));
    // The names of an account mostly begin alike, where they do not end so.
    this.byEnd ??= new OrderedTexts(this.texts.map(reversed));
    const ending = this.byEnd.beginningWith(reversed(end));
    return ending.length < beginning.length
      ? ending.filter((place) => this.texts[place]?.startsWith(start) === true)
      : beginning.filter((place) => this.endsWith(place, end));
  }

  private endsWith(place: number, end: string): boolean {
    return this.texts[place]?.endsWith(end) === true;
  }
}

/** So many texts are quicker looked at than sorted the other way round. */
const FEW = 64;

/** The texts of a list in their order. */
class OrderedTexts {
  private readonly ordered: readonly string[];
  /** Where each stands in the list. */
  private readonly places: readonly number[];

  constructor(texts: readonly string[]) {
    this.places = [...texts.keys()].sort((a, b) => compareTexts(texts[a] ?? '', texts[b] ?? ''));
    this.ordered = this.places.map((place) => texts[place] ?? '');
  }

  beginningWith(start: string): readonly number[] {
    return this.between(start, (text) => text < start || text.startsWith(start));
  }

  equalTo(whole: string): readonly number[] {
    return this.between(whole, (text) => text <= whole);
  }

  private between(start: string, isBeforeEnd: (text: string) => boolean): readonly number[] {
    const first = this.countWhile((text) => text < start);
    return this.places.slice(first, this.countWhile(isBeforeEnd));
  }

  /** How many texts come before the first of which something does not hold that holds of all before it. */
  private countWhile(holds: (text: string) => boolean): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.ordered[middle] ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
