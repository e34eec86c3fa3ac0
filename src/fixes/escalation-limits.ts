import { IndexSet } from '../catalog/index-set.js';
import type { Catalog } from '../catalog/catalog.js';
import { reportedPaths, type ReportedPath } from '../escalation/reported-paths.js';
import type { Risk } from './judged-document.js';
import type { Limits } from './limit-actions.js';

/**
 * Limits that close escalation paths by as few actions as will do: where a role is passed, by naming the role and the
 * services; else by naming the users, roles or policies of IAM; else by whatever can be named. Of a path none of whose
 * actions works on a named resource, one action is left out.
 */
export function escalationLimits(risk: Risk, catalog: Catalog): Limits {
  const paths = pathsOf(risk, catalog);
  const { passRole } = reportedPaths(catalog);
  let narrowed = IndexSet.empty;
  let removed = IndexSet.empty;
  for (const { required, actions, passesRole } of paths) {
    if (actions.intersects(narrowed) || actions.intersects(removed)) continue;
    const chosen = passesRole ? passRole : preferred(actions, catalog);
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

function preferred(actions: IndexSet, catalog: Catalog): IndexSet {
  const restrictable = actions.intersect(catalog.restrictable);
  const iam = catalog.service('iam');
  const ofIam =
    iam === undefined ? IndexSet.empty : restrictable.intersect(IndexSet.range(iam.first, iam.end));
  const [first] = (ofIam.isEmpty ? restrictable : ofIam).indexes();
  return first === undefined ? IndexSet.empty : IndexSet.of([first]);
}
