import { IndexSet } from '../../catalog/index-set.js';
import type { KeptSets } from '../../catalog/kept-sets.js';
import { memoised } from '../../escalation/graph/grouped.js';
import type { Standing, StartGroup } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import { numbersByVerdict } from './by-verdict.js';
import type { CrossingReach } from './crossing-reach.js';

/** Principals of any account who become the same kinds of leavers and are the same at home. */
export interface StartClass {
  /** Kinds of leavers, for each verdict. */
  readonly kinds: readonly IndexSet[];
  readonly standing: Standing;
  readonly entries: StartEntry[];
}

/** Those of one account. */
export interface StartEntry {
  readonly place: number;
  readonly group: StartGroup;
}

/** Puts together those from whom the same ways lead on. */
export function startClasses(
  startsByPlace: readonly (readonly StartGroup[])[],
  population: BorderPopulation,
  reach: CrossingReach,
  sets: KeptSets,
): readonly StartClass[] {
  const classes = new Map<string, StartClass>();
  startsByPlace.forEach((starts, place) => {
    for (const group of starts) {
      const kinds = numbersByVerdict(group.becomes, population.numbersAt(place)).map((ports) =>
        sets.of(reach.kindsAmong(ports)),
      );
      if (IndexSet.unionOf(kinds).isEmpty) continue;
      memoised(classes, `${group.standing} ${sets.keyOf(kinds)}`, (): StartClass => ({
        kinds,
        standing: group.standing,
        entries: [],
      })).entries.push({ place, group });
    }
  });
  return [...classes.values()];
}
