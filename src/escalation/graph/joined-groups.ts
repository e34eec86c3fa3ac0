import { IndexSet } from '../../catalog/index-set.js';
import { append, memoised } from './grouped.js';
import { Capabilities } from './capabilities.js';
import { edge, edgeAfter, type Edge } from './edge.js';
import { joinedGroups, type Gained } from './gaining.js';
import { stepsNeeded } from './needed-steps.js';
import { isAboutNewPrincipal, newPrincipalEdges } from './new-principals.js';
import { edgesAbroad, outwardEdges } from './path-edges.js';
import type { Population } from './population.js';
import type { Standing } from './standing.js';
import { leastSure } from './verdict.js';

/**
 * What somebody can do as a member of groups that it joins, and neither it nor one of the groups alone: to join a group
 * is to become it, so that the rest is followed from there. What it can do as it is must be handed over.
 */
export function edgesOfJoining(before: readonly Edge[], change: Gained, standing: Standing): readonly Edge[] {
  const groups = joinedGroups(change);
  const { capabilities, steps } = change;
  const { access, self } = capabilities;
  // Of who is in a group that has everything, only what lies outside the account is not the group's.
  const found = groups.intersects(standing.holdEverything.open)
    ? edgesAbroad(capabilities)
    : edgesFrom(capabilities, standing);
  if (found.length === 0) return [];
  const others = [
    ...before,
    ...groups.indexes().flatMap((group) => edgesOfGroup(group, capabilities, standing)),
  ];
  return edgesBeyond(found, others).map((each) =>
    edgeAfter(each, stepsNeeded(steps, each, self, access.catalog)),
  );
}

/** What somebody can do with the policies that it puts in force for itself, and not as it is. */
export function edgesOfTakingUp(
  edgesOf: (capabilities: Capabilities) => readonly Edge[],
  before: readonly Edge[],
  { withPolicies, steps }: Gained,
): readonly Edge[] {
  if (withPolicies === null) return [];
  const { access, self } = withPolicies;
  const taken = steps.filter(({ policy }) => policy !== null);
  return edgesBeyond(edgesOf(withPolicies), before).map((each) =>
    edgeAfter(each, stepsNeeded(taken, each, self, access.catalog)),
  );
}

/** Edges as far as others of the same path do not lead to the same targets as surely. */
function edgesBeyond(edges: readonly Edge[], others: readonly Edge[]): readonly Edge[] {
  const known = byPath(others);
  return edges.flatMap((each) => beyond(each, known.get(each.path) ?? []));
}

/** Many may join the same group. */
const known = new WeakMap<Population, Map<number, readonly Edge[]>>();

function edgesOfGroup(group: number, { population }: Capabilities, standing: Standing): readonly Edge[] {
  const ofGroups = memoised(known, population, () => new Map<number, readonly Edge[]>());
  return memoised(ofGroups, group, () => {
    const actor = population.actors[group];
    if (actor === undefined) return [];
    return edgesFrom(new Capabilities(standing.reader.accessOf(actor), group, population), standing);
  });
}

function edgesFrom(capabilities: Capabilities, standing: Standing): readonly Edge[] {
  const { access, self, population } = capabilities;
  return [...newPrincipalEdges(access, self, population), ...outwardEdges(capabilities, standing)];
}

function byPath(edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> {
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
