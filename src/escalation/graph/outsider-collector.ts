import { IndexSet } from '../../catalog/index-set.js';
import { eitherText } from '../../policy/condition-text.js';
import type { Statement } from '../../policy/policy-document.js';
import { isAnyone, samePrincipalKey } from '../../policy/principal-name.js';
import { serviceName } from '../../policy/service-principal.js';
import { append, memoised } from './grouped.js';
import { askedOfProvider, isSamlProvider } from './saml-providers.js';
import { isPassedRoles, serviceTrust } from './service-trust.js';
import type { Targets } from './targets.js';
import { isMissing, type TrustedOutsider } from './trusted-outsiders.js';
import type { CallerDirectory } from './trusted-callers.js';

/** Someone outside the input whom a role trusts. */
export interface Outsider {
  /** `*`, an ARN or an account as written, or an identity provider. */
  readonly name: string;
  readonly kind: 'anyone' | 'aws' | 'federated';
  readonly roles: Targets;
  /** Roles that a Deny keeps from it under conditions. */
  readonly heldBack: IndexSet;
  /** How the trust policy of one of the roles lets it in. */
  readonly entryTo: (role: number) => Entry;
}

/** How a trust policy lets someone in. */
export interface Entry {
  readonly statements: readonly Statement[];
  /** What must be so, in words; empty if nothing. */
  readonly conditions: readonly string[];
}

/** A statement that lets someone in, with what must be so for that, in words. */
interface Letting {
  readonly statement: Statement;
  readonly conditions: readonly string[];
}

/** A principal that roles trust and that the input lacks, though it holds others of its account. */
export interface MissingPrincipal {
  /** As written. */
  readonly name: string;
  readonly roles: readonly number[];
}

/** Roles by the name of whom they trust. */
type GradedRoles = Map<string, { readonly open: number[]; readonly conditional: number[] }>;

interface Found {
  /** As the roles name it: an account by its number or by its root. */
  readonly names: Set<string>;
  readonly kind: Outsider['kind'];
  readonly roles: Map<number, Letting[]>;
  readonly heldBack: number[];
}

/** Gathers who is trusted from outside, role by role. */
export class OutsiderCollector {
  private readonly directory: CallerDirectory;
  private readonly services: GradedRoles = new Map();
  private readonly providers: GradedRoles = new Map();
  private readonly found = new Map<string, Found>();
  private readonly missingByName = new Map<string, number[]>();

  constructor(directory: CallerDirectory) {
    this.directory = directory;
  }

  /**
   * Notes those whom one role lets in.
   *
   * @param accountId - of the role
   */
  add(role: number, accountId: string | null, outsiders: readonly TrustedOutsider[]): void {
    for (const outsider of outsiders) {
      const { kind, name } = outsider;
      if (isPassedRoles(outsider)) this.noteService(role, accountId, outsider);
      if (isSamlProvider(outsider))
        noteRole(
          this.providers,
          name,
          role,
          askedOfProvider(outsider).length + outsider.denials.length === 0,
        );
      if (kind === 'service') continue;
      if (isMissing(outsider, this.directory)) append(this.missingByName, name, role);
      else if (kind !== 'canonicalUser') this.note(role, outsider);
    }
  }

  get byService(): ReadonlyMap<string, Targets> {
    return targetsByName(this.services);
  }

  /** Roles by the ARN of the SAML identity provider that signs in to them. */
  get bySamlProvider(): ReadonlyMap<string, Targets> {
    return targetsByName(this.providers);
  }

  get missing(): readonly MissingPrincipal[] {
    return [...this.missingByName].map(([name, roles]) => ({ name, roles: [...new Set(roles)] }));
  }

  get outsiders(): readonly Outsider[] {
    return [...this.found.values()].map(({ names, kind, roles, heldBack }) => ({
      // The ARN, where there is one: the same whichever role comes first.
      name: [...names].sort().at(-1) ?? '',
      kind,
      roles: targetsOf(roles),
      heldBack: IndexSet.of(heldBack),
      entryTo: (role: number) => entryBy(roles.get(role) ?? []),
    }));
  }

  private noteService(role: number, accountId: string | null, outsider: TrustedOutsider): void {
    const { truth } = serviceTrust(outsider, accountId, this.directory.placeOf(accountId));
    if (truth === 'fails') return;
    noteRole(this.services, serviceName(outsider.name), role, truth === 'holds');
  }

  private note(role: number, outsider: TrustedOutsider): void {
    const { name, statement, conditions, isHeldBack } = outsider;
    const kind =
      isAnyone(outsider) && name.startsWith('*')
        ? 'anyone'
        : outsider.kind === 'federated'
          ? 'federated'
          : 'aws';
    const found = memoised(this.found, samePrincipalKey(outsider), (): Found => ({
      names: new Set(),
      kind,
      roles: new Map(),
      heldBack: [],
    }));
    found.names.add(name);
    append(found.roles, role, { statement, conditions });
    if (isHeldBack) found.heldBack.push(role);
  }
}

function noteRole(graded: GradedRoles, name: string, role: number, isSure: boolean): void {
  const roles = memoised(graded, name, () => ({ open: [], conditional: [] }));
  roles[isSure ? 'open' : 'conditional'].push(role);
}

function targetsByName(graded: GradedRoles): ReadonlyMap<string, Targets> {
  return new Map(
    [...graded].map(([name, roles]) => {
      const open = IndexSet.of(roles.open);
      return [name, { open, conditional: IndexSet.of(roles.conditional).minus(open) }];
    }),
  );
}

function entryBy(letting: readonly Letting[]): Entry {
  return {
    statements: [...new Set(letting.map(({ statement }) => statement))],
    conditions: eitherText(letting.map(({ conditions }) => conditions)),
  };
}

/** One statement that lets it in without a condition is enough, whatever the others ask. */
function targetsOf(roles: ReadonlyMap<number, readonly Letting[]>): Targets {
  const isFree = (letting: readonly Letting[]) => letting.some(({ conditions }) => conditions.length === 0);
  const ofThose = (wanted: boolean) =>
    IndexSet.of([...roles].flatMap(([role, letting]) => (isFree(letting) === wanted ? [role] : [])));
  return { open: ofThose(true), conditional: ofThose(false) };
}
