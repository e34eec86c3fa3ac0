import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { EscalationPath } from './escalation-path.js';
import { escalationPathsOf, idsWithSameActionsAs } from './escalation-paths.js';

/** A path with its required actions resolved against a catalogue. */
export interface ReportedPath {
  readonly path: EscalationPath;
  /** Indexes of its required actions. */
  readonly required: readonly number[];
  /** The same as a set. */
  readonly actions: IndexSet;
  /** Whether a role is passed, so that conditions on the service passed to matter. */
  readonly passesRole: boolean;
  /** Indexes of the required actions but iam:PassRole, where a role is passed; else null. */
  readonly besidesPassing: readonly number[] | null;
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

/** All actions that any of some paths needs. */
export function requiredActions(paths: readonly ReportedPath[]): IndexSet {
  return IndexSet.unionOf(paths.map(({ actions }) => actions));
}

const resolved = new WeakMap<Catalog, ReportedPaths>();

/** Resolves the catalogue of escalation paths; a path with an action that no longer exists is left out. */
export function reportedPaths(catalog: Catalog): ReportedPaths {
  const known = resolved.get(catalog);
  if (known !== undefined) return known;
  const passRole = catalog.setOf(['iam:PassRole']);
  const all = [...escalationPathsOf(catalog).values()];
  const paths = all
    .filter((path) => path.sameActionsAs === null)
    .flatMap((path): ReportedPath[] => {
      const required = path.requiredActions.flatMap((name) => catalog.actionIndex(name) ?? []);
      if (required.length !== path.requiredActions.length) return [];
      const sameActionsAs = idsWithSameActionsAs(path.id);
      const passesRole = path.passedTo !== null && path.requiredActions.includes('iam:PassRole');
      return [
        {
          path,
          required,
          actions: IndexSet.of(required),
          passesRole,
          besidesPassing: passesRole ? required.filter((action) => !passRole.has(action)) : null,
          sameActionsAs,
        },
      ];
    });
  const actions = IndexSet.of([...passRole.indexes(), ...paths.flatMap(({ required }) => required)]);
  const result = { paths, actions, passRole };
  resolved.set(catalog, result);
  return result;
}
