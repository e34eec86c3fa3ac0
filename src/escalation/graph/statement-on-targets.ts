import type { EffectiveAccess } from '../../access/effective-access.js';
import { principalKeysIn } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { ConditionTest } from '../../policy/policy-document.js';
import { reaches } from '../../policy/reach.js';
import { withConditions, type StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { memoised } from './grouped.js';
import { resourcesNamed, resourcesOf } from './statement-resources.js';
import { isFixedByTarget, isTagOfTarget, type JudgedTargets, type TargetFacts } from './target-facts.js';

/** A statement as it applies to some targets, without the tests that are known to hold for them. */
export interface StatementOnTargets {
  readonly entry: StatementReading;
  readonly targets: IndexSet;
}

const TAGGING_ACTIONS = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];

/**
 * Decides a statement's tests of the target's tags, account and boundary, target by target: it is left out where one
 * fails.
 * Where the caller can change a target's tags, the tests that these would spoil for it stay as conditions. So they do for
 * iam:PassRole, of which AWS says that tags of the role do not count reliably.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 */
export function onTargets(
  entry: StatementReading,
  access: EffectiveAccess,
  action: number,
  index: ArnIndex,
): readonly StatementOnTargets[] {
  const { facts } = index;
  if (entry.conditions.length === 0 || facts === null) return [{ entry, targets: index.all }];
  const name = access.catalog.actionName(action);
  const tests = entry.conditions.filter(({ key }) => isFixedByTarget(key, name));
  if (tests.length === 0) return [{ entry, targets: index.all }];
  if (name === 'iam:PassRole') return onPassedRoles(entry, tests, access, index, facts);
  let all = index.all;
  let none = IndexSet.empty;
  for (const test of tests) {
    const { holds, fails } = judged(test, entry, access, facts);
    // Tags can be made to fit an Allow and to escape a Deny.
    const changeable = isTagOfTarget(test.key) ? taggable(access, index, facts) : IndexSet.empty;
    const isAllow = entry.statement.effect === 'Allow';
    all = all.intersect(isAllow ? holds : holds.minus(changeable));
    none = none.union(isAllow ? fails.minus(changeable) : fails);
  }
  const others = entry.conditions.filter((test) => !tests.includes(test));
  return [
    { entry: withConditions(entry, others), targets: all },
    { entry, targets: index.all.minus(all).minus(none) },
  ].filter(({ targets }) => !targets.isEmpty);
}

/** An Allow that the tags of a role fail, as the file has them, depends on them even where one without tags passes. */
function onPassedRoles(
  entry: StatementReading,
  tests: readonly ConditionTest[],
  access: EffectiveAccess,
  index: ArnIndex,
  facts: TargetFacts,
): readonly StatementOnTargets[] {
  const failing = tests.filter(({ key }) => isTagOfTarget(key));
  if (entry.statement.effect === 'Deny' || failing.length === 0) return [{ entry, targets: index.all }];
  const fails = IndexSet.unionOf(failing.map((test) => judged(test, entry, access, facts).fails));
  return [
    { entry, targets: index.all.minus(fails) },
    { entry: { ...entry, limits: failing }, targets: fails },
  ].filter(({ targets }) => !targets.isEmpty);
}

/** For whom a test holds and for whom it fails, whatever tags the caller gives itself to be compared with. */
function judged(
  test: ConditionTest,
  { statement, variablesKnown }: StatementReading,
  { context }: EffectiveAccess,
  facts: TargetFacts,
): JudgedTargets {
  const { otherTags = null } = context;
  const { holds, fails } = facts.judge(test, context, variablesKnown);
  if (otherTags === null || principalKeysIn(test.values).length === 0) return { holds, fails };
  const other = facts.judge(test, otherTags, variablesKnown);
  return statement.effect === 'Allow'
    ? { holds, fails: fails.intersect(other.fails) }
    : { holds: holds.intersect(other.holds), fails };
}

const known = new WeakMap<EffectiveAccess, WeakMap<ArnIndex, IndexSet>>();

/**
 * The entries of an index whose tags the caller may be able to change: IAM lets nobody change those of other accounts.
 * Conditions, its boundary and guardrails are left aside: of an entry that is counted in wrongly the tests only stay.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function taggable(access: EffectiveAccess, index: ArnIndex, facts: TargetFacts): IndexSet {
  const ofAccess = memoised(known, access, () => new WeakMap<ArnIndex, IndexSet>());
  return memoised(ofAccess, index, () =>
    IndexSet.unionOf(TAGGING_ACTIONS.map((name) => possibleTargets(access, name, index))).intersect(
      facts.ofAccount(access.actor.accountId),
    ),
  );
}

function possibleTargets(access: EffectiveAccess, name: string, index: ArnIndex): IndexSet {
  const action = access.catalog.actionIndex(name);
  if (action === undefined || !reaches(access.reach, action)) return IndexSet.empty;
  const allowed = access.allows
    .filter(({ actions }) => actions.has(action))
    .map((entry) => resourcesNamed(entry, access, index));
  const denied = access.denies
    .filter(({ actions, conditions }) => actions.has(action) && conditions.length === 0)
    .map((entry) => resourcesOf(entry, access, index, 'constant'));
  return IndexSet.unionOf(allowed).minus(IndexSet.unionOf(denied));
}
