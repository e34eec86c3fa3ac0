import { IndexSet } from '../../catalog/index-set.js';
import { reaches } from '../../policy/reach.js';
import type { Capabilities } from './capabilities.js';
import { mayShareResource } from './common-resources.js';
import { edgesTo, type Edge } from './edge.js';
import { groupEdges } from './group-edges.js';
import { memoised } from './grouped.js';
import { MAKING_INSTANCE_PROFILE, REFILLING_INSTANCE_PROFILE } from './instance-profiles.js';
import { newMemberEdges } from './new-principals.js';
import { olderVersionTargets } from './older-versions.js';
import type { Population } from './population.js';
import {
  isAboutItself,
  resolvedPaths,
  type AlsoUsed,
  type ResolvedPath,
  type ResolvedPaths,
} from './resolved-paths.js';
import { isAllowedToServices } from './service-trust.js';
import type { Standing } from './standing.js';
import {
  allReach,
  bothReach,
  conditionally,
  eitherReaches,
  NO_TARGETS,
  reached,
  reachesNothing,
  within,
  without,
  type Targets,
} from './targets.js';

/** Actions that write what a principal may do, once one can act as it. */
const REWRITING = new Set([
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
]);

/** The edges by which a principal writes its own permissions. */
export function ownEdges(capabilities: Capabilities, standing: Standing): readonly Edge[] {
  return edgesOfPaths(pathsOf(capabilities).own, capabilities, standing);
}

/** The edges that lead to others: by the other rows of the catalogue, and by assuming roles. */
export function outwardEdges(capabilities: Capabilities, standing: Standing): readonly Edge[] {
  const assuming = edgesTo(capabilities.targets('sts:AssumeRole'), 'assume role', 'become');
  return [
    ...assuming,
    ...edgesOfPaths(pathsOf(capabilities).outward, capabilities, standing),
    ...newMemberEdges(capabilities, standing),
  ];
}

/**
 * The edges of somebody who has all of its account anyway: to roles of other accounts that it can assume, as ways that
 * lead through it do not end at home.
 */
export function edgesAbroad(capabilities: Capabilities): readonly Edge[] {
  const { population, neighbours } = capabilities;
  if (population.byAccount.size < 2) return [];
  return edgesTo(without(capabilities.targets('sts:AssumeRole'), neighbours), 'assume role', 'become');
}

const leadingSomewhere = new WeakMap<Population, ResolvedPaths>();

/** The paths but for those that pass a role to a service which no role of the population trusts. */
function pathsOf({ population, access }: Capabilities): ResolvedPaths {
  return memoised(leadingSomewhere, population, () => {
    const leads = ({ trusts }: ResolvedPath): boolean =>
      trusts.length === 0 || !reached(rolesTrusting(trusts, population)).isEmpty;
    const { own, outward } = resolvedPaths(access.catalog);
    return { own, outward: outward.filter(leads) };
  });
}

function edgesOfPaths(
  paths: readonly ResolvedPath[],
  capabilities: Capabilities,
  standing: Standing,
): readonly Edge[] {
  const { reach } = capabilities.access;
  const edges: Edge[] = [];
  for (const path of paths)
    if (path.needed.every((action) => reaches(reach, action)))
      edges.push(...edgesOfPath(path, capabilities, standing));
  return edges;
}

/** The edges of a path, apart for roles that are put into an instance profile first. */
function edgesOfPath(
  resolved: ResolvedPath,
  capabilities: Capabilities,
  standing: Standing,
): readonly Edge[] {
  const candidates = narrowed(resolved, candidateTargets(resolved, capabilities), capabilities, standing);
  if (reachesNothing(candidates)) return [];
  if (resolved.path.needs['instanceProfile'] !== true)
    return edgesToCandidates(resolved, candidates, capabilities, standing);
  const { inInstanceProfile, protectedRoles } = capabilities.population;
  const edges = edgesToCandidates(resolved, within(candidates, inInstanceProfile), capabilities, standing);
  // What runs with the role already does so by a profile that is there.
  if (!resolved.passesRole || resolved.path.needs['resourceHasRole'] === true) return edges;
  // IAM refuses to put roles that AWS keeps for itself into a profile:
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
  const others = without(candidates, inInstanceProfile.union(protectedRoles));
  if (reachesNothing(others)) return edges;
  const made = edgesToCandidates(resolved, others, capabilities, standing, MAKING_INSTANCE_PROFILE);
  if (made.some(({ verdict }) => verdict !== 'conditional')) return [...edges, ...made];
  const refillable = capabilities.refillableProfiles();
  if (reachesNothing(refillable)) return [...edges, ...made];
  const exchanged = refillable.open.isEmpty ? conditionally(others) : others;
  return [
    ...edges,
    ...made,
    ...edgesToCandidates(resolved, exchanged, capabilities, standing, REFILLING_INSTANCE_PROFILE),
  ];
}

