import type { Catalog } from '../catalog/catalog.js';
import type { EscalationPath } from './escalation-path.js';
import rows from './paths.generated.json' with { type: 'json' };

/** Every escalation path of ours, by id. */
export const ESCALATION_PATHS: readonly EscalationPath[] = rows;

const sameActions = new Map<string, string[]>();
for (const { id, sameActionsAs } of ESCALATION_PATHS) {
  if (sameActionsAs !== null) sameActions.set(sameActionsAs, [...(sameActions.get(sameActionsAs) ?? []), id]);
}

/** Ids of the paths that need the very same actions as a path and are reported with it. */
export function idsWithSameActionsAs(id: string): readonly string[] {
  return sameActions.get(id) ?? [];
}

/** Paths by id. */
type PathsById = ReadonlyMap<string, EscalationPath>;

const OURS: PathsById = byId(ESCALATION_PATHS);
const withOwn = new WeakMap<Catalog, PathsById>();

/** The paths that are looked for with a catalogue, by id. */
export function escalationPathsOf(catalog: Catalog): PathsById {
  return withOwn.get(catalog) ?? OURS;
}

/**
 * A catalogue of the same actions, with which the user's own paths are looked for beside ours. The catalogue that is
 * given stays as it is.
 */
export function withOwnPaths(catalog: Catalog, own: readonly EscalationPath[]): Catalog {
  if (own.length === 0) return catalog;
  const copy = catalog.copy();
  withOwn.set(copy, byId([...escalationPathsOf(catalog).values(), ...own]));
  return copy;
}

function byId(paths: readonly EscalationPath[]): PathsById {
  return new Map(paths.map((path) => [path.id, path]));
}
