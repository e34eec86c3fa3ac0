import type { EffectiveAccess } from '../../access/effective-access.js';
import { parseArn } from '../../account/arn.js';
import { actionTargets } from './action-targets.js';
import { ArnIndex } from './arn-index.js';
import { MAKING_POLICY, policiesLike, policyIn, testsOfBoundary, withBoundary } from './boundary-choice.js';
import { REWRITING_POLICY } from './capabilities.js';
import { BOUNDARY_MEANS } from './lifting.js';
import { ownArnStart, withMadeUpName, withNameForBoth } from './made-up-name.js';
import type { Population } from './population.js';
import {
  conditionally,
  eitherReaches,
  NO_TARGETS,
  reached,
  reachesNothing,
  type Targets,
} from './targets.js';

/** A boundary with which somebody may be made. */
export interface BoundaryAtFirst {
  /** Null for none. */
  readonly arn: string | null;
  /** Whether it keeps something from whoever has it until it is taken off. */
  readonly holdsBack: boolean;
  /** Whether its name is made up, so that no policy has it. */
  readonly isMadeUp: boolean;
}

/** How whoever makes a principal frees it of the boundary that it has to be made with. */
export interface Freeing {
  readonly action: string;
  /** The boundary that requests for it name: the one there is, or the one put in its place. */
  readonly boundary: string | null;
  /** What requests for it are made on: the principal, or the policy of the boundary. */
  readonly index: ArnIndex;
  /** The principals that it frees. */
  readonly targets: Targets;
}

const WITHOUT_BOUNDARY: readonly BoundaryAtFirst[] = [{ arn: null, holdsBack: false, isMadeUp: false }];

/**
 * The boundaries with which somebody may be made: none, those that keep nothing from it, those that the statements ask
 * for by name, and those of the account, there or new, whose names fit what they ask for.
 *
 * @param making - what makes them and gives them everything
 */
export function boundariesAtFirst(
  access: EffectiveAccess,
  population: Population,
  making: readonly string[],
): readonly BoundaryAtFirst[] {
  const asked = testsOfBoundary(access, access.catalog.setOf(making));
  if (asked.length === 0) return WITHOUT_BOUNDARY;
  const harmless = population.attachable.harmlessBoundaries(access.actor);
  const values = [...new Set(asked.flatMap((test) => test.values))];
  const patterns = values.filter(isPattern).map((value) => policiesLike(value, access.actor));
  const there = [
    ...values.filter((value) => value.startsWith('arn:') && !isPattern(value)),
    ...patterns.flatMap((pattern) => fittingThere(pattern, access, population)),
  ];
  const madeUp = patterns
    .flatMap((pattern) => fittingNew(pattern, access))
    .filter((arn) => population.policyArns.named(arn).isEmpty);
  return [
    ...WITHOUT_BOUNDARY,
    ...harmless.map((arn) => ({ arn, holdsBack: false, isMadeUp: false })),
    ...[...new Set(there)]
      .filter((arn) => !harmless.includes(arn))
      .map((arn) => ({ arn, holdsBack: true, isMadeUp: false })),
    ...[...new Set(madeUp)].map((arn) => ({ arn, holdsBack: true, isMadeUp: true })),
  ];
}

/** Any one policy that a pattern matches, and any one that can be given a new version. */
function fittingThere(
  pattern: string,
  access: EffectiveAccess,
  { policyArns, customerPolicies }: Population,
): readonly string[] {
  const fitting = policyArns.matching(pattern, false);
  if (fitting.isEmpty) return [];
  const rewriting = access.catalog.actionIndex(REWRITING_POLICY) ?? -1;
  const rewritable = reached(actionTargets(access, rewriting, policyArns)).intersect(fitting);
  return [rewritable, fitting].flatMap((set) => {
    const [first = -1] = set.indexes();
    return customerPolicies[first]?.arn ?? [];
  });
}

/** ARNs that a pattern may match and that policies may be made under. */
function fittingNew(pattern: string, { allows, catalog, actor }: EffectiveAccess): readonly string[] {
  const making = catalog.actionIndex(MAKING_POLICY) ?? -1;
  const allowed = allows
    .filter(({ actions, coverage }) => actions.has(making) && !coverage.inverted)
    .flatMap(({ coverage }) => coverage.patterns.flatMap(({ text }) => policyIn(text) ?? []))
    .filter((resource) => !resource.includes('${'));
  const start = ownArnStart(actor);
  return [withMadeUpName(pattern), ...allowed.map((resource) => withNameForBoth(pattern, start + resource))];
}

function isPattern(value: string): boolean {
  return /[*?]|\$\{/.test(value);
}

/** The actions that take the boundary off principals of a type. */
export function takingOff(type: string): readonly string[] {
  return type === 'user' || type === 'role' ? BOUNDARY_MEANS[type].map(({ action }) => action) : [];
}

/**
 * How a boundary is taken off principals: with the actions for that, by one that keeps nothing from them in its place,
 * or by a new version of its policy. A policy that is not there yet is made so that it keeps nothing from them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 *
 * @param index - the principals, which have the boundary
 */
export function freeings(
  type: string,
  access: EffectiveAccess,
  { attachable, policyArns }: Population,
  index: ArnIndex,
  boundary: string,
  isMadeUp: boolean,
): readonly Freeing[] {
  if (type !== 'user' && type !== 'role') return [];
  const { catalog, actor } = access;
  const on = (action: string, among: ArnIndex, named: string | null): Targets =>
    actionTargets(access, catalog.actionIndex(action) ?? -1, among, (entry) => withBoundary(entry, named));
  const means = isMadeUp ? [] : BOUNDARY_MEANS[type];
  const byRequest = means.flatMap(({ action }) =>
    (action.startsWith('iam:Put') ? attachable.harmlessBoundaries(actor) : [boundary]).map((named) => ({
      action,
      boundary: named,
      index,
      targets: on(action, index, named),
    })),
  );
  const policy = new ArnIndex([boundary]);
  const isOwn = parseArn(boundary)?.accountId === actor.accountId;
  const byPolicy = (action: string): Freeing => {
    const written = on(action, policy, null);
    const everyone: Targets = { ...NO_TARGETS, open: index.all };
    const freed = written.open.isEmpty ? conditionally(everyone) : everyone;
    return { action, boundary: null, index: policy, targets: reachesNothing(written) ? NO_TARGETS : freed };
  };
  const made = byPolicy(MAKING_POLICY);
  const isThere = !policyArns.named(boundary).isEmpty;
  const written = [
    ...(isMadeUp ? [] : [byPolicy(REWRITING_POLICY)]),
    // The input may lack a policy that is there: none can be made under its name.
    ...(isThere ? [] : [isMadeUp ? made : { ...made, targets: conditionally(made.targets) }]),
  ];
  return [...byRequest, ...(isOwn ? written : [])].filter(({ targets }) => !reachesNothing(targets));
}

/** The principals that are freed in one way or another. */
export function freedBy(ways: readonly Freeing[]): Targets {
  return ways.map(({ targets }) => targets).reduce(eitherReaches, NO_TARGETS);
}
