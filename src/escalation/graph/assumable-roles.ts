import type { EffectiveAccess } from '../../access/effective-access.js';
import { actionTargets, undeniedTargets } from './action-targets.js';
import type { ArnIndex } from './arn-index.js';
import { allReach, bothReach, eitherReaches, NO_TARGETS, reachesNothing, type Targets } from './targets.js';
import type { TrustIndex, TrustingRoles } from './trust-index.js';

/**
 * Roles whose trust policy admits a principal and that its own policies let it assume, with what they ask to be sent
 * along. A role of the same account that names the principal itself needs no Allow of the principal's own.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html and,
 * for boundaries, https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
 *
 * @param self - number of the principal
 */
export function assumableRoles(
  access: EffectiveAccess,
  self: number,
  trust: TrustIndex,
  arns: ArnIndex,
): Targets {
  const { catalog, actor } = access;
  // Resource control policies are those of the role's account, and so the trust index has counted them.
  const guardrails = access.guardrails.filter(({ kind }) => kind !== 'resourceControlPolicy');
  const bound = guardrails.length === access.guardrails.length ? access : { ...access, guardrails };
  let assumable = NO_TARGETS;
  for (const roles of trust.rolesTrusting(self, actor.accountId)) {
    const usable = ['sts:AssumeRole', ...roles.sending].map((name) => {
      const action = catalog.actionIndex(name);
      return action === undefined ? NO_TARGETS : usableOn(roles, bound, action, arns);
    });
    assumable = eitherReaches(assumable, allReach(usable));
  }
  return assumable;
}

/** Those of the roles that the principal can use an action on, which their trust policies permit. */
function usableOn(
  { named, beyondBoundary, delegated }: TrustingRoles,
  access: EffectiveAccess,
  action: number,
  arns: ArnIndex,
): Targets {
  let targets = NO_TARGETS;
  if (!reachesNothing(delegated)) targets = bothReach(delegated, actionTargets(access, action, arns));
  if (!reachesNothing(named))
    targets = eitherReaches(targets, bothReach(named, undeniedTargets(access, action, arns)));
  if (access.boundary !== 'none' && !reachesNothing(beyondBoundary))
    targets = eitherReaches(targets, bothReach(beyondBoundary, undeniedTargets(access, action, arns, true)));
  return targets;
}