function edgesToCandidates(
  resolved: ResolvedPath,
  candidates: Targets,
  capabilities: Capabilities,
  standing: Standing,
  besides: readonly string[] = [],
): readonly Edge[] {
  if (reachesNothing(candidates)) return [];
  const { path } = resolved;
  const { catalog } = capabilities.access;
  const alsoUsed = usedItself(resolved, capabilities);
  const needs = alsoUsed?.needs ?? resolved.needs;
  const further = alsoUsed === null ? besides : [...besides, alsoUsed.action];
  let isSure = true;
  const asked =
    further.length === 0
      ? resolved.helping
      : [...resolved.helping, ...further.map((name) => catalog.actionIndex(name))];
  for (const action of asked) {
    const use = action === undefined ? null : capabilities.use(action);
    if (use === null) return [];
    isSure &&= use === 'open';
  }
  if (!mayShareResource(capabilities.access, resolved.helping)) return [];
  const targets = isSure ? candidates : conditionally(candidates);
  if (isAboutItself(path))
    return edgesRewriting(
      resolved,
      bothReach(ownTargets(resolved, targets, capabilities, standing), standing.attaining),
    );
  if (path.target === 'group') return groupEdges(path.id, targets, capabilities, standing);
  if (path.needs['boundaryNarrowerThanPolicies'] === true)
    return edgesRewriting(resolved, bothReach(targets, standing.heldBackByBoundary));
  if (resolved.targeting.some((action) => REWRITING.has(action)))
    return edgesRewriting(resolved, bothReach(targets, standing.attaining));
  return edgesTo(without(targets, capabilities.itself), path.id, 'become', needs, further);
}

function edgesRewriting({ path, needs }: ResolvedPath, rewritten: Targets): readonly Edge[] {
  return edgesTo(rewritten, path.id, 'administrator', needs);
}

/** What must be used besides, if the principal can use it; otherwise somebody else must. */
function usedItself({ alsoUsed }: ResolvedPath, capabilities: Capabilities): AlsoUsed | null {
  if (alsoUsed === null) return null;
  const action = capabilities.access.catalog.actionIndex(alsoUsed.action);
  return action === undefined || capabilities.use(action) === null ? null : alsoUsed;
}

/** Whom the path's actions reach, before what the path asks of them. */
function candidateTargets(resolved: ResolvedPath, capabilities: Capabilities): Targets {
  const { population, itself, neighbours } = capabilities;
  const all = resolved.targeting.map((action) => capabilities.targets(action));
  if (resolved.passesRole) all.push(capabilities.passable(resolved.path.passedTo ?? ''));
  if (all.length > 0) return allReach(all);
  if (resolved.path.target === 'self') return { open: itself, conditional: IndexSet.empty };
  return { open: population.roles.intersect(neighbours), conditional: IndexSet.empty };
}

/** The candidates that are as the path needs them. */
function narrowed(
  { path, trusts }: ResolvedPath,
  candidates: Targets,
  capabilities: Capabilities,
  standing: Standing,
): Targets {
  const { population, access } = capabilities;
  const { needs } = path;
  let targets = candidates;
  if (trusts.length > 0) targets = bothReach(targets, rolesTrusting(trusts, population));
  const alsoAllowed = needs['trustAlsoAllows'];
  if (Array.isArray(alsoAllowed))
    targets = within(targets, rolesAllowing(alsoAllowed.map(String), trusts, population));
  if (needs['roleNotServiceLinked'] === true) targets = without(targets, population.serviceLinked);
  if (needs['principalType'] !== undefined && needs['principalType'] !== access.actor.type) return NO_TARGETS;
  const alsoPassed = needs['alsoPassableRoleTrusts'];
  if (typeof alsoPassed === 'string') {
    const second = bothReach(
      capabilities.passable(alsoPassed),
      population.trust.rolesTrustingService(alsoPassed),
    );
    if (reached(second).isEmpty) return NO_TARGETS;
    if (second.open.isEmpty) targets = conditionally(targets);
  }
  if (needs['executionRoleTrustsPassedRole'] === true)
    targets = within(targets, IndexSet.of(reached(targets).indexes().filter(standing.canAssumeRoles)));
  return targets;
}

const trustingServices = new WeakMap<Population, Map<readonly string[], Targets>>();

function rolesTrusting(services: readonly string[], population: Population): Targets {
  const known = memoised(trustingServices, population, () => new Map<readonly string[], Targets>());
  return memoised(known, services, () =>
    services.map((service) => population.trust.rolesTrustingService(service)).reduce(eitherReaches),
  );
}

const allowingServices = new WeakMap<Population, Map<readonly string[], IndexSet>>();

/** The roles whose trust policies allow services all of some actions, besides assuming them. */
function rolesAllowing(
  actions: readonly string[],
  services: readonly string[],
  population: Population,
): IndexSet {
  const known = memoised(allowingServices, population, () => new Map<readonly string[], IndexSet>());
  return memoised(known, services, () => {
    const allows = (number: number): boolean => {
      const role = population.principals[number];
      return role?.type === 'role' && actions.every((action) => isAllowedToServices(role, action, services));
    };
    return IndexSet.of(population.roles.indexes().filter(allows));
  });
}

/** The principal itself where the path lets it write its own permissions. */
function ownTargets(
  { path }: ResolvedPath,
  targets: Targets,
  capabilities: Capabilities,
  standing: Standing,
): Targets {
  const { self, itself: myself, population } = capabilities;
  const { needs } = path;
  // Taking off a boundary or a Deny is worked out apart: it matters only for what is gained by it.
  if (needs['boundaryNarrowerThanPolicies'] === true || needs['denyPolicyAttached'] !== undefined)
    return NO_TARGETS;
  if (needs['policyVersionsAtLeast'] !== undefined) return olderVersionTargets(capabilities, standing.reader);
  if (needs['principalInGroup'] !== true) return within(targets, myself);
  // A group stands for whoever has joined it.
  const groups = population.groupsOf.get(self) ?? population.groups.intersect(myself);
  if (targets.open.intersects(groups)) return { open: myself, conditional: IndexSet.empty };
  return targets.conditional.intersects(groups) ? { open: IndexSet.empty, conditional: myself } : NO_TARGETS;
}
