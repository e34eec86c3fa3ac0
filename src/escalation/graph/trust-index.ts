import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { Role } from '../../account/account.js';
import { callerTagsIn } from '../../access/own-tags.js';
import type { Actor } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import { ANY_SERVICE } from '../../policy/request/context-of-principal.js';
import { callsOf, type AssumingAction } from '../../policy/statement-action.js';
import { admittedBy, type AdmittedCallers } from './admitted-callers.js';
import { memoised } from './grouped.js';
import { OutsiderCollector, type MissingPrincipal, type Outsider } from './outsider-collector.js';
import { RoleGuardrails, type NamedRole } from './role-guardrails.js';
import { isNamedAsService } from './service-trust.js';
import { turnsOnTags } from './role-facts.js';
import { eitherReaches, NO_TARGETS, without, type Targets } from './targets.js';
import { bySending, distinctSendings } from './sent-along.js';
import {
  trustStatements,
  type SendingAction,
  type TrustingRole,
  type TrustStatement,
} from './trust-statements.js';
import type { CallerDirectory } from './trusted-callers.js';
import { trustedOutsiders, type TrustedOutsider } from './trusted-outsiders.js';

/** The roles that a caller may assume as far as their trust policies go. */
export interface TrustingRoles {
  /** Roles of its own account that name it. */
  readonly named: Targets;
  /** Those of them that name it as everyone, or one of its sessions, so that its boundary need not allow it. */
  readonly beyondBoundary: Targets;
  /** Roles that also ask that its own policies allow it: those that name its account, and all of other accounts. */
  readonly delegated: Targets;
  /** What it must be allowed to do to them besides. */
  readonly sending: readonly SendingAction[];
}

/** Callers that send the same along. */
interface Admitted extends AdmittedCallers {
  readonly sending: readonly SendingAction[];
}

/** All whom one trust policy lets in. */
interface LetIn {
  readonly callers: readonly Admitted[];
  readonly outsiders: readonly TrustedOutsider[];
}

/** The roles of one account that admit the very same callers. */
interface TrustClass {
  readonly admitted: Admitted;
  readonly accountId: string | null;
  readonly roles: IndexSet;
}

/** Answers who can assume which role; roles with the same trust policy are judged together. */
export class TrustIndex {
  /** Roles by the service that may assume them, under its name in most regions. */
  private readonly byService: ReadonlyMap<string, Targets>;
  /** Roles by the ARN of the SAML identity provider that signs in to them. */
  readonly bySamlProvider: ReadonlyMap<string, Targets>;
  readonly outsiders: readonly Outsider[];
  readonly missing: readonly MissingPrincipal[];
  /** Roles on which a resource control policy says something of assuming them. */
  readonly guarded: IndexSet;
  private readonly classes: readonly TrustClass[];
  private readonly guardrails: RoleGuardrails;
  private readonly directory: CallerDirectory;
  private readonly mayTag: (caller: number) => boolean;
  private readonly classesByCaller: ReadonlyMap<number, readonly number[]>;

