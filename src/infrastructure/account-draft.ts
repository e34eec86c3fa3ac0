import type { Jurisdiction } from './jurisdiction.js';
import type { DraftPolicy, DraftPrincipal, DraftProblem, DraftResourcePolicy } from './draft.js';
import type { Place } from './place.js';

type PrincipalType = DraftPrincipal['type'];

/** What a file declares of a principal. */
export interface DeclaredPrincipal {
  readonly name: string;
  readonly path?: string;
  /** Where it is known; otherwise it is put together from the path and the name. */
  readonly arn?: string;
  readonly place: Place;
  readonly tags?: DraftPrincipal['tags'];
}

/** Gathers what one file says of the IAM of an account, in any order. */
export class AccountDraft {
  readonly jurisdiction: Jurisdiction;
  readonly policies: DraftPolicy[] = [];
  readonly resourcePolicies: DraftResourcePolicy[] = [];
  private readonly ownPrincipals: DraftPrincipal[] = [];
  readonly problems: DraftProblem[] = [];
  private readonly byName = new Map<string, DraftPrincipal>();
  private readonly sharedNames = new Set<string>();
  private readonly policiesByArn = new Map<string, DraftPolicy>();
  private readonly unknownValues = new Map<string, Place>();
  private readonly undecidedConditions = new Map<string, Place>();
  private readonly notMade = new Map<string, Place>();
  private readonly openChoices = new Map<string, Place>();

  constructor(jurisdiction: Jurisdiction) {
    this.jurisdiction = jurisdiction;
  }

  /** Adds a principal that the file declares. */
  declare(type: PrincipalType, declared: DeclaredPrincipal): DraftPrincipal {
    return this.add(type, declared, true);
  }

  /** The principal of a name; one of which nothing else is known where the file does not declare it. */
  named(type: PrincipalType, name: string, place: Place): DraftPrincipal {
    return this.byName.get(nameKey(type, name)) ?? this.add(type, { name, place }, false);
  }

  /** Whether the file declares several principals of the type and the name of one, as for several accounts. */
  sharesName({ type, name }: DraftPrincipal): boolean {
    return this.sharedNames.has(nameKey(type, name));
  }

  get principals(): readonly DraftPrincipal[] {
    return this.ownPrincipals;
  }

  /** Takes out a principal that another draft declares. */
  release(principal: DraftPrincipal): void {
    const index = this.ownPrincipals.indexOf(principal);
    if (index >= 0) this.ownPrincipals.splice(index, 1);
  }

  /** Adds a managed policy. */
  addPolicy(policy: Omit<DraftPolicy, 'arn' | 'path'> & { arn?: string | null; path?: string }): DraftPolicy {
    const path = policy.path ?? '/';
    const arn = policy.arn ?? this.arnOf('policy', path, policy.name);
    const added: DraftPolicy = { ...policy, path, arn };
    this.policies.push(added);
    if (!this.policiesByArn.has(arn)) this.policiesByArn.set(arn, added);
    return added;
  }

  /** Adds the policy of a resource. */
  addResourcePolicy(policy: DraftResourcePolicy): void {
    this.resourcePolicies.push(policy);
  }

  policyOfArn(arn: string): DraftPolicy | undefined {
    return this.policiesByArn.get(arn);
  }

  arnOf(type: PrincipalType | 'policy' | 'instance-profile', path: string, name: string): string {
    const { partition, accountId } = this.jurisdiction;
    return `arn:${partition}:iam::${accountId}:${type}${path}${name}`;
  }

  /** Notes that a part of the file is left out. */
  problem(what: string, place: Place, reason: string): void {
    this.problems.push({ what, place, reason });
  }

  /** Notes values that count as fixed values because they are not known. */
  noteUnknown(names: readonly string[], place: Place): void {
    for (const name of names) if (!this.unknownValues.has(name)) this.unknownValues.set(name, place);
  }

  /** The values that are not known, each with a place where it is used. */
  get unknown(): ReadonlyMap<string, Place> {
    return this.unknownValues;
  }

  /** Notes a condition of which it is not known whether it holds. */
  noteUndecided(name: string, place: Place): void {
    this.undecidedConditions.set(name, place);
  }

  get undecided(): ReadonlyMap<string, Place> {
    return this.undecidedConditions;
  }

  /** Notes something of IAM that is not made because a condition does not hold. */
  noteLeftOut(name: string, place: Place): void {
    this.notMade.set(name, place);
  }

  get leftOut(): ReadonlyMap<string, Place> {
    return this.notMade;
  }

  /** Notes a document that is one of several, of which it is not known which. */
  noteChoice(name: string, place: Place): void {
    this.openChoices.set(name, place);
  }

  get choices(): ReadonlyMap<string, Place> {
    return this.openChoices;
  }

  private add(type: PrincipalType, declared: DeclaredPrincipal, isDeclared: boolean): DraftPrincipal {
    const { name, path = '/', place, tags = [] } = declared;
    const principal: DraftPrincipal = {
      type,
      name,
      path,
      arn: declared.arn ?? this.arnOf(type, path, name),
      place,
      tags,
      isDeclared,
      trust: null,
      inline: [],
      attached: [],
      boundary: null,
      groups: new Set(),
      instanceProfiles: [],
    };
    this.ownPrincipals.push(principal);
    const key = nameKey(type, name);
    if (!this.byName.has(key)) this.byName.set(key, principal);
    else this.sharedNames.add(key);
    return principal;
  }
}

function nameKey(type: PrincipalType, name: string): string {
  return `${type} ${name.toLowerCase()}`;
}
