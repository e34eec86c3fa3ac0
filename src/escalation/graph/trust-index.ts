import type { Role } from '../../account/account.js';
import { principalContext, type Actor } from '../../access/principal-context.js';
import { IndexSet } from '../../catalog/index-set.js';
import { evaluateConditions, type RequestContext } from '../../policy/evaluate-conditions.js';
import { trustedCallers, type CallerDirectory, type Callers } from './trusted-callers.js';
import { eitherReaches, NO_TARGETS, reached, without, type Targets } from './targets.js';
import type { AssumingAction } from '../../policy/statement-action.js';
import { append } from './grouped.js';
import { trustStatements, type TrustStatement } from './trust-statements.js';

/** The roles that a caller may assume as far as their trust policies go. */
export interface TrustingRoles {
  /** Roles of its own account that name it. */
  readonly named: Targets;
  /** Roles that also ask that its own policies allow it: those that name its account, and all of other accounts. */
  readonly delegated: Targets;
}

/** Someone outside the input whom a role trusts. */
export interface Outsider {
  /** `*`, an ARN or an account as written, or an identity provider. */
  readonly name: string;
  readonly kind: 'anyone' | 'aws' | 'federated';
  readonly roles: Targets;
}

/** Callers of one trust policy: as sets of principals. */
interface Admitted {
  readonly named: Targets;
  readonly delegated: Targets;
  readonly outsiders: readonly { readonly name: string; readonly conditional: boolean }[];
}

/** The roles of one account that admit the very same callers. */
interface TrustClass {
  readonly admitted: Admitted;
  readonly accountId: string | null;
  readonly roles: IndexSet;
}

/** Answers who can assume which role; roles with the same trust policy are judged together. */
export class TrustIndex {
  /** Roles by the service that may assume them. */
  readonly byService: ReadonlyMap<string, IndexSet>;
  readonly outsiders: readonly Outsider[];
  private readonly classes: readonly TrustClass[];
  private callersMemo: IndexSet | null = null;
  private readonly classesByCaller: ReadonlyMap<number, readonly number[]>;

  constructor(
    roles: readonly (readonly [index: number, role: Role])[],
    actors: readonly Actor[],
    directory: CallerDirectory,
  ) {
    const services = new Map<string, number[]>();
    const outsiders = new Map<string, { kind: Outsider['kind']; open: number[]; conditional: number[] }>();
    const admittedByTrust = new Map<object, Admitted>();
    const classes = new Map<string, Omit<TrustClass, 'roles'> & { readonly members: number[] }>();
    for (const [index, role] of roles) {
      for (const service of trustedServices(role)) append(services, service, index);
      for (const { name, conditional } of federatedProviders(role)) {
        note(outsiders, name, 'federated', conditional, index);
      }
      if (role.trustPolicy === null) continue;
      let admitted = admittedByTrust.get(role.trustPolicy);
      if (admitted === undefined) {
        admitted = admittedBy(trustStatements(role.trustPolicy, 'sts:assumerole'), actors, directory);
        admittedByTrust.set(role.trustPolicy, admitted);
      }
      const { accountId } = role;
      const key = `${accountId ?? ''} ${callersKey(admitted)}`;
      const known = classes.get(key) ?? { admitted, accountId, members: [] };
      classes.set(key, known);
      known.members.push(index);
      for (const { name, conditional } of admitted.outsiders)
        note(outsiders, name, name === '*' ? 'anyone' : 'aws', conditional, index);
    }
    this.byService = new Map([...services].map(([service, indexes]) => [service, IndexSet.of(indexes)]));
    this.outsiders = [...outsiders].map(([name, { kind, open, conditional }]) => {
      const unconditional = IndexSet.of(open);
      return {
        name,
        kind,
        roles: { open: unconditional, conditional: IndexSet.of(conditional).minus(unconditional) },
      };
    });
    this.classes = [...classes.values()].map(({ admitted, accountId, members }) => ({
      admitted,
      accountId,
      roles: IndexSet.of(members),
    }));
    this.classesByCaller = callersOf(this.classes);
  }

  /** Everyone whom some role's trust policy names. */
  get callersOfRoles(): IndexSet {
    this.callersMemo ??= IndexSet.unionOf(this.classes.map(({ admitted }) => reached(admitted.named)));
    return this.callersMemo;
  }

