import type { EffectiveAccess } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { reachedActions } from '../../policy/reach.js';
import { withConditions, type StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { isFixedByTarget, isTagOfTarget } from './target-facts.js';

/** A statement as it applies to some targets, without the tests that are known to hold for them. */
export interface StatementOnTargets {
  readonly entry: StatementReading;
  readonly targets: IndexSet;
}

const TAGGING_ACTIONS = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];

/**
 * Decides a statement's tests of the target's tags, account and boundary, target by target: it is left out where one
 * fails.
 * Where the caller can change tags, the tests that its tags would spoil for it stay as conditions. So they do for
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
  if (tests.length === 0 || name === 'iam:PassRole') return [{ entry, targets: index.all }];
  let all = index.all;
  let none = IndexSet.empty;
  for (const test of tests) {
    const { holds, fails } = facts.judge(test, access.context, entry.variablesKnown);
    // Tags can be made to fit an Allow and to escape a Deny.
    const isChangeable = isTagOfTarget(test.key) && canTag(access);
    const isAllow = entry.statement.effect === 'Allow';
    all = isChangeable && !isAllow ? IndexSet.empty : all.intersect(holds);
    if (!isChangeable || !isAllow) none = none.union(fails);
  }
  const others = entry.conditions.filter((test) => !tests.includes(test));
  return [
    { entry: withConditions(entry, others), targets: all },
    { entry, targets: index.all.minus(all).minus(none) },
  ].filter(({ targets }) => !targets.isEmpty);
}

const tagging = new WeakMap<EffectiveAccess, boolean>();

function canTag(access: EffectiveAccess): boolean {
  let can = tagging.get(access);
  if (can === undefined) {
    const reached = reachedActions(access.reach);
    can = TAGGING_ACTIONS.some((name) => reached.has(access.catalog.actionIndex(name) ?? -1));
    tagging.set(access, can);
  }
  return can;
}
