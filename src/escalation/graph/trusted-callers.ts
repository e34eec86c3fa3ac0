import { IndexSet } from '../../catalog/index-set.js';
import type { PrincipalElement } from '../../policy/policy-document.js';
import type { ArnIndex } from './arn-index.js';

/** Callers that a Principal element lets in. */
export interface Callers {
  /** Named by their ARN, or as everyone: in the role's own account they need nothing else. */
  readonly named: IndexSet;
  /** Members of accounts named as a whole: these need their own policies to allow it. */
  readonly delegated: IndexSet;
  /** Principals that the input does not hold, as written. */
  readonly outsiders: readonly string[];
}

/** Who is who among the principals of the input. */
export interface CallerDirectory {
  readonly arns: ArnIndex;
  /** Everyone: users, roles, and groups as whoever is put into them. */
  readonly everyone: IndexSet;
  readonly byAccount: ReadonlyMap<string, IndexSet>;
  /** Principals by their unique id. */
  readonly byId: ReadonlyMap<string, number>;
  /** Roles by account and name, as session ARNs give them. */
  readonly rolesByName: ReadonlyMap<string, number>;
}

const ACCOUNT = /^\d{12}$/;
const ROOT = /^arn:[^:]+:iam::(\d{12}|\*+):root$/;
const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;
const EVERYONE = /^\*+$/;

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustedCallers(element: PrincipalElement, directory: CallerDirectory): Callers {
  let named = IndexSet.empty;
  let delegated = IndexSet.empty;
  const outsiders: string[] = [];
  const written = element.anyone ? ['*', ...element.aws] : element.aws;
  for (const principal of written) {
    if (EVERYONE.test(principal)) {
      named = directory.everyone;
      outsiders.push('*');
      continue;
    }
    const account = ACCOUNT.test(principal) ? principal : ROOT.exec(principal)?.[1];
    if (account !== undefined) {
      const members = ACCOUNT.test(account) ? directory.byAccount.get(account) : directory.everyone;
      delegated = delegated.union(members ?? IndexSet.empty);
      if (members === undefined || !ACCOUNT.test(account)) outsiders.push(principal);
      continue;
    }
    const known = knownPrincipal(principal, directory);
    if (known.isEmpty) outsiders.push(principal);
    named = named.union(known);
  }
  return { named, delegated, outsiders };
}

function knownPrincipal(principal: string, directory: CallerDirectory): IndexSet {
  const session = SESSION.exec(principal);
  const single =
    session === null
      ? directory.byId.get(principal)
      : directory.rolesByName.get(`${session[1] ?? ''} ${session[2] ?? ''}`);
  if (single !== undefined) return IndexSet.of([single]);
  return directory.arns.named(principal);
}
