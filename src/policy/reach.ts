import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import { closedAlternatives, removalOf } from './deny-removal.js';
import { sparesUntagged } from './condition-grade.js';
import { listByAction } from './keys-by-action.js';
import { namedDenials } from './named-denials.js';
import type { CoverageJudge } from './resource-coverage.js';
import type { StatementReading } from './statement-reading.js';

/**
 * What Allow statements give after Deny statements took away, for every action at once. The three sets are
 * disjoint; an action in none of them is out of reach.
 */
export interface Reach {
  /** On everything and unconditionally, exceptions aside. */
  readonly unrestricted: IndexSet;
  /** On everything, under limiting conditions. */
  readonly conditional: IndexSet;
  /** On named resources only, perhaps under conditions too. */
  readonly scoped: IndexSet;
  /** Actions that an unconditional Deny leaves nothing of, whether granted or not. */
  readonly denied: IndexSet;
}

const reachedActionsOf = new WeakMap<Reach, IndexSet>();

/** Every action that is reached to some extent; worked out once for each reach, because many principals share one. */
export function reachedActions(reach: Reach): IndexSet {
  let reached = reachedActionsOf.get(reach);
  if (reached === undefined) {
    reached = IndexSet.unionOf([reach.unrestricted, reach.conditional, reach.scoped]);
    reachedActionsOf.set(reach, reached);
  }
  return reached;
}

/** Whether an action is reached to some extent. */
export function reaches({ unrestricted, conditional, scoped }: Reach, action: number): boolean {
  return unrestricted.has(action) || conditional.has(action) || scoped.has(action);
}

/**
 * Computes reach over the statements given, which may stand in one policy or in several.
 *
 * @param allowsOfPolicies - the Allow statements of each policy; what the same list comes to is worked out once
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function computeReach(
  allowsOfPolicies: readonly (readonly StatementReading[])[],
  allDenies: readonly StatementReading[],
  catalog: Catalog,
  judge: CoverageJudge,
): Reach {
  const policies = allowsOfPolicies.map((allows) => listByAction(allows, catalog, judge.partition));
  const denies = listByAction(allDenies, catalog, judge.partition).filter(
    ({ conditions }) => !sparesUntagged(conditions),
  );
  const opens: Covering[] = [];
  const alls: Covering[] = [];
  const touched: IndexSet[] = [];
  let isLimited = false;
  for (const allows of policies) {
    const sum = sumOf(allows, catalog, judge);
    opens.push(sum.open);
    alls.push(sum.all);
    touched.push(sum.touched);
    isLimited ||= sum.all !== sum.open;
  }
  const open = coveredActions(opens, catalog);
  const covered = isLimited ? coveredActions(alls, catalog) : open;
  let unrestricted = open;
  let conditional = covered.minus(open);
  let scoped = IndexSet.unionOf(touched).minus(covered);
  let denied = IndexSet.empty;
  for (const deny of denies) {
    const strength = deny.denial?.kind ?? 'always';
    if (strength === 'evadable' || strength === 'confining') continue;
    const { total, narrowed } = removalOf(deny, catalog, judge);
    if (strength === 'conditional') {
      const lowered = unrestricted.intersect(total).union(unrestricted.intersect(narrowed));
      unrestricted = unrestricted.minus(lowered);
      conditional = conditional.union(lowered);
      continue;
    }
    const named = unrestricted.union(conditional).intersect(narrowed);
    unrestricted = unrestricted.minus(total).minus(named);
    conditional = conditional.minus(total).minus(named);
    scoped = scoped.union(named).minus(total);
    denied = denied.union(total);
  }
  if (denies.length > 0) {
    const reached = () => IndexSet.unionOf([unrestricted, conditional, scoped]);
    const { gone, lowered } = closedAlternatives(reached, policies, denies, catalog, judge);
    conditional = conditional.union(unrestricted.intersect(lowered)).minus(gone);
    unrestricted = unrestricted.minus(lowered).minus(gone);
    scoped = scoped.minus(gone);
    scoped = scoped.minus(namedDenials(scoped, policies, denies, catalog));
  }
  return { unrestricted, conditional, scoped, denied };
}

/** What one statement adds to reach by itself, whoever holds it. */
interface Contribution {
  readonly allow: StatementReading;
  readonly covered: IndexSet;
  readonly touched: IndexSet;
  /** Whether it covers some resource types and not all, so that others may complete it. */
  readonly partial: boolean;
}