  /** The roles whose trust policies let a caller in. */
  rolesTrusting(caller: number, accountId: string | null): TrustingRoles {
    let named = NO_TARGETS;
    let delegated = NO_TARGETS;
    for (const number of this.classesByCaller.get(caller) ?? []) {
      const trust = this.classes[number];
      if (trust === undefined) continue;
      const byName = graded(trust.admitted.named, caller, trust.roles);
      const byAccount = graded(trust.admitted.delegated, caller, trust.roles);
      if (trust.accountId === accountId) named = eitherReaches(named, byName);
      else delegated = eitherReaches(delegated, byName);
      delegated = eitherReaches(delegated, byAccount);
    }
    return { named, delegated };
  }
}

/** Equal for trust policies that admit the same callers, so that ten thousand roles open to one account are one class. */
function callersKey({ named, delegated }: Admitted): string {
  return [named.open, named.conditional, delegated.open, delegated.conditional]
    .map((set) => set.key())
    .join('|');
}

function admittedBy(
  statements: readonly TrustStatement[],
  actors: readonly Actor[],
  directory: CallerDirectory,
): Admitted {
  let named = NO_TARGETS;
  let delegated = NO_TARGETS;
  const outsiders: { name: string; conditional: boolean }[] = [];
  for (const trust of statements) {
    if (trust.statement.effect === 'Deny') continue;
    const callers = callersIn(trust, directory);
    const limited = trust.limits.length > 0;
    named = eitherReaches(named, passing(callers.named, trust, actors, limited));
    delegated = eitherReaches(delegated, passing(callers.delegated, trust, actors, limited));
    for (const name of callers.outsiders)
      outsiders.push({ name, conditional: limited || trust.byCaller.length > 0 });
  }
  for (const trust of statements) {
    if (trust.statement.effect === 'Allow') continue;
    const callers = callersIn(trust, directory);
    const denied = passing(callers.named.union(callers.delegated), trust, actors, trust.limits.length > 0);
    named = afterDeny(named, denied);
    delegated = afterDeny(delegated, denied);
  }
  return { named, delegated, outsiders };
}

/** Whom a statement's Principal or NotPrincipal lets in. */
export function callersIn({ statement }: TrustStatement, directory: CallerDirectory): Callers {
  if (statement.principals !== null) return trustedCallers(statement.principals, directory);
  if (statement.notPrincipals === null)
    return { named: IndexSet.empty, delegated: IndexSet.empty, outsiders: [] };
  const spared = trustedCallers(statement.notPrincipals, directory);
  const others = directory.everyone.minus(spared.named);
  // An account that is spared from a Deny spares its root user, not everyone in it.
  const named = statement.effect === 'Deny' ? others : others.minus(spared.delegated);
  return { named, delegated: IndexSet.empty, outsiders: ['*'] };
}

/** The callers that pass the tests of who they are. */
function passing(
  callers: IndexSet,
  trust: TrustStatement,
  actors: readonly Actor[],
  limited: boolean,
): Targets {
  if (trust.byCaller.length === 0)
    return limited
      ? { open: IndexSet.empty, conditional: callers }
      : { open: callers, conditional: IndexSet.empty };
  const open: number[] = [];
  const conditional: number[] = [];
  for (const index of callers.indexes()) {
    const actor = actors[index];
    if (actor === undefined) continue;
    const { truth } = evaluateConditions(trust.byCaller, contextOf(actor), trust.variablesKnown);
    if (truth === 'holds' && !limited) open.push(index);
    else if (truth !== 'fails') conditional.push(index);
  }
  return { open: IndexSet.of(open), conditional: IndexSet.of(conditional) };
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

/** Services that a role's trust policy lets in; conditions on them say for whom the service acts. */
function trustedServices({ trustPolicy }: Role): ReadonlySet<string> {
  const services = new Set<string>();
  for (const { statement } of trustStatements(trustPolicy, 'sts:assumerole')) {
    if (statement.effect !== 'Allow' || statement.principals === null) continue;
    for (const service of statement.principals.service) services.add(service);
  }
  return services;
}

const FEDERATED_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

function federatedProviders({ trustPolicy }: Role): readonly { name: string; conditional: boolean }[] {
  return FEDERATED_ACTIONS.flatMap((action) =>
    trustStatements(trustPolicy, action).flatMap(({ statement, limits, byCaller }) =>
      statement.effect === 'Allow'
        ? (statement.principals?.federated ?? []).map((name) => ({
            name,
            conditional: limits.length + byCaller.length > 0,
          }))
        : [],
    ),
  );
}

function note(
  outsiders: Map<string, { kind: Outsider['kind']; open: number[]; conditional: number[] }>,
  name: string,
  kind: Outsider['kind'],
  conditional: boolean,
  role: number,
): void {
  const known = outsiders.get(name) ?? { kind, open: [], conditional: [] };
  outsiders.set(name, known);
  (conditional ? known.conditional : known.open).push(role);
}
