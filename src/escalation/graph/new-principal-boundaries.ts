import type { EffectiveAccess } from '../../access/effective-access.js';
import { parseArn } from '../../account/arn.js';
import { actionTargets } from './action-targets.js';
import { ArnIndex } from './arn-index.js';
import { testsOfBoundary, withBoundary } from './boundary-choice.js';
import { REWRITING_POLICY } from './capabilities.js';
import { BOUNDARY_MEANS } from './lifting.js';
import type { Population } from './population.js';
import { conditionally, eitherReaches, NO_TARGETS, reachesNothing, type Targets } from './targets.js';

/** A boundary with which somebody may be made. */
export interface BoundaryAtFirst {
  /** Null for none. */
  readonly arn: string | null;
  /** Whether it keeps something from whoever has it until it is taken off. */
  readonly holdsBack: boolean;
}

/** How whoever made a principal takes off the boundary that it had to be made with. */
export interface Freeing {
  readonly action: string;
  /** The boundary that requests for it name: the one there is, or the one put in its place. */
  readonly boundary: string | null;
  /** What requests for it are made on: the principal, or the policy of the boundary. */
  readonly index: ArnIndex;
  /** The principals that it frees. */
  readonly targets: Targets;
}

const WITHOUT_BOUNDARY: readonly BoundaryAtFirst[] = [{ arn: null, holdsBack: false }];

/**
 * The boundaries with which somebody may be made: none, those that keep nothing from it, and those that the statements
 * ask for by name.
 *
 * @param making - what makes them and gives them everything
 */
export function boundariesAtFirst(
  access: EffectiveAccess,
  { attachable }: Population,
  making: readonly string[],
): readonly BoundaryAtFirst[] {
  const asked = testsOfBoundary(access, access.catalog.setOf(making));
  if (asked.length === 0) return WITHOUT_BOUNDARY;
  const harmless = attachable.harmlessBoundaries(access.actor);
  const named = new Set(asked.flatMap(({ values }) => values.filter((value) => !/[*?]|\$\{/.test(value))));
  return [
    ...WITHOUT_BOUNDARY,
    ...harmless.map((arn) => ({ arn, holdsBack: false })),
    ...[...named]
      .filter((arn) => arn.startsWith('arn:') && !harmless.includes(arn))
      .map((arn) => ({ arn, holdsBack: true })),
  ];
}

/** The actions that take the boundary off principals of a type. */
export function takingOff(type: string): readonly string[] {
  return type === 'user' || type === 'role' ? BOUNDARY_MEANS[type].map(({ action }) => action) : [];
}

/**
 * How a boundary is taken off principals: with the actions for that, by one that keeps nothing from them in its place,
 * or by a new version of its policy.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 *
 * @param index - the principals, which have the boundary
 */
export function freeings(
  type: string,
  access: EffectiveAccess,
  { attachable }: Population,
  index: ArnIndex,
  boundary: string,
): readonly Freeing[] {
  if (type !== 'user' && type !== 'role') return [];
  const { catalog, actor } = access;
  const on = (action: string, among: ArnIndex, named: string | null): Targets =>
    actionTargets(access, catalog.actionIndex(action) ?? -1, among, (entry) => withBoundary(entry, named));
  const byRequest = BOUNDARY_MEANS[type].flatMap(({ action }) =>
    (action.startsWith('iam:Put') ? attachable.harmlessBoundaries(actor) : [boundary]).map((named) => ({
      action,
      boundary: named,
      index,
      targets: on(action, index, named),
    })),
  );
  const isOwn = parseArn(boundary)?.accountId === actor.accountId;
  const policy = new ArnIndex([boundary]);
  const rewritten = isOwn ? on(REWRITING_POLICY, policy, null) : NO_TARGETS;
  const everyone: Targets = { ...NO_TARGETS, open: index.all };
  const byPolicy = {
    action: REWRITING_POLICY,
    boundary: null,
    index: policy,
    targets: rewritten.open.isEmpty ? conditionally(everyone) : everyone,
  };
  return [...byRequest, ...(reachesNothing(rewritten) ? [] : [byPolicy])].filter(
    ({ targets }) => !reachesNothing(targets),
  );
}

/** The principals that are freed in one way or another. */
export function freedBy(ways: readonly Freeing[]): Targets {
  return ways.map(({ targets }) => targets).reduce(eitherReaches, NO_TARGETS);
}
