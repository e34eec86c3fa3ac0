import type { PrincipalElement, Statement } from './policy-document.js';

/** One principal as a Principal element names it. */
export interface PrincipalName {
  readonly kind: 'aws' | 'service' | 'federated' | 'canonicalUser';
  /** As written; `*` for the bare wildcard. */
  readonly name: string;
}

/** What stands in a policy in place of a user or role that was deleted: nobody can be it any more. */
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z0-9]{12,}$/;
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;
const ROLE = /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

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

/** The same for an account written as its number and as the ARN of its root; the name of anyone else. */
export function samePrincipalKey(principal: PrincipalName): string {
  const account = isAccount(principal.name) ? accountOf(principal) : null;
  return account ?? principal.name;
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
  if (element.anyone || element.aws.some((other) => isAnyone({ kind: 'aws', name: other }))) return true;
  if (element[kind].includes('*') || element[kind].includes(name)) return true;
  if (kind === 'aws' && element.aws.some((other) => isRoleOfSession(other, name))) return true;
  const account = accountOf(principal);
  return account !== null && element.aws.some((other) => isAccount(other) && other.includes(account));
}

/** Keys of those whom an element of a Deny names; null where these may be everyone. */
export function keysNamed(element: PrincipalElement): readonly string[] | null {
  const all = principalsIn(element);
  if (all.some((each) => isAnyone(each) || each.name === '*')) return null;
  return all.flatMap((each) => {
    const { kind, name } = each;
    const keys = [`${kind} ${name}`];
    const role = kind === 'aws' ? ROLE.exec(name)?.slice(1) : undefined;
    if (role !== undefined) keys.push(`role ${role.join(':')}`);
    if (kind === 'aws' && isAccount(name)) keys.push(`account ${accountOf(each) ?? ''}`);
    return keys;
  });
}

/** The keys by which elements that do not name everyone name a principal: its own, its role's, its account's. */
export function keysNaming(principal: PrincipalName): readonly string[] {
  const { kind, name } = principal;
  const keys = [`${kind} ${name}`];
  const role = kind === 'aws' ? SESSION.exec(name)?.slice(1) : undefined;
  if (role !== undefined) keys.push(`role ${role.join(':')}`);
  const account = accountOf(principal);
  if (account !== null) keys.push(`account ${account}`);
  return keys;
}

/** What a Deny with such an element leaves of a principal. */
export function spared(
  { principals, notPrincipals }: Pick<Statement, 'principals' | 'notPrincipals'>,
  principal: PrincipalName,
): readonly PrincipalName[] {
  if (principals !== null) return names(principals, principal) ? [] : [principal];
  if (notPrincipals === null) return [];
  const excepted = principalsIn(notPrincipals);
  if (excepted.some(isAnyone)) return [principal];
  // Of everyone, or of an account, those are left that are named.
  if (isAnyone(principal)) return excepted;
  if (names(notPrincipals, principal)) return [principal];
  const account = accountOf(principal);
  return isAccount(principal.name) ? excepted.filter((each) => accountOf(each) === account) : [];
}

/** Whether a principal was deleted since it was named. */
export function isDeleted({ kind, name }: PrincipalName): boolean {
  return kind === 'aws' && UNIQUE_ID.test(name);
}

/** A session's ARN does not hold the path of its role. */
function isRoleOfSession(role: string, session: string): boolean {
  const [, ...ofSession] = SESSION.exec(session) ?? [];
  const [, ...ofRole] = ROLE.exec(role) ?? [];
  return ofSession.length > 0 && ofSession.join(':') === ofRole.join(':');
}

/** Whether a principal is an account as a whole, by its number or its root. */
export function isAccount(name: string): boolean {
  return /^(?:\d{12}|arn:[^:]+:iam::\d{12}:root)$/.test(name);
}
