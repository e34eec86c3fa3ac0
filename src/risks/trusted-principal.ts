import { accountOf, type PrincipalName } from '../policy/principal-name.js';
import type { ConditionTest, Statement } from '../policy/policy-document.js';
import type { AssumingAction } from '../policy/statement-action.js';
import type { TrustPolicy } from './risk-kind.js';

/** One principal that a statement of a trust policy lets in. */
export interface TrustedPrincipal extends PrincipalName {
  readonly statement: Statement;
  /** The calls that the statement allows and that this kind of principal makes. */
  readonly actions: readonly AssumingAction[];
  /** The tests of each Deny that turns it away where all of them hold. */
  readonly denials: readonly (readonly ConditionTest[])[];
  /** Keys of the tests that limit the statement, or on which a Deny depends; empty if it is unconditional. */
  readonly conditionKeys: readonly string[];
}

/** Whether a principal belongs to an account that is neither that of the policy nor known. */
export function isForeign(
  principal: PrincipalName,
  { accountId, isKnownAccount }: Pick<TrustPolicy, 'accountId' | 'isKnownAccount'>,
): boolean {
  const account = accountOf(principal);
  return account !== null && account !== accountId && !isKnownAccount(account);
}
