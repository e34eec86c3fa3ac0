import type { PrincipalElement, Statement } from '../policy-document.js';
import type { Caller } from './caller.js';

/**
 * How a statement of a resource-based policy names a caller; what else must allow depends on it.
 * `direct`: the ARN of the user, the session or the service. `role`: the ARN of the role behind a session.
 * `anyone`: a wildcard. `account`: the account as a whole, which only hands the decision to the account.
 */
export type PrincipalMatch = 'direct' | 'role' | 'anyone' | 'account' | null;

const ROOT = /^arn:[^:]+:iam::(\d{12}):root$/;
const ACCOUNT = /^\d{12}$/;

/**
 * How a statement's Principal or NotPrincipal names the caller; null if it does not. A statement without either,
 * as those of organisation policies that leave it out, is about everyone.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function matchPrincipal(
  { effect, principals, notPrincipals }: Statement,
  caller: Caller,
  hasBoundary = false,
): PrincipalMatch {
  if (principals !== null) return matchElement(principals, caller);
  if (notPrincipals === null) return 'anyone';
  // Whoever has a boundary is not spared from such a Deny, even by name.
  if (effect === 'Deny' && hasBoundary) return 'anyone';
  const named = matchElement(notPrincipals, caller);
  return named !== null && (effect === 'Allow' || isSparedBy(named, caller)) ? null : 'anyone';
}

/**
 * Whether a Deny for all but those it names leaves a caller alone: an account spares its root user, not everyone in it,
 * and a role spares none of its sessions.
 * Source: https://repost.aws/knowledge-center/explicit-deny-principle-elements-s3
 */
function isSparedBy(named: PrincipalMatch, { kind }: Caller): boolean {
  return named === 'account' ? kind === 'root' : named !== 'role';
}

function matchElement(element: PrincipalElement, caller: Caller): PrincipalMatch {
  const { kind, arn } = caller;
  // Everyone, in both spellings, is services and identity providers too.
  if (element.anyone || element.aws.includes('*')) return 'anyone';
  if (kind === 'service' || kind === 'federated')
    return element.service.includes(arn) || element.federated.includes(arn) ? 'direct' : null;
  if (element.canonicalUser.includes(arn)) return 'direct';
  const matches = element.aws.map((written) => matchWritten(written, caller));
  for (const best of ['direct', 'role', 'account'] as const) if (matches.includes(best)) return best;
  return null;
}

function matchWritten(written: string, caller: Caller): PrincipalMatch {
  const { kind, arn, accountId, roleArn } = caller;
  if (written === arn) return kind === 'role' ? 'role' : kind === 'root' ? 'account' : 'direct';
  if (kind === 'assumedRole' && roleArn !== null && isSameRole(written, roleArn)) return 'role';
  const account = ACCOUNT.test(written) ? written : ROOT.exec(written)?.[1];
  return account !== undefined && account === accountId ? 'account' : null;
}

/** A session's ARN does not hold its role's path, so the role's name decides. */
function isSameRole(written: string, roleArn: string): boolean {
  const [prefix = '', path] = written.split(':role/');
  const [ownPrefix = '', name = ''] = roleArn.split(':role/');
  return path !== undefined && prefix === ownPrefix && path.slice(path.lastIndexOf('/') + 1) === name;
}
