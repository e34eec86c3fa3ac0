import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import table from './acted-on.json' with { type: 'json' };
import { memoised } from './grouped.js';

const known = new WeakMap<Catalog, ReadonlyMap<number, IndexSet>>();

/** The resource types on which an action runs something with a role; null for actions of which nothing is said. */
function typesActedOn(catalog: Catalog, action: number): IndexSet | null {
  const byAction = memoised(known, catalog, () => {
    const numbers = new Map(
      catalog.resourceTypes.map(({ service, name }, number) => [`${service}:${name}`, number]),
    );
    return new Map(
      Object.entries(table.types).map(([name, types]) => [
        catalog.actionIndex(name) ?? -1,
        IndexSet.of(types.flatMap((type) => numbers.get(type) ?? [])),
      ]),
    );
  });
  return byAction.get(action) ?? null;
}

/** Whether an action runs something on resources of certain types. */
export function actsOnSome(catalog: Catalog, action: number): boolean {
  return typesActedOn(catalog, action) !== null;
}

/** Those of the statements that allow an action on what it runs something on; all where nothing is said of that. */
export function allowingWhereItActs(
  allows: readonly StatementReading[],
  catalog: Catalog,
  action: number,
): readonly StatementReading[] {
  const types = typesActedOn(catalog, action);
  return types === null ? allows : allows.filter(({ coverage }) => coverage.touched.intersects(types));
}

/** Whether a statement denies an action wherever it runs something. */
export function isDeniedWhereItActs(
  denies: readonly StatementReading[],
  catalog: Catalog,
  action: number,
): boolean {
  const types = typesActedOn(catalog, action);
  return (
    types !== null &&
    denies.some(
      ({ actions, denial, coverage }) =>
        actions.has(action) && (denial?.kind ?? 'always') === 'always' && coverage.covered.includes(types),
    )
  );
}
