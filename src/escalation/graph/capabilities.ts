import { layersOf, type EffectiveAccess } from '../../access/effective-access.js';
import type { ManagedPolicy } from '../../account/account.js';
import { IndexSet } from '../../catalog/index-set.js';
import { isRefusedOnProtectedRoles } from '../../policy/protected-roles.js';
import { reaches } from '../../policy/reach.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { isPassedToService, statementForService } from '../passed-to-service.js';
import { boundaryChoice, withBoundary } from './boundary-choice.js';
import {
  canMakePolicy,
  choosesPolicy,
  reachedByAttaching,
  statementForPolicy,
} from './attachable-policies.js';
import { actsOnSome, allowingWhereItActs, isDeniedWhereItActs } from './acted-on.js';
import { actionTargets } from './action-targets.js';
import { assumableRoles } from './assumable-roles.js';
import { REFILLING_INSTANCE_PROFILE } from './instance-profiles.js';
import { onceTrusted } from './once-trusted.js';
import type { Population } from './population.js';
import { areOfUseAtHome } from './resources-at-home.js';
import type { SetImage } from './set-image.js';
import targetActions from './target-actions.json' with { type: 'json' };
import {
  allReach,
  bothReach,
  conditionally,
  eitherReaches,
  NO_TARGETS,
  within,
  without,
  type Targets,
} from './targets.js';

/** What an action is used on. */
export type TargetKind = 'role' | 'user' | 'group' | 'policy' | 'saml-provider' | 'assumed role';

const TARGET_KINDS: ReadonlyMap<string, string> = new Map(Object.entries(targetActions));

/** What the action is used on, where that is an identity or a policy. */
export function targetKind(action: string): TargetKind | null {
  const kind = TARGET_KINDS.get(action);
  // The file's values are the kinds; a test compares them.
  return kind === undefined ? null : (kind as TargetKind);
}

const REWRITING_ACTIONS = [
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
] as const;
const GROUP_REWRITING_ACTIONS = ['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'] as const;
/** A new version of a policy says whatever its writer wants, and takes away what it said. */
export const REWRITING_POLICY = 'iam:CreatePolicyVersion';
/** Puts a stored version of a policy in force. */
export const CHOOSING_VERSION = 'iam:SetDefaultPolicyVersion';

/** A new trust policy is of use to whoever can assume the role by it. */
const REWRITING_TRUST = 'iam:UpdateAssumeRolePolicy';

/** The actions that write policies of others, by which whoever has them gains everything. */
export const WRITING_POLICIES: readonly string[] = [
  ...REWRITING_ACTIONS,
  ...GROUP_REWRITING_ACTIONS,
  REWRITING_POLICY,
];

/** What one principal can do to the others; every answer is worked out once, when it is asked for. */
export class Capabilities {
  readonly access: EffectiveAccess;
  readonly self: number;
  /** A set of nobody else. */
  readonly itself: IndexSet;
  readonly population: Population;
  /** The principals of its own account. */
  readonly neighbours: IndexSet;
  private readonly targetsMemo = new Map<string, Targets>();
  private readonly passMemo = new Map<string, Targets>();
  private dependsOnServiceMemo: boolean | null = null;
  private rewrittenMemo: Targets | null = null;

  constructor(access: EffectiveAccess, self: number, population: Population) {
    this.access = access;
    this.self = self;
    this.itself = IndexSet.of([self]);
    this.population = population;
    this.neighbours = population.byAccount.get(access.actor.accountId ?? '') ?? IndexSet.empty;
  }

  /** Whether an action can be used at all, and whether only under conditions. */
  use(action: number): 'open' | 'conditional' | null {
    return this.useWhereItActs(action, this.useAnywhere(action));
  }

  private useAnywhere(action: number): 'open' | 'conditional' | null {
    const { unrestricted, conditional, scoped } = this.access.reach;
    if (unrestricted.has(action)) return 'open';
    if (conditional.has(action)) return 'conditional';
    return scoped.has(action) ? this.scopedUse(action) : null;
  }

  /** Whether the statements without conditions suffice for an action that is used on no principal, whatever is denied. */
  needsNoCondition(action: number): boolean {
    const { required, optional } = this.access.catalog.requirement(action);
    const free = this.granting(action).filter(({ limits }) => limits.length === 0);
    const isRestrictable = required.length + optional.length > 0;
    return (
      allowingWhereItActs(free, this.access.catalog, action).length > 0 &&
      (!isRestrictable || this.sufficeAtHome(free, action))
    );
  }

