import type { Finding } from '../assessment.js';
import { indexRuns, IndexRunsText } from '../index-runs.js';

/** Sets of services as text, each once: a policy that allows everything names every service there is. */
export class ServiceSets {
  readonly texts: string[] = [];
  private readonly places: ReadonlyMap<string, number>;
  private readonly numbers = new Map<string, number>();
  /** Findings on equal documents share the list itself. */
  private readonly byList = new WeakMap<readonly string[], number>();

  constructor(prefixes: readonly string[]) {
    this.places = new Map(prefixes.map((prefix, place) => [prefix, place]));
  }

  /** The number of a finding's set; undefined where it has none, or names what is not in the table of services. */
  numberOf({ services }: Pick<Finding, 'services'>): number | undefined {
    if (services === undefined) return undefined;
    const known = this.byList.get(services);
    if (known !== undefined) return known;
    const runs = new IndexRunsText();
    let last = -1;
    let first = -1;
    for (const service of services) {
      const place = this.places.get(service);
      // Only what reads back in the same order.
      if (place === undefined || place <= last) return undefined;
      if (first >= 0 && place !== last + 1) {
        runs.add(first, last);
        first = -1;
      }
      if (first < 0) first = place;
      last = place;
    }
    if (first >= 0) runs.add(first, last);
    const number = this.numbers.get(runs.text) ?? this.texts.push(runs.text) - 1;
    this.numbers.set(runs.text, number);
    this.byList.set(services, number);
    return number;
  }
}

/** Reads sets of services back. */
export function serviceSets(
  prefixes: readonly string[],
  texts: readonly string[],
): readonly (readonly string[])[] {
  return texts.map((text) => indexRuns(text).flatMap(({ first, last }) => prefixes.slice(first, last + 1)));
}
