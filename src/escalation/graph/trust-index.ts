import type { OrganizationPolicies } from '../../account/organization-policies.js';
import type { Role } from '../../account/account.js';
import { principalContext, type Actor } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { RequestContext } from '../../policy/evaluate-conditions.js';
import type { AssumingAction } from '../../policy/statement-action.js';
import { denyOnCaller } from './deny-on-caller.js';
import { memoised } from './grouped.js';
import { OutsiderCollector, type MissingPrincipal, type Outsider } from './outsider-collector.js';
import { RoleGuardrails, type NamedRole } from './role-guardrails.js';
import { conditionally, eitherReaches, NO_TARGETS, reached, without, type Targets } from './targets.js';
import { askedOfCaller, trustStatements, type TrustStatement } from './trust-statements.js';
import { callersIn, type CallerDirectory } from './trusted-callers.js';
import { trustedOutsiders, type TrustedOutsider } from './trusted-outsiders.js';

/** The roles that a caller may assume as far as their trust policies go. */
export interface TrustingRoles {
  /** Roles of its own account that name it. */
  readonly named: Targets;
  /** Those of them that name it as everyone, or one of its sessions, so that its boundary need not allow it. */
  readonly beyondBoundary: Targets;
  /** Roles that also ask that its own policies allow it: those that name its account, and all of other accounts. */
  readonly delegated: Targets;
}

/** Callers of one trust policy: as sets of principals. */
interface Admitted {
  readonly named: Targets;
  readonly beyondBoundary: Targets;
  readonly delegated: Targets;
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
  readonly byService: ReadonlyMap<string, Targets>;
  /** Roles by the ARN of the SAML identity provider that signs in to them. */
  readonly bySamlProvider: ReadonlyMap<string, Targets>;
  readonly outsiders: readonly Outsider[];
  readonly missing: readonly MissingPrincipal[];
  private readonly classes: readonly TrustClass[];
  private readonly guardrails: RoleGuardrails;
  private callersMemo: IndexSet | null = null;
  private readonly classesByCaller: ReadonlyMap<number, readonly number[]>;

