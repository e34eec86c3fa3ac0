import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import type { Assessment } from './assessment.js';

/** What narrows a set of more actions than this is to name the actions; their resource types would say little. */
const MOST_ACTIONS = 20;
/** Resource types that are named of a set, those of the most actions first. */
const MOST_TYPES = 2;

/** The resource types to which sets of actions can be narrowed, and the table of these types. */
export function narrowings(
  sets: readonly IndexSet[],
  catalog: Catalog,
): Pick<Assessment, 'resourceTypes' | 'narrowings'> {
  const resourceTypes: string[] = [];
  const positions = new Map<number, number>();
  const positionOf = (type: number): readonly number[] => {
    let position = positions.get(type);
    if (position === undefined) {
      const described = catalog.resourceType(type);
      if (described === undefined) return [];
      position = resourceTypes.push(`${described.service}:${described.name}`) - 1;
      positions.set(type, position);
    }
    return [position];
  };
  // Of equals the plainest: an object before an object of an access point.
  const lengthOf = (type: number): number => catalog.resourceType(type)?.name.length ?? 0;
  const narrowed = sets.map((set) => {
    if (set.hasMoreThan(MOST_ACTIONS)) return '';
    const counts = new Map<number, number>();
    let without = 0;
    for (const action of set.indexes()) {
      const { required, optional } = catalog.requirement(action);
      const types = required.length > 0 ? required : optional;
      if (types.length === 0) without++;
      for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    const types = [...counts]
      .sort(([a, more], [b, fewer]) => fewer - more || lengthOf(a) - lengthOf(b))
      .slice(0, MOST_TYPES);
    return types.flatMap(([type]) => positionOf(type)).join() + (without === 0 ? '' : `!${without}`);
  });
  return { resourceTypes, narrowings: narrowed };
}
