import type { PrincipalElement, Statement } from '../policy/policy-document.js';
import type { AssumingAction } from '../policy/statement-action.js';
import type { TrustPolicy } from './risk-kind.js';

/** One principal that a statement of a trust policy lets in. */
export interface TrustedPrincipal {
  readonly kind: 'aws' | 'service' | 'federated' | 'canonicalUser';
  /** As written; `*` for the bare wildcard. */
  readonly name: string;
  readonly statement: Statement;
  /** The calls that the statement allows and that this kind of principal makes. */
  readonly actions: readonly AssumingAction[];
  /** Keys of the tests that limit the statement, or on which a Deny depends; empty if it is unconditional. */
  readonly conditionKeys: readonly string[];
}

/** Who a principal is, without the statement it stands in. */
export type PrincipalName = Pick<TrustedPrincipal, 'kind' | 'name'>;

/**
 * Names of the domains that stand at the end of service principals, beside `amazonaws.com`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
const OTHER_DOMAINS =
  /\.(?:amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** Whether a principal stands for everyone: `*`, or the root of any account. */
export function isAnyone({ kind, name }: PrincipalName): boolean {
  return kind === 'aws' && (/^\*+$/.test(name) || /^arn:[^:]+:iam::\*+:root$/.test(name));
}

/** The account of a principal given as a number or an ARN of IAM or STS; null where it names none. */
export function accountOf({ kind, name }: PrincipalName): string | null {
  if (kind !== 'aws') return null;
  const account = /^\d{12}$/.test(name) ? name : name.split(':')[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : null;
}

/** Whether a principal belongs to an account that is neither the role's own nor known. */
export function isForeign(principal: PrincipalName, { accountId, isKnownAccount }: TrustPolicy): boolean {
  const account = accountOf(principal);
  return account !== null && account !== accountId && !isKnownAccount(account);
}

/** A service principal under the domain that it has in most regions. */
export function globalServiceName(principal: string): string {
  return principal.replace(OTHER_DOMAINS, '.amazonaws.com');
}

/** The principals of an element, one by one. */
export function principalsIn(element: PrincipalElement): readonly PrincipalName[] {
  if (element.anyone) return [{ kind: 'aws', name: '*' }];
  return (['aws', 'service', 'federated', 'canonicalUser'] as const).flatMap((kind) =>
    element[kind].map((name) => ({ kind, name })),
  );
}

/** Whether an element of a Deny names a principal: by itself, by a wildcard, or by its account. */
export function names(element: PrincipalElement, principal: PrincipalName): boolean {
  const { kind, name } = principal;
  // `{"AWS": "*"}` is the bare wildcard in another spelling.
  if (element.anyone || element.aws.includes('*')) return true;
  if (element[kind].includes('*') || element[kind].includes(name)) return true;
  const account = accountOf(principal);
  return account !== null && element.aws.some((other) => isAccount(other) && other.includes(account));
}

/** Whether a principal is an account as a whole, by its number or its root. */
function isAccount(name: string): boolean {
  return /^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(name);
}
