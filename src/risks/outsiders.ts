import { IndexSet } from '../catalog/index-set.js';
import type { ConditionTest, Statement } from '../policy/policy-document.js';
import { accountOf, isAnyone, type PrincipalName } from '../policy/principal-name.js';
import {
  admittedPrincipals,
  allowedPrincipals,
  denialsOf,
  keysOf,
  type Admitted,
} from './admitted-principals.js';
import { limitsCallers, lockOf, type Lock } from './resource-locks.js';
import { resourceUses, type ResourceUse } from './resource-uses.js';
import { unsignedUses, type UnsignedUse } from './unsigned-requests.js';
import type { ResourceEvidence, ResourcePolicy } from './risk-kind.js';

/** Someone whom the policy of a resource lets in, who may be from outside its account. */
export interface Outsider extends PrincipalName {
  readonly statement: Statement;
  readonly actions: IndexSet;
  /** The tests of each Deny that turns it away where all of them hold. */
  readonly denials: readonly (readonly ConditionTest[])[];
  /** Keys on which it depends whether it gets in; empty if it always does. */
  readonly conditionKeys: readonly string[];
}

/** Every kind asks for the same. */
const byPolicy = new WeakMap<ResourcePolicy, readonly Outsider[]>();

/**
 * Everyone and all single principals that a policy lets in. Limits that leave only the own organisation, certain
 * networks or certain accounts close it to everyone: then those of the accounts are let in by name, if any are.
 */
export function outsiders(policy: ResourcePolicy): readonly Outsider[] {
  let found = byPolicy.get(policy);
  if (found === undefined) {
    const signing = admittedPrincipals(policy.document.statements, resourceUses(policy)).flatMap((each) =>
      behindLocks(each, policy),
    );
    found = withUnsigned(signing, unsignedUses(policy));
    byPolicy.set(policy, found);
  }
  return found;
}

/** Everyone once more where requests without a signature pass what stands between others and the resource. */
function withUnsigned(signing: readonly Outsider[], unsigned: readonly UnsignedUse[]): readonly Outsider[] {
  if (unsigned.length === 0) return signing;
  const openTo = (statement: Statement): IndexSet =>
    IndexSet.unionOf(unsigned.flatMap((use) => (use.statement === statement ? [use.actions] : [])));
  const others = signing
    .map((each) => (isAnyone(each) ? { ...each, actions: each.actions.minus(openTo(each.statement)) } : each))
    .filter(({ actions }) => !actions.isEmpty);
  const everyone: PrincipalName = { kind: 'aws', name: '*' };
  return [...unsigned.map((use) => ({ ...everyone, ...use, denials: [], conditionKeys: [] })), ...others];
}

/** Whether an outsider is everyone, and no block on public access keeps everyone out. */
export function isEveryone(outsider: Outsider, { blocksPublicAccess }: ResourcePolicy): boolean {
  return isAnyone(outsider) && !blocksPublicAccess;
}

/** Groups outsiders into one piece of evidence for the unconditional and one for the conditional ones. */
export function resourceEvidence(
  found: readonly Outsider[],
  shownAs: (outsider: Outsider) => string = shownByName,
): readonly ResourceEvidence[] {
  return (['unrestricted', 'conditional'] as const).flatMap((grade) => {
    const members = found.filter(
      ({ conditionKeys }) => (conditionKeys.length === 0) === (grade === 'unrestricted'),
    );
    if (members.length === 0) return [];
    return [
      {
        grade,
        extended: false,
        trusted: ascending(members.map(shownAs)),
        actions: IndexSet.unionOf(members.map(({ actions }) => actions)),
        statements: [...new Set(members.map(({ statement }) => statement.index))].sort((a, b) => a - b),
        conditionKeys: ascending(members.flatMap(({ conditionKeys }) => conditionKeys)),
      },
    ];
  });
}

function shownByName({ name }: Outsider): string {
  return name;
}

function ascending(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function behindLocks(
  { principal, statement, uses, limits }: Admitted<ResourceUse>,
  { resource }: ResourcePolicy,
): readonly Outsider[] {
  const own = limits.filter(limitsCallers);
  const { actions } = uses;
  const entry = (each: PrincipalName, open: typeof own): Outsider => ({
    ...each,
    statement,
    actions,
    denials: denialsOf(open),
    conditionKeys: keysOf(open),
  });
  if (principal.kind !== 'aws') return [entry(principal, own)];
  const locked = own.map((limit) => ({ limit, lock: lockOf(limit) }));
  const locks = locked.flatMap(({ lock }) => lock ?? []);
  if (locks.length === 0) return [entry(principal, own)];
  const open = locked.filter(({ lock }) => lock === null).map(({ limit }) => limit);
  // What everyone may do within an organisation is open to nobody for being named by a Deny.
  if (!letsEveryoneIn(statement))
    return locks.every((lock) => opensTo(lock, principal)) ? [entry(principal, own)] : [];
  return (
    locks
      .flatMap((lock) => (isAnyone(principal) ? lock.admits : [principal]))
      .filter((each) => locks.every((lock) => admits(lock, each)))
      // An account that somebody wrote into a condition may be the own one, where that is not known.
      .filter(({ kind }) => kind !== 'aws' || resource.accountId !== null)
      .map((each) => entry(each, open))
  );
}

function letsEveryoneIn(statement: Statement): boolean {
  return allowedPrincipals(statement).some(isAnyone);
}

/** Whether a principal that the policy names may get through. */
function opensTo(lock: Lock, principal: PrincipalName): boolean {
  const account = accountOf(principal);
  return lock.isChosen || account === null || admits(lock, principal);
}

function admits(lock: Lock, principal: PrincipalName): boolean {
  const account = accountOf(principal);
  return lock.admits.some(
    (each) =>
      each.kind === principal.kind &&
      (account === null ? each.name === principal.name : accountOf(each) === account),
  );
}