  private useWhereItActs(action: number, use: 'open' | 'conditional' | null): 'open' | 'conditional' | null {
    const { denies, catalog } = this.access;
    if (use === null || !actsOnSome(catalog, action)) return use;
    if (isDeniedWhereItActs(denies, catalog, action)) return null;
    const allowing = allowingWhereItActs(this.granting(action), catalog, action);
    if (allowing.length === 0) return null;
    return allowing.some(({ limits }) => limits.length === 0) ? use : 'conditional';
  }

  /** Principals an action can be used on. A policy counts as those who have it, a group as itself. */
  targets(action: string): Targets {
    let targets = this.targetsMemo.get(action);
    if (targets === undefined) {
      targets = this.findTargets(action);
      this.targetsMemo.set(action, targets);
    }
    return targets;
  }

  /** Customer-managed policies of its own account that an action can be used on. */
  policyTargets(action: string): Targets {
    const { access, population } = this;
    const index = access.catalog.actionIndex(action);
    if (index === undefined || this.use(index) === null) return NO_TARGETS;
    const own = population.policiesByAccount.get(access.actor.accountId ?? '') ?? IndexSet.empty;
    return within(actionTargets(access, index, population.policyArns), own);
  }

  /** Instance profiles of its own account whose role it can exchange for another. */
  refillableProfiles(): Targets {
    const { access, population } = this;
    const { arns, byAccount } = population.instanceProfiles;
    const own = byAccount.get(access.actor.accountId ?? '');
    if (own === undefined) return NO_TARGETS;
    const usableOn = (action: string) => {
      const index = access.catalog.actionIndex(action);
      if (index === undefined || this.use(index) === null) return NO_TARGETS;
      return within(actionTargets(access, index, arns), own);
    };
    return allReach(REFILLING_INSTANCE_PROFILE.map(usableOn));
  }

  /** Roles that can be passed to a service, whether or not they trust it. */
  passable(service: string): Targets {
    const key = this.passingDependsOnService() ? service : '';
    let targets = this.passMemo.get(key);
    if (targets === undefined) {
      const filter = (entry: StatementReading) => statementForService(entry, service);
      targets = this.ownAccount('iam:PassRole', this.population.roles, filter);
      this.passMemo.set(key, targets);
    }
    return targets;
  }

  private passingDependsOnService(): boolean {
    const { allows, denies } = this.access;
    const layers = layersOf(this.access);
    this.dependsOnServiceMemo ??= [{ allows, denies }, ...layers].some((layer) =>
      [...layer.allows, ...layer.denies].some(({ conditions }) => conditions.some(isPassedToService)),
    );
    return this.dependsOnServiceMemo;
  }

  /**
   * Principals whose permissions it can rewrite: by their own policies, by those they share, by their groups. The groups
   * are among them, for whoever can join one.
   */
  rewritable(): Targets {
    this.rewrittenMemo ??= [
      ...REWRITING_ACTIONS.map((action) => this.targets(action)),
      ...GROUP_REWRITING_ACTIONS.flatMap((action) => {
        const groups = this.targets(action);
        return [groups, imageOf(groups, this.population.membersOf)];
      }),
      this.targets(REWRITING_POLICY),
    ].reduce(eitherReaches);
    return this.rewrittenMemo;
  }

  private findTargets(action: string): Targets {
    const { users, roles, groups } = this.population;
    switch (targetKind(action)) {
      case 'role':
        if (action === REWRITING_TRUST) return bothReach(this.ownAccount(action, roles), this.onceTrusted());
        return this.settingBoundary(action, roles) ?? this.attaching(action, roles);
      case 'user':
        return this.settingBoundary(action, users) ?? this.attaching(action, users);
      case 'group':
        return this.attaching(action, groups);
      case 'policy':
        return imageOf(this.policyTargets(action), this.population.holdersOf);
      case 'saml-provider':
        return this.trustingProviders(action);
      case 'assumed role':
        return this.assumable();
      case null:
        return NO_TARGETS;
    }
  }