const contributions = new WeakMap<StatementReading, Contribution>();

function contributionOf(allow: StatementReading, catalog: Catalog, judge: CoverageJudge): Contribution {
  let contribution = contributions.get(allow);
  if (contribution === undefined) {
    contribution = contribute(allow, catalog, judge);
    contributions.set(allow, contribution);
  }
  return contribution;
}

function contribute(allow: StatementReading, catalog: Catalog, judge: CoverageJudge): Contribution {
  const { coverage, actions } = allow;
  const wildcard = coverage.wildcard ? actions.minus(catalog.restrictable) : IndexSet.empty;
  if (coverage.everything) {
    const all = wildcard.union(actions.intersect(catalog.restrictable));
    return { allow, covered: all, touched: all, partial: false };
  }
  return {
    allow,
    covered: wildcard.union(judge.selection.grantable(actions, coverage.covered)),
    touched: wildcard.union(judge.selection.touchable(actions, coverage.touched)),
    partial: !coverage.covered.isEmpty,
  };
}

/** What some statements cover each by itself, and those of them that others may complete. */
interface Covering {
  readonly covered: IndexSet;
  readonly partial: readonly StatementReading[];
}

/** What the Allow statements of one policy add to reach, whatever they are joined with. */
interface Sum {
  /** Of those without a limiting condition. */
  readonly open: Covering;
  /** Of all; the same object where none is limited. */
  readonly all: Covering;
  /** Actions of which some resource, or for those without resource types the wildcard, is granted at all. */
  readonly touched: IndexSet;
}

const sums = new WeakMap<readonly StatementReading[], Sum>();

function sumOf(allows: readonly StatementReading[], catalog: Catalog, judge: CoverageJudge): Sum {
  let sum = sums.get(allows);
  if (sum === undefined) {
    const contributed = allows.map((allow) => contributionOf(allow, catalog, judge));
    const covering = (counts: (allow: StatementReading) => boolean): Covering => ({
      covered: IndexSet.unionOf(
        contributed.filter(({ allow }) => counts(allow)).map((contribution) => contribution.covered),
      ),
      partial: contributed.filter(({ allow, partial }) => partial && counts(allow)).map(({ allow }) => allow),
    });
    const open = covering(({ limits }) => limits.length === 0);
    const all = allows.some(({ limits }) => limits.length > 0) ? covering(() => true) : open;
    sum = { open, all, touched: IndexSet.unionOf(contributed.map(({ touched }) => touched)) };
    sums.set(allows, sum);
  }
  return sum;
}

/** Actions whose needs of resource types the statements, taken together, meet in full. */
function coveredActions(coverings: readonly Covering[], catalog: Catalog): IndexSet {
  const sets: IndexSet[] = [];
  const partial: StatementReading[] = [];
  for (const covering of coverings) {
    sets.push(covering.covered);
    for (const allow of covering.partial) partial.push(allow);
  }
  const covered = IndexSet.unionOf(sets);
  return partial.length > 1 ? covered.union(jointlyCovered(partial, covered, catalog)) : covered;
}

/** Actions whose required types are covered by several statements between them, none of which covers all. */
function jointlyCovered(partial: readonly StatementReading[], covered: IndexSet, catalog: Catalog): IndexSet {
  let seen = IndexSet.empty;
  let repeated = IndexSet.empty;
  for (const allow of partial) {
    const open = allow.actions.minus(covered);
    repeated = repeated.union(seen.intersect(open));
    seen = seen.union(open);
  }
  const joint = repeated.indexes().filter((action) => {
    const { required, oneOf } = catalog.requirement(action);
    const granting = partial.filter((allow) => allow.actions.has(action));
    const isCovered = (type: number) => granting.some(({ coverage }) => coverage.covered.has(type));
    return required.length > 0 && required.every(isCovered) && (oneOf.length === 0 || oneOf.some(isCovered));
  });
  return IndexSet.of(joint);
}