  constructor(
    roles: readonly (readonly [index: number, role: Role])[],
    actors: readonly Actor[],
    directory: CallerDirectory,
    organization: OrganizationPolicies | null,
  ) {
    this.guardrails = new RoleGuardrails(organization);
    const collector = new OutsiderCollector(directory);
    const admittedByTrust = new Map<object, Map<object, Admitted>>();
    const classes = new Map<string, Omit<TrustClass, 'roles'> & { readonly members: number[] }>();
    for (const [index, role] of roles) {
      if (role.trustPolicy === null) continue;
      const byGuardrails = memoised(admittedByTrust, trustKey(role), () => new Map<object, Admitted>());
      const guardrails = this.guardrailsOn(role, 'sts:assumerole');
      const admitted = memoised(byGuardrails, guardrails, () => this.admitted(role, actors, directory));
      const { accountId } = role;
      const key = `${accountId ?? ''} ${callersKey(admitted)}`;
      const known = memoised(classes, key, () => ({ admitted, accountId, members: [] }));
      known.members.push(index);
      collector.add(index, accountId, admitted.outsiders);
    }
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

  private admitted(role: Role, actors: readonly Actor[], directory: CallerDirectory): Admitted {
    const statements = this.statementsOn(role, 'sts:assumerole');
    const outsiders = trustedOutsiders(statements, directory).filter(({ kind }) => kind !== 'federated');
    const federated = FEDERATED_ACTIONS.flatMap((action) =>
      trustedOutsiders(this.statementsOn(role, action), directory).filter(({ kind }) => kind === 'federated'),
    );
    return { ...admittedBy(statements, actors, directory), outsiders: [...outsiders, ...federated] };
  }

  /** What the trust policy of a role and the organisation's policies on its account say of assuming it. */
  statementsOn(role: Role, action: AssumingAction): readonly TrustStatement[] {
    return [...trustStatements(role, action), ...this.guardrailsOn(role, action)];
  }

  /** What the organisation's policies on the account of a role, which need not be there yet, say of assuming it. */
  guardrailsOn(role: NamedRole, action: AssumingAction): readonly TrustStatement[] {
    return this.guardrails.denying(role, action);
  }

  /** Everyone whom some role's trust policy names. */
  get callersOfRoles(): IndexSet {
    this.callersMemo ??= IndexSet.unionOf(this.classes.map(({ admitted }) => reached(admitted.named)));
    return this.callersMemo;
  }

  /** The roles whose trust policies let a caller in. */
  rolesTrusting(caller: number, accountId: string | null): TrustingRoles {
    let named = NO_TARGETS;
    let beyondBoundary = NO_TARGETS;
    let delegated = NO_TARGETS;
    for (const number of this.classesByCaller.get(caller) ?? []) {
      const trust = this.classes[number];
      if (trust === undefined) continue;
      const byName = graded(trust.admitted.named, caller, trust.roles);
      const byAccount = graded(trust.admitted.delegated, caller, trust.roles);
      if (trust.accountId === accountId) {
        named = eitherReaches(named, byName);
        const byItself = graded(trust.admitted.beyondBoundary, caller, trust.roles);
        beyondBoundary = eitherReaches(beyondBoundary, byItself);
      } else delegated = eitherReaches(delegated, byName);
      delegated = eitherReaches(delegated, byAccount);
    }
    return { named, beyondBoundary, delegated };
  }
}

/** One object for all roles with the same trust policy, wherever it stands, if it says the same of them. */
function trustKey(role: Role): object {
  return trustStatements(role, 'sts:assumerole');
}

const FEDERATED_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

/** Equal for trust policies that admit the same callers, so that ten thousand roles open to one account are one class. */
function callersKey({ named, beyondBoundary, delegated }: Admitted): string {
  return [named, beyondBoundary, delegated]
    .flatMap(({ open, conditional }) => [open.key(), conditional.key()])
    .join('|');
}

/** Whom of the input the statements let in. */
export function admittedBy(
  statements: readonly TrustStatement[],
  actors: readonly Actor[],
  directory: CallerDirectory,
): Omit<Admitted, 'outsiders'> {
  let named = NO_TARGETS;
  let beyondBoundary = NO_TARGETS;
  let delegated = NO_TARGETS;
  for (const trust of statements) {
    if (trust.statement.effect === 'Deny') continue;
    const callers = callersIn(trust, directory);
    const bySession = conditionally(passing(callers.bySession, trust, actors));
    named = eitherReaches(eitherReaches(named, passing(callers.named, trust, actors)), bySession);
    const anyone = passing(callers.anyone, trust, actors);
    beyondBoundary = eitherReaches(eitherReaches(beyondBoundary, anyone), bySession);
    delegated = eitherReaches(delegated, passing(callers.delegated, trust, actors));
  }
  for (const trust of statements) {
    if (trust.statement.effect === 'Allow') continue;
    const callers = callersIn(trust, directory);
    const admitted = reached(named).union(reached(delegated));
    const deny = (turnedAway: IndexSet) =>
      denied(turnedAway.intersect(admitted), trust, actors, directory.users);
    const whole = deny(callers.named.union(callers.delegated));
    const denials = eitherReaches(whole, conditionally(deny(callers.bySession)));
    named = afterDeny(named, denials);
    beyondBoundary = afterDeny(beyondBoundary, denials);
    delegated = afterDeny(delegated, denials);
  }
  return { named, beyondBoundary, delegated };
}

function turnsOnCaller({ byCaller, byVariable }: TrustStatement): boolean {
  return byCaller.length > 0 || byVariable.length > 0;
}

/** The callers that pass the tests of who they are. */
function passing(callers: IndexSet, trust: TrustStatement, actors: readonly Actor[]): Targets {
  const limited = trust.limits.length > 0;
  if (!turnsOnCaller(trust))
    return limited
      ? { open: IndexSet.empty, conditional: callers }
      : { open: callers, conditional: IndexSet.empty };
  return sorted(callers, actors, (actor) => {
    const { truth } = askedOfCaller(trust, contextOf(actor));
    if (truth === 'fails') return null;
    return truth === 'holds' && !limited ? 'open' : 'conditional';
  });
}

/** The callers that a Deny turns away, for certain or under conditions. */
function denied(
  callers: IndexSet,
  trust: TrustStatement,
  actors: readonly Actor[],
  users: IndexSet,
): Targets {
  if (turnsOnCaller(trust)) {
    return sorted(callers, actors, (actor) => {
      const effect = denyOnCaller(trust, contextOf(actor), actor.type === 'user');
      return effect === null ? null : effect.kind === 'always' ? 'open' : 'conditional';
    });
  }
  // It depends on nothing of the caller but whether it has access keys.
  const [fromUsers, fromRoles] = [true, false].map((hasAccessKeys) => {
    const turnedAway = hasAccessKeys ? callers.intersect(users) : callers.minus(users);
    const effect = denyOnCaller(trust, NOTHING_KNOWN, hasAccessKeys);
    if (effect === null) return NO_TARGETS;
    const all = { open: turnedAway, conditional: IndexSet.empty };
    return effect.kind === 'always' ? all : conditionally(all);
  });
  return eitherReaches(fromUsers ?? NO_TARGETS, fromRoles ?? NO_TARGETS);
}

const NOTHING_KNOWN: RequestContext = { value: () => undefined };

function sorted(
  callers: IndexSet,
  actors: readonly Actor[],
  judge: (actor: Actor) => keyof Targets | null,
): Targets {
  const members: Record<keyof Targets, number[]> = { open: [], conditional: [] };
  for (const index of callers.indexes()) {
    const actor = actors[index];
    const place = actor === undefined ? null : judge(actor);
    if (place !== null) members[place].push(index);
  }
  return { open: IndexSet.of(members.open), conditional: IndexSet.of(members.conditional) };
}

const contexts = new WeakMap<Actor, RequestContext>();

function contextOf(actor: Actor): RequestContext {
  let context = contexts.get(actor);
  if (context === undefined) {
    context = principalContext(actor);
    contexts.set(actor, context);
  }
  return context;
}

function afterDeny(admitted: Targets, denied: Targets): Targets {
  const left = without(admitted, denied.open);
  const lowered = left.open.intersect(denied.conditional);
  return { open: left.open.minus(lowered), conditional: left.conditional.union(lowered) };
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