  /** Principals an action on users, roles or groups can be used on, whatever it brings. */
  usableOn(action: string): Targets {
    const { users, roles, groups } = this.population;
    return this.ownAccount(action, users.union(roles).union(groups));
  }

  /** Roles that trust the identity providers of its own account that an action can be used on. */
  private trustingProviders(action: string): Targets {
    const { samlProviders } = this.population;
    const index = this.access.catalog.actionIndex(action);
    const own = samlProviders.byAccount.get(this.access.actor.accountId ?? '');
    if (own === undefined || index === undefined || this.use(index) === null) return NO_TARGETS;
    return samlProviders.rolesTrusting(within(actionTargets(this.access, index, samlProviders.arns), own));
  }

  /** Those among some whom it can attach one managed policy to by an action. */
  attachingOne(action: string, arn: ManagedPolicy['arn'], among: IndexSet): Targets {
    return this.ownAccount(action, among, (entry) => statementForPolicy(entry, arn));
  }

  /** As far as an action attaches a policy: one that makes an administrator. */
  private attaching(action: string, kind: IndexSet): Targets {
    if (!choosesPolicy(this.access, action)) return this.ownAccount(action, kind);
    const choices = this.population.attachable.choices(this.access.actor, action);
    const chosen = reachedByAttaching(choices, (filter) => this.ownAccount(action, kind, filter));
    // One that it writes itself may bear a name that is permitted.
    return canMakePolicy(this.access)
      ? eitherReaches(chosen, conditionally(this.ownAccount(action, kind)))
      : chosen;
  }

  /** As far as an action sets a boundary that keeps nothing from whoever has it; null where any boundary will do. */
  private settingBoundary(action: string, kind: IndexSet): Targets | null {
    const choice = boundaryChoice(this.access, this.population, action);
    if (choice === null) return null;
    const setting = (boundaries: readonly string[]): Targets =>
      boundaries
        .map((arn) => this.ownAccount(action, kind, (entry) => withBoundary(entry, arn)))
        .reduce(eitherReaches, NO_TARGETS);
    return eitherReaches(setting(choice.harmless), conditionally(setting(choice.writable)));
  }

  private ownAccount(
    action: string,
    kind: IndexSet,
    filter?: (entry: StatementReading) => readonly StatementReading[],
  ): Targets {
    const index = this.access.catalog.actionIndex(action);
    if (index === undefined || !reaches(this.access.reach, index)) return NO_TARGETS;
    const targets = actionTargets(this.access, index, this.population.arns, filter);
    const neighbours = within(targets, kind.intersect(this.neighbours));
    return isRefusedOnProtectedRoles(action)
      ? without(neighbours, this.population.protectedRoles)
      : neighbours;
  }

  private assumable(): Targets {
    const { arns, trust, byAccount } = this.population;
    const { asItIs } = this.access;
    const roles = assumableRoles(this.access, this.self, trust, arns);
    const isAlone = byAccount.size === 1;
    // What its own tags could be is followed within its account only.
    const all =
      asItIs === null || isAlone
        ? roles
        : eitherReaches(
            within(roles, this.neighbours),
            without(assumableRoles(asItIs(), this.self, trust, arns), this.neighbours),
          );
    return without(all, this.itself);
  }

  private onceTrusted(): Targets {
    const { arns, trust } = this.population;
    return onceTrusted(this.access, arns, trust.guarded);
  }

  /** An action on named resources is of use where they are at home: a path leads to roles of its own account. */
  private scopedUse(action: number): 'open' | 'conditional' | null {
    const granting = this.granting(action);
    const free = granting.filter(({ limits }) => limits.length === 0);
    if (this.sufficeAtHome(free, action)) return 'open';
    return this.sufficeAtHome(granting, action) ? 'conditional' : null;
  }

  private sufficeAtHome(allows: readonly StatementReading[], action: number): boolean {
    return areOfUseAtHome(
      allows.map(({ coverage }) => coverage),
      this.access.catalog.requirement(action),
      this.access.actor.accountId,
    );
  }

  private granting(action: number): readonly StatementReading[] {
    return this.access.allows.filter(({ actions }) => actions.has(action));
  }
}

function imageOf({ open, conditional }: Targets, image: SetImage): Targets {
  const unconditional = image.of(open);
  return { open: unconditional, conditional: image.of(conditional).minus(unconditional) };
}