  constructor(
    roles: readonly (readonly [index: number, role: Role])[],
    actors: readonly Actor[],
    directory: CallerDirectory,
    organization: OrganizationPolicies | null,
    mayTag: (caller: number) => boolean,
  ) {
    this.directory = directory;
    this.mayTag = mayTag;
    this.guardrails = new RoleGuardrails(organization);
    const collector = new OutsiderCollector(directory);
    const byTrust = new Map<object, Map<object, Map<string, LetIn>>>();
    const classes = new Map<string, Omit<TrustClass, 'roles'> & { readonly members: number[] }>();
    const guarded: number[] = [];
    for (const [index, role] of roles) {
      const guardrails = this.guardrailsOn(role, 'sts:assumerole');
      if (guardrails.length > 0) guarded.push(index);
      if (role.trustPolicy === null) continue;
      const { accountId } = role;
      const key = trustKey(role, directory);
      const byGuardrails = memoised(byTrust, key, () => new Map<object, Map<string, LetIn>>());
      const byAccount = memoised(byGuardrails, guardrails, () => new Map<string, LetIn>());
      // Which tags a caller may have depends on whether the role is of its account.
      const isByAccount = callerTagsIn([...key, ...guardrails].map(({ statement }) => statement)).length > 0;
      const { callers, outsiders } = memoised(byAccount, isByAccount ? (accountId ?? '') : '', () =>
        this.letIn(role, actors, directory),
      );
      for (const admitted of callers) {
        const key = `${accountId ?? ''} ${callersKey(admitted)}`;
        memoised(classes, key, () => ({ admitted, accountId, members: [] })).members.push(index);
      }
      collector.add(index, accountId, outsiders);
    }
    this.guarded = IndexSet.of(guarded);
    this.byService = collector.byService;
    this.bySamlProvider = collector.bySamlProvider;
    this.outsiders = collector.outsiders;
    this.missing = collector.missing;
    this.classes = [...classes.values()].map(({ admitted, accountId, members }) => ({
      admitted,
      accountId,
      roles: IndexSet.of(members),
    }));
    this.classesByCaller = callersOf(this.classes);
  }

  private letIn(role: Role, actors: readonly Actor[], directory: CallerDirectory): LetIn {
    const admitted = (tags: Role['tags'] | null, asked: IndexSet | null) =>
      bySending(this.statementsOn({ ...role, tags }, 'sts:assumerole')).map((group) => ({
        ...admittedBy(group.statements, actors, directory, asked, role.accountId),
        sending: group.sending,
      }));
    const outsiders = (
      action: AssumingAction,
      tags: Role['tags'] | null,
      test: (kind: TrustedOutsider['kind']) => boolean,
    ) =>
      trustedOutsiders(this.statementsOn({ ...role, tags }, action), directory).filter(({ kind }) =>
        test(kind),
      );
    const { tags } = role;
    const callers = admitted(tags, null);
    const federated = FEDERATED_ACTIONS.flatMap((action) =>
      outsiders(action, tags, (kind) => kind === 'federated').filter((provider) =>
        callsOf(provider).includes(action),
      ),
    );
    if (!this.turnsOnTags(role))
      return {
        callers,
        outsiders: [...outsiders('sts:assumerole', tags, (kind) => kind !== 'federated'), ...federated],
      };
    const ofAccount = directory.byAccount.get(role.accountId ?? '') ?? IndexSet.empty;
    const tagging = IndexSet.of(ofAccount.indexes().filter(this.mayTag));
    return {
      callers: [
        ...callers.map((each) => among(each, (targets) => without(targets, tagging))),
        ...(tagging.isEmpty ? [] : admitted(null, tagging)),
      ],
      outsiders: [
        ...outsiders('sts:assumerole', tags, (kind) => kind !== 'federated' && kind !== 'service'),
        // Whoever passes the role may give it other tags before.
        ...outsiders('sts:assumerole', null, (kind) => kind === 'service'),
        ...federated,
      ],
    };
  }

  private turnsOnTags(role: Role): boolean {
    const { trustPolicy } = role;
    return (
      (trustPolicy?.parsed.ok === true && turnsOnTags(trustPolicy.parsed.document)) ||
      this.guardrails.turnOnTags(role)
    );
  }

  /** The roles that a service may assume, known by its name in most regions. */
  rolesTrustingService(service: string): Targets {
    const byName = this.byService.get(service) ?? NO_TARGETS;
    const asAny = this.byService.get(ANY_SERVICE);
    return asAny !== undefined && isNamedAsService(ANY_SERVICE, service)
      ? eitherReaches(byName, asAny)
      : byName;
  }

  /** What the trust policy of a role and the organisation's policies on its account say of assuming it. */
  statementsOn(role: TrustingRole & NamedRole, action: AssumingAction): readonly TrustStatement[] {
    const place = this.directory.placeOf(role.accountId);
    return [...trustStatements(role, action, place), ...this.guardrailsOn(role, action)];
  }

