import type { EffectiveAccess } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { reachedActions } from '../../policy/reach.js';
import { withConditions, type StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { isFixedByTarget } from './target-facts.js';

/** A statement as it applies to some targets, without the tests that are known to hold for them. */
export interface StatementOnTargets {
  readonly entry: StatementReading;
  readonly targets: IndexSet;
}

const TAGGING_ACTIONS = ['iam:TagRole', 'iam:TagUser', 'iam:UntagRole', 'iam:UntagUser'];

/**
 * Decides a statement's tests of the target's tags and account, target by target: it is left out where one fails.
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
  const tests =
    entry.conditions.length === 0 ? [] : entry.conditions.filter(({ key }) => isFixedByTarget(key));
  if (tests.length === 0 || facts === null || access.catalog.actionName(action) === 'iam:PassRole')
    return [{ entry, targets: index.all }];
  let all = index.all;
  let none = IndexSet.empty;
  for (const test of tests) {
    const { holds, fails } = facts.judge(test, access.context, entry.variablesKnown);
    all = all.intersect(holds);
    none = none.union(fails);
  }
  if (canTag(access)) {
    // Tags can be made to fit an Allow and to escape a Deny.
    if (entry.statement.effect === 'Allow') none = IndexSet.empty;
    else all = IndexSet.empty;
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
