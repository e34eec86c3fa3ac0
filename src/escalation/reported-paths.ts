import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import type { EscalationPath } from './escalation-path.js';
import { ESCALATION_PATHS } from './paths.generated.js';

/** A path with its required actions resolved against a catalogue. */
export interface ReportedPath {
  readonly path: EscalationPath;
  readonly required: IndexSet;
  readonly requiredIndexes: readonly number[];
  /** Whether a role is passed, so that conditions on the service passed to matter. */
  readonly passesRole: boolean;
  /** Ids of the rows that need the very same actions. */
  readonly sameActionsAs: readonly string[];
}

/** All paths that can be reported with one catalogue, and all actions any of them needs. */
export interface ReportedPaths {
  readonly paths: readonly ReportedPath[];
  readonly actions: IndexSet;
  /** Index of iam:PassRole. */
  readonly passRole: IndexSet;
}

const resolved = new WeakMap<Catalog, ReportedPaths>();

/** Resolves the catalogue of escalation paths; a path with an action that no longer exists is left out. */
export function reportedPaths(catalog: Catalog): ReportedPaths {
  const known = resolved.get(catalog);
  if (known !== undefined) return known;
  const passRole = catalog.setOf(['iam:PassRole']);
  const paths = ESCALATION_PATHS.filter((path) => path.sameActionsAs === null).flatMap((path): ReportedPath[] => {
    const required = catalog.setOf(path.requiredActions);
    if (required.size !== new Set(path.requiredActions).size) return [];
    const sameActionsAs = ESCALATION_PATHS.filter((other) => other.sameActionsAs === path.id).map((other) => other.id);
    const passesRole = path.passedTo !== null && required.intersects(passRole);
    return [{ path, required, requiredIndexes: required.indexes(), passesRole, sameActionsAs }];
  });
  const actions = paths.reduce((set, path) => set.union(path.required), passRole);
  const result = { paths, actions, passRole };
  resolved.set(catalog, result);
  return result;
}
