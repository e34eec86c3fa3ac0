import { memoised } from '../../escalation/graph/grouped.js';
import type { LeaverGroup } from './account-crossings.js';
import type { BorderPopulation } from './border-population.js';
import { indexesIn } from './by-verdict.js';
import type { LeaverKeys } from './leaver-keys.js';

/** Leavers of any account whose policies let them assume the very same roles. */
export interface LeaverClass {
  readonly group: LeaverGroup;
  /** One of them; it stands for all. */
  readonly representative: number;
  readonly members: number[];
  /** Places of their accounts. */
  readonly places: Set<number>;
}

/** Tells apart whose policies are the same. */
export function leaverClasses(
  groupsByPlace: readonly (readonly LeaverGroup[])[],
  population: BorderPopulation,
  keys: LeaverKeys,
): readonly LeaverClass[] {
  const classes = new Map<string, LeaverClass>();
  groupsByPlace.forEach((groups, place) => {
    for (const group of groups) {
      for (const port of indexesIn(group.ports, population.numbersAt(place))) {
        const found = memoised(classes, keys.of(group, port), () => ({
          group,
          representative: port,
          members: [],
          places: new Set<number>(),
        }));
        found.members.push(port);
        found.places.add(place);
      }
    }
  });
  return [...classes.values()];
}
