import { IndexSet } from '../../catalog/index-set.js';
import { append, memoised } from './grouped.js';
import { Capabilities } from './capabilities.js';
import { edge, edgeAfter, type Edge } from './edge.js';
import { joinedGroups, type Gained } from './gaining.js';
import { isAboutNewPrincipal, newPrincipalEdges } from './new-principals.js';
import { outwardEdges } from './path-edges.js';
import type { Population } from './population.js';
import type { Standing } from './standing.js';
import { leastSure } from './verdict.js';

/**
 * What somebody can do as a member of groups that it joins, and neither it nor one of the groups alone: to join a group
 * is to become it, so that the rest is followed from there. What it can do as it is must be handed over.
 */
export function edgesOfJoining(before: readonly Edge[], change: Gained, standing: Standing): readonly Edge[] {
  const ofGroups = edgesOfGroups(joinedGroups(change), change.capabilities.population, standing);
  const own = byPath(before);
  return edgesFrom(change.capabilities, standing)
    .flatMap((each) => beyond(each, [...(own.get(each.path) ?? []), ...(ofGroups.get(each.path) ?? [])]))
    .map((each) => edgeAfter(each, change.steps));
}

type EdgesByPath = ReadonlyMap<string, readonly Edge[]>;

/** Many may join the same groups. */
const known = new WeakMap<Population, Map<string, EdgesByPath>>();

function edgesOfGroups(groups: IndexSet, population: Population, standing: Standing): EdgesByPath {
  const ofSets = memoised(known, population, () => new Map<string, EdgesByPath>());
  return memoised(ofSets, groups.key(), () =>
    byPath(
      groups.indexes().flatMap((group) => {
        const actor = population.actors[group];
        if (actor === undefined) return [];
        const access = standing.reader.accessOf(actor);
        return edgesFrom(new Capabilities(access, group, population), standing);
      }),
    ),
  );
}

function edgesFrom(capabilities: Capabilities, standing: Standing): readonly Edge[] {
  const { access, self, population } = capabilities;
  return [...newPrincipalEdges(access, self, population), ...outwardEdges(capabilities, standing)];
}

function byPath(edges: readonly Edge[]): EdgesByPath {
  const found = new Map<string, Edge[]>();
  for (const each of edges) append(found, each.path, each);
  return found;
}

/** An edge as far as those of the same path do not lead to the same targets as surely. */
function beyond(
  { path, verdict, outcome, targets, needs, further }: Edge,
  others: readonly Edge[],
): readonly Edge[] {
  const asSure = others.filter((each) => leastSure([each.verdict, verdict]) === verdict);
  if (isAboutNewPrincipal({ path }) && asSure.length > 0) return [];
  const left = targets.minus(IndexSet.unionOf(asSure.map((each) => each.targets)));
  return left.isEmpty ? [] : [edge(path, verdict, outcome, left, needs, [], further)];
}