  /**
   * The same for one caller: tags that it can change are not known.
   * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
   */
  statementsFor(caller: number, isNeighbour: boolean, role: Role): readonly TrustStatement[] {
    const isSettled = !isNeighbour || !this.turnsOnTags(role) || !this.mayTag(caller);
    return this.statementsOn(isSettled ? role : { ...role, tags: null }, 'sts:assumerole');
  }

  /** What the organisation's policies on the account of a role, which need not be there yet, say of assuming it. */
  guardrailsOn(role: NamedRole, action: AssumingAction): readonly TrustStatement[] {
    return this.guardrails.denying(role, action);
  }

  /** The roles whose trust policies let a caller in, by what it must send along. */
  rolesTrusting(caller: number, accountId: string | null): readonly TrustingRoles[] {
    const trusting = (this.classesByCaller.get(caller) ?? []).flatMap((number) => this.classes[number] ?? []);
    return distinctSendings(trusting.map(({ admitted }) => admitted)).map((sending) =>
      rolesAmong(
        trusting.filter(({ admitted }) => admitted.sending === sending),
        caller,
        accountId,
        sending,
      ),
    );
  }
}

function rolesAmong(
  trusting: readonly TrustClass[],
  caller: number,
  accountId: string | null,
  sending: readonly SendingAction[],
): TrustingRoles {
  let named = NO_TARGETS;
  let beyondBoundary = NO_TARGETS;
  let delegated = NO_TARGETS;
  for (const trust of trusting) {
    const byName = graded(trust.admitted.named, caller, trust.roles);
    const byAccount = graded(trust.admitted.delegated, caller, trust.roles);
    if (trust.accountId === accountId) {
      named = eitherReaches(named, byName);
      const byItself = graded(trust.admitted.beyondBoundary, caller, trust.roles);
      beyondBoundary = eitherReaches(beyondBoundary, byItself);
    } else delegated = eitherReaches(delegated, byName);
    delegated = eitherReaches(delegated, byAccount);
  }
  return { named, beyondBoundary, delegated, sending };
}

/** One object for all roles with the same trust policy, wherever it stands, if it says the same of them. */
function trustKey(role: Role, { placeOf }: CallerDirectory): readonly TrustStatement[] {
  return trustStatements(role, 'sts:assumerole', placeOf(role.accountId));
}

function among(admitted: Admitted, part: (targets: Targets) => Targets): Admitted {
  const { named, beyondBoundary, delegated, sending } = admitted;
  return {
    named: part(named),
    beyondBoundary: part(beyondBoundary),
    delegated: part(delegated),
    sending,
  };
}

const FEDERATED_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

/** Equal for trust policies that admit the same callers, so that ten thousand roles open to one account are one class. */
function callersKey({ named, beyondBoundary, delegated, sending }: Admitted): string {
  return [named, beyondBoundary, delegated]
    .flatMap(({ open, conditional }) => [open.key(), conditional.key()])
    .concat(sending)
    .join('|');
}

/** The roles, graded as the caller is. */
function graded(callers: Targets, caller: number, roles: IndexSet): Targets {
  if (callers.open.has(caller)) return { open: roles, conditional: IndexSet.empty };
  return callers.conditional.has(caller) ? { open: IndexSet.empty, conditional: roles } : NO_TARGETS;
}

function callersOf(
  classes: readonly { readonly admitted: Admitted }[],
): ReadonlyMap<number, readonly number[]> {
  const byCaller = new Map<number, number[]>();
  classes.forEach(({ admitted: { named, delegated } }, number) => {
    for (const set of [named.open, named.conditional, delegated.open, delegated.conditional])
      for (const caller of set.indexes()) {
        const known = byCaller.get(caller);
        if (known === undefined) byCaller.set(caller, [number]);
        else if (known.at(-1) !== number) known.push(number);
      }
  });
  return byCaller;
}
