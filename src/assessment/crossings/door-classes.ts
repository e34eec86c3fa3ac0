import type { Role, StoredDocument } from '../../account/account.js';
import { placeOf, type OrganizationPolicies } from '../../account/organization-policies.js';
import { IndexSet } from '../../catalog/index-set.js';
import { memoised } from '../../escalation/graph/grouped.js';
import { RoleGuardrails } from '../../escalation/graph/role-guardrails.js';
import { eitherReaches, reachesNothing, type Targets } from '../../escalation/graph/targets.js';
import { admittedBy } from '../../escalation/graph/admitted-callers.js';
import { bySending } from '../../escalation/graph/sent-along.js';
import {
  trustStatements,
  type SendingAction,
  type TrustStatement,
} from '../../escalation/graph/trust-statements.js';
import type { Door } from './account-crossings.js';
import type { BorderIndex } from './border-index.js';
import type { BorderPopulation } from './border-population.js';
import { trustedAccounts } from './trusted-accounts.js';

/** Doors of any account that let the very same ports in, as far as their trust policies go. */
export interface DoorClass {
  readonly admitted: Targets;
  readonly doors: IndexSet;
  /** What a caller must be allowed to do to them besides, because of what they ask it to send along. */
  readonly sending: readonly SendingAction[];
  /** Places of the accounts whose principals are let in; null for any. */
  readonly places: ReadonlySet<number> | null;
}

/** A door among all ports. */
export interface NumberedDoor {
  readonly door: Door;
  readonly role: Role;
  /** Path and name of the role. */
  readonly name: string;
  /** Place of its account. */
  readonly place: number;
}

/** The doors with their trust policies, by their ports. */
export function numberedDoors(
  doorsByPlace: readonly (readonly Door[])[],
  population: BorderPopulation,
  documents: readonly StoredDocument[],
): ReadonlyMap<number, NumberedDoor> {
  const numbered = new Map<number, NumberedDoor>();
  doorsByPlace.forEach((doors, place) => {
    for (const door of doors) {
      const port = population.numbersAt(place)[door.port] ?? -1;
      const principal = population.principals[port];
      const trustPolicy = documents[door.trust] ?? null;
      if (principal?.type !== 'role') continue;
      const name = `${principal.path}${principal.name}`.slice(1);
      numbered.set(port, { door, role: { ...principal, trustPolicy }, name, place });
    }
  });
  return numbered;
}

/** Judges every distinct trust policy once, with what the organisation's policies say of its role. */
export function doorClasses(
  doors: ReadonlyMap<number, NumberedDoor>,
  population: BorderPopulation,
  { directory }: BorderIndex,
  organization: OrganizationPolicies | null,
): readonly DoorClass[] {
  const guardrails = new RoleGuardrails(organization);
  const texts = new Map<readonly TrustStatement[], string>();
  const numbers = new Map<readonly TrustStatement[], number>();
  const byTrust = new Map<
    string,
    { readonly statements: readonly TrustStatement[]; readonly ports: number[] }
  >();
  for (const [port, { role }] of doors) {
    const denying = guardrails.denying(role, 'sts:assumerole');
    const trusting = trustStatements(role, 'sts:assumerole', placeOf(organization, role.accountId));
    const key = `${memoised(numbers, trusting, () => numbers.size)} ${memoised(texts, denying, () => JSON.stringify(denying))}`;
    const statements = () => [...trusting, ...denying];
    memoised(byTrust, key, () => ({ statements: statements(), ports: [] })).ports.push(port);
  }
  const byAdmitted = new Map<string, Omit<DoorClass, 'doors'> & { readonly ports: number[] }>();
  for (const { statements: all, ports } of byTrust.values()) {
    for (const { sending, statements } of bySending(all)) {
      const accounts = trustedAccounts(statements);
      const admitted = admittedFrom(accounts, statements, population.principals, directory);
      if (reachesNothing(admitted)) continue;
      const places =
        accounts === null
          ? null
          : new Set([...accounts].flatMap((account) => population.placeOfAccount(account) ?? []));
      const key = [
        admitted.open.key(),
        admitted.conditional.key(),
        places === null ? '' : [...places].join(),
        sending.join(),
      ].join('|');
      const known = memoised(byAdmitted, key, () => ({ admitted, places, sending, ports: [] }));
      for (const port of ports) known.ports.push(port);
    }
  }
  return [...byAdmitted.values()].map(({ ports, ...found }) => ({ ...found, doors: IndexSet.of(ports) }));
}

function admittedFrom(
  accounts: ReadonlySet<string> | null,
  statements: readonly TrustStatement[],
  principals: BorderPopulation['principals'],
  directory: BorderIndex['directory'],
): Targets {
  // Nobody else can be let in, so nobody else need be looked at.
  const everyone =
    accounts === null
      ? directory.everyone
      : IndexSet.unionOf([...accounts].flatMap((account) => directory.byAccount.get(account) ?? []));
  const { named, delegated } = admittedBy(statements, principals, { ...directory, everyone }, null, null);
  // From another account being named is not enough: the caller's own policies must allow it in any case.
  return eitherReaches(named, delegated);
}
