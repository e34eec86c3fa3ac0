import { IndexSet } from '../../catalog/index-set.js';
import type { PrincipalElement } from '../../policy/policy-document.js';
import type { ArnIndex } from './arn-index.js';
import { memoised } from './grouped.js';
import type { KnownCallers } from './known-callers.js';
import type { TrustStatement } from './trust-statements.js';

/** Principals of the input that a statement is about. */
export interface Callers {
  /** Named by their ARN, or as everyone: in the role's own account they need nothing else. */
  readonly named: IndexSet;
  /** Those of them that are named as everyone. */
  readonly anyone: IndexSet;
  /** Roles of which single sessions are named: whoever assumes such a role chooses the name of its session. */
  readonly bySession: IndexSet;
  /** Members of accounts named as a whole: these need their own policies to allow it. */
  readonly delegated: IndexSet;
}

/** Who is who among the principals of the input. */
export interface CallerDirectory extends KnownCallers {
  readonly arns: ArnIndex;
  /** Everyone: users, roles, and groups as whoever is put into them. */
  readonly everyone: IndexSet;
  readonly byAccount: ReadonlyMap<string, IndexSet>;
  /** Principals by their unique id. */
  readonly byId: ReadonlyMap<string, number>;
  /** Roles by account and name, as session ARNs give them. */
  readonly rolesByName: ReadonlyMap<string, number>;
  /** Users, and groups as whoever is put into them. */
  readonly users: IndexSet;
  readonly bounded: IndexSet;
  readonly serviceLinked: IndexSet;
}

const ACCOUNT = /^\d{12}$/;
const ROOT = /^arn:[^:]+:iam::(\d{12}|\*+):root$/;
const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/;
const EVERYONE = /^\*+$/;

const NOBODY: Callers = {
  named: IndexSet.empty,
  anyone: IndexSet.empty,
  bySession: IndexSet.empty,
  delegated: IndexSet.empty,
};

const known = new WeakMap<CallerDirectory, WeakMap<TrustStatement, Callers>>();

/** Whom of the input a statement's Principal or NotPrincipal is about. */
export function callersIn(trust: TrustStatement, directory: CallerDirectory): Callers {
  const ofDirectory = memoised(known, directory, () => new WeakMap<TrustStatement, Callers>());
  return memoised(ofDirectory, trust, () => findCallers(trust, directory));
}

function findCallers({ statement, isGuardrail }: TrustStatement, directory: CallerDirectory): Callers {
  const { effect, principals, notPrincipals } = statement;
  if (principals !== null) {
    const callers = callersOfElement(principals, directory);
    // Organisation policies do not bind the roles that AWS services make for themselves.
    return isGuardrail ? { ...callers, named: callers.named.minus(directory.serviceLinked) } : callers;
  }
  if (notPrincipals === null) return NOBODY;
  const spared = callersOfElement(notPrincipals, directory);
  if (effect === 'Allow') {
    const anyone = directory.everyone.minus(spared.named).minus(spared.delegated);
    return { ...NOBODY, named: anyone, anyone };
  }
  // An account that is spared from a Deny spares its root user, not everyone in it, and nobody who has a boundary. A
  // role spares none of its sessions: https://repost.aws/knowledge-center/explicit-deny-principle-elements-s3
  const sessions = callersOfElement(
    { ...notPrincipals, aws: notPrincipals.aws.filter((principal) => SESSION.test(principal)) },
    directory,
  );
  const bySession = sessions.bySession.minus(directory.bounded);
  const users = spared.named.intersect(directory.users).minus(directory.bounded);
  const left = spared.anyone.minus(directory.bounded).union(users);
  return {
    ...NOBODY,
    named: directory.everyone.minus(left.union(bySession)),
    bySession: bySession.minus(left),
  };
}

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function callersOfElement(element: PrincipalElement, directory: CallerDirectory): Callers {
  let { named, bySession, delegated } = NOBODY;
  const isAnyone = element.anyone || element.aws.some((principal) => EVERYONE.test(principal));
  if (isAnyone) named = directory.everyone;
  for (const principal of element.aws) {
    const account = ACCOUNT.test(principal) ? principal : ROOT.exec(principal)?.[1];
    const session = SESSION.exec(principal);
    if (EVERYONE.test(principal)) continue;
    if (account !== undefined)
      delegated = delegated.union(
        (ACCOUNT.test(account) ? directory.byAccount.get(account) : directory.everyone) ?? IndexSet.empty,
      );
    else if (session === null) named = named.union(knownPrincipal(principal, directory));
    else {
      const role = directory.rolesByName.get(`${session[1] ?? ''} ${session[2] ?? ''}`);
      if (role !== undefined) bySession = bySession.union(IndexSet.of([role]));
    }
  }
  const anyone = isAnyone ? directory.everyone : IndexSet.empty;
  return { named, anyone, bySession: bySession.minus(named), delegated };
}

function knownPrincipal(principal: string, directory: CallerDirectory): IndexSet {
  const single = directory.byId.get(principal);
  return single === undefined ? directory.arns.named(principal) : IndexSet.of([single]);
}

/** Whether a principal given by its ARN, its session's ARN or its unique id is in the input. */
export function isInInput(principal: string, directory: CallerDirectory): boolean {
  const session = SESSION.exec(principal);
  return session === null
    ? !knownPrincipal(principal, directory).isEmpty
    : directory.rolesByName.has(`${session[1] ?? ''} ${session[2] ?? ''}`);
}
