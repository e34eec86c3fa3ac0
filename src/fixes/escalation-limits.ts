import { IndexSet } from '../catalog/index-set.js';
import type { Catalog } from '../catalog/catalog.js';
import type { AccessLevel } from '../catalog/compiled-catalog.js';
import { reportedPaths, type ReportedPath } from '../escalation/reported-paths.js';
import type { Risk } from './judged-document.js';
import type { Limits } from './limit-actions.js';

/** Levels of actions that only look. */
const LOOKING: ReadonlySet<AccessLevel> = new Set(['List', 'Read']);

/**
 * Limits that close escalation paths by as few actions as will do: where a role is passed, by naming the role and the
 * services; else by naming the users, roles or policies of IAM; else by whatever can be named. Of a path none of whose
 * actions works on a named resource, one action is left out. Paths by which a role is passed come first, lest they
 * be closed by what comes after; then those of a single action, for what closes them may close longer ones too.
 */
export function escalationLimits(risk: Risk, catalog: Catalog): Limits {
  const paths = [...pathsOf(risk, catalog)].sort(
    (first, second) =>
      Number(second.passesRole) - Number(first.passesRole) || first.required.length - second.required.length,
  );
  const { passRole } = reportedPaths(catalog);
  let narrowed = IndexSet.empty;
  let removed = IndexSet.empty;
  for (const { required, actions, passesRole } of paths) {
    if (actions.intersects(narrowed) || actions.intersects(removed)) continue;
    const chosen = passesRole ? passRole : preferred(required, catalog);
    if (chosen.isEmpty) removed = removed.union(IndexSet.of(required.slice(0, 1)));
    else narrowed = narrowed.union(chosen);
  }
  const services = [
    ...new Set(paths.flatMap(({ path, passesRole }) => (passesRole ? [path.passedTo ?? ''] : []))),
  ];
  return { narrowed, removed, passedTo: services.length === 0 ? null : services.sort() };
}

/** One action of each path, to be left out altogether. */
export function escalationRemovals(risk: Risk, catalog: Catalog): Limits {
  const { narrowed, removed } = escalationLimits(risk, catalog);
  return { narrowed: IndexSet.empty, removed: narrowed.union(removed), passedTo: null };
}

function pathsOf({ members }: Risk, catalog: Catalog): readonly ReportedPath[] {
  if (members instanceof IndexSet) return [];
  return reportedPaths(catalog).paths.filter(({ path }) => members.has(path.id));
}

/**
 * The action of a path that is best confined: the first that does something, for whoever may do the rest does not need
 * to look first.
 */
function preferred(required: readonly number[], catalog: Catalog): IndexSet {
  const iam = catalog.service('iam');
  const restrictable = required.filter((action) => catalog.restrictable.has(action));
  const effective = restrictable.filter((action) => !LOOKING.has(catalog.accessLevel(action)));
  const eligible = effective.length === 0 ? restrictable : effective;
  const ofIam = eligible.filter((action) => iam !== undefined && action >= iam.first && action < iam.end);
  return IndexSet.of((ofIam.length === 0 ? eligible : ofIam).slice(0, 1));
}
