import type { EffectiveAccess } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { undeniedTargets } from './action-targets.js';
import type { ArnIndex } from './arn-index.js';
import { eitherReaches, type Targets } from './targets.js';
import { ASSUMING } from './trust-statements.js';

/** What makes a role trust whom its caller likes. */
export const WRITING_TRUST: readonly string[] = ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'];

/**
 * The roles that somebody can assume whose trust policies it writes. They may name an account of its own elsewhere, where
 * nothing binds; it has to assume by itself a role on which a resource control policy says something, which may bind
 * outsiders. There it can name one of its sessions, so that its boundary need not allow it.
 *
 * @param guarded - roles on which a resource control policy says something
 */
export function onceTrusted(access: EffectiveAccess, index: ArnIndex, guarded: IndexSet): Targets {
  const byOutsiders: Targets = { open: index.all.minus(guarded), conditional: IndexSet.empty };
  return guarded.isEmpty
    ? byOutsiders
    : eitherReaches(
        byOutsiders,
        undeniedTargets(access, access.catalog.actionIndex(ASSUMING) ?? -1, index, true),
      );
}
