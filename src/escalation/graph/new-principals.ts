import { statementsOnPrincipal, type EffectiveAccess } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { fillKnownVariables } from '../../policy/policy-variables.js';
import { isProtectedPath } from '../../policy/protected-roles.js';
import { reaches } from '../../policy/reach.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { actionTargets, type StatementFilter } from './action-targets.js';
import { ArnIndex } from './arn-index.js';
import {
  ATTACHING,
  choosesPolicy,
  reachedByAttaching,
  statementForAttaching,
} from './attachable-policies.js';
import { MAKING_POLICY, withBoundary } from './boundary-choice.js';
import type { Capabilities } from './capabilities.js';
import { ceilingOf } from './ceiling.js';
import { edge, edgesTo, type Edge } from './edge.js';
import { memoised } from './grouped.js';
import {
  boundariesAtFirst,
  freedBy,
  freeings,
  takingOff,
  type BoundaryAtFirst,
  type Freeing,
} from './new-principal-boundaries.js';
import table from './new-principals.json' with { type: 'json' };
import { onceTrusted } from './once-trusted.js';
import type { Population } from './population.js';
import type { CallerDirectory } from './trusted-callers.js';
import type { Standing } from './standing.js';
import { ownArnStart, withMadeUpName } from './made-up-name.js';
import { onTargets } from './statement-on-targets.js';
import { resourcesNamed } from './statement-resources.js';
import { TargetFacts } from './target-facts.js';
import {
  bothReach,
  conditionally,
  eitherReaches,
  NO_TARGETS,
  reachesNothing,
  type Targets,
} from './targets.js';
import { ASSUMING } from './trust-statements.js';

/** A way to make a principal or a group, to give it everything and to act as it. */
interface Way {
  readonly path: string;
  /** The step in words. */
  readonly name: string;
  readonly type: string;
  readonly make: string;
  /** Any one of them; none where it has what its group has. */
  readonly grant: readonly string[];
  /** Any one of them; none where the trust policy that comes with a new role suffices. */
  readonly use: readonly string[];
  /** Whether it is the maker that has everything then, as a member of the group: its boundary and its own Deny bind it. */
  readonly gainsItself: boolean;
  /** What puts it into a group that is there. */
  readonly join: string | null;
}

const WAYS: readonly Way[] = table;
/** What makes somebody else who has everything, whom no boundary binds. */
export const MAKING: readonly string[] = WAYS.flatMap(({ make, gainsItself, join }) =>
  gainsItself || join !== null ? [] : [make],
);
const WHOLE_ARN_PARTS = 6;

/** A principal that somebody could make so that it has every permission. */
export interface NewPrincipal {
  readonly arn: string;
  /** The ARN of the boundary that it is made with; mostly null. */
  readonly boundary: string | null;
  /** What takes that boundary off; null where it keeps nothing from it. */
  readonly freeing: Freeing | null;
  readonly isConfirmed: boolean;
  /** What it takes, in the order in which it is done. */
  readonly actions: readonly string[];
}

const known = new WeakMap<EffectiveAccess, Map<string, NewPrincipal | null>>();

/** What a step that makes a principal does, in words; undefined for any other. */
export function nameOfMaking(path: string): string | undefined {
  return WAYS.find((way) => way.path === path)?.name;
}

/** Whether an edge is about a principal that does not exist yet. */
export function isAboutNewPrincipal({ path }: Pick<Edge, 'path'>): boolean {
  return WAYS.some((way) => way.path === path);
}

/** Whether an edge makes somebody else, whom nothing binds that binds its maker. */
export function makesAnother({ path }: Pick<Edge, 'path'>): boolean {
  return WAYS.some((way) => way.path === path && !way.gainsItself);
}

/** Whether an action of such an edge is used on the principal that is made, and not on one that is there. */
export function isOnNewPrincipal(path: string, action: string): boolean {
  return WAYS.some((way) => way.path === path && way.join !== action);
}

/**
 * The edges by which a principal makes another that has everything. Neither its boundary nor a Deny of its own binds the
 * one that is made, unless what it makes is a group for itself.
 */
export function newPrincipalEdges(
  access: EffectiveAccess,
  self: number,
  population: Population,
): readonly Edge[] {
  return WAYS.flatMap(({ path, gainsItself, join }) => {
    if (join !== null) return [];
    const made = newPrincipal(access, population, path);
    if (made === null) return [];
    const limit = gainsItself ? ceilingOf(access) : 'open';
    if (limit === 'closed') return [];
    const verdict = made.isConfirmed && limit === 'open' ? 'confirmed' : 'conditional';
    return [edge(path, verdict, 'administrator', IndexSet.of([self]), [], [], made.actions)];
  });
}

/**
 * The edges by which a principal makes a user, puts it into a group and signs in as it. Whoever may put itself into a
 * group, and then has all that the group has, need not do so.
 */
export function newMemberEdges(
  capabilities: Capabilities,
  { ceilings }: Pick<Standing, 'ceilings'>,
): readonly Edge[] {
  const { access, self, population } = capabilities;
  if (access.actor.type === 'user' && ceilings.open.has(self)) return [];
  return WAYS.flatMap(({ path, join }) => {
    const groups = join === null ? NO_TARGETS : capabilities.targets(join);
    const made = reachesNothing(groups) ? null : newPrincipal(access, population, path);
    if (join === null || made === null) return [];
    const targets = made.isConfirmed ? groups : conditionally(groups);
    return edgesTo(targets, path, 'become', undefined, [...made.actions, join]);
  });
}

/** The principal that somebody makes by a way; null if it cannot. */
export function newPrincipal(
  access: EffectiveAccess,
  population: Population,
  path: string,
): NewPrincipal | null {
  const ofAccess = memoised(known, access, () => new Map<string, NewPrincipal | null>());
  return memoised(ofAccess, path, () => {
    const way = WAYS.find((each) => each.path === path);
    return way === undefined || !isWithinReach(way, access) ? null : find(way, access, population);
  });
}

function isWithinReach(
  { make, grant, use, gainsItself }: Way,
  { actor, reach, catalog }: EffectiveAccess,
): boolean {
  // Only users are members of groups.
  if (gainsItself && actor.type !== 'user') return false;
  // Its service alone acts as such a role, and makes what it was asked to make.
  if (actor.type === 'role' && isServiceLinkedPath(actor.path)) return false;
  const reached = (name: string): boolean => reaches(reach, catalog.actionIndex(name) ?? -1);
  return reached(make) && [grant, use].every((actions) => actions.length === 0 || actions.some(reached));
}

function find(way: Way, access: EffectiveAccess, population: Population): NewPrincipal | null {
  const found = boundariesAtFirst(access, population, [way.make, ...way.grant]).flatMap(
    (boundary) => findBounded(way, access, population, boundary) ?? [],
  );
  return found.find(({ isConfirmed }) => isConfirmed) ?? found[0] ?? null;
}

function findBounded(
  way: Way,
  access: EffectiveAccess,
  population: Population,
  { arn: boundary, holdsBack, isMadeUp }: BoundaryAtFirst,
): NewPrincipal | null {
  const arns = freeArns(way, access, population, holdsBack ? takingOff(way.type) : []);
  const index = indexOf(arns, access, boundary, population.directory);
  const freeing =
    boundary === null || !holdsBack
      ? null
      : freeings(way.type, access, population, index, boundary, isMadeUp);
  if (freeing?.length === 0) return null;
  const on = (action: string, filter?: StatementFilter): Targets =>
    actionTargets(access, access.catalog.actionIndex(action) ?? -1, index, filter);
  const made = on(way.make, (entry) => withBoundary(entry, boundary));
  const granted = way.grant.map((action) =>
    choosesPolicy(access, action)
      ? reachedByAttaching(population.attachable.choices(access.actor, action), (filter) =>
          on(action, filter),
        )
      : on(action),
  );
  const used =
    way.use.length === 0 ? [assumable(access, population, arns, index)] : way.use.map((action) => on(action));
  const all = [granted, used, freeing === null ? [] : [freedBy(freeing)]]
    .filter((each) => each.length > 0)
    .map((each) => each.reduce(eitherReaches))
    .reduce(bothReach, made);
  if (reachesNothing(all)) return null;
  const [position = 0] = (all.open.isEmpty ? all.conditional : all.open).indexes();
  const does = ({ open, conditional }: Targets): boolean => open.has(position) || conditional.has(position);
  const freed =
    freeing?.find(({ targets }) => targets.open.has(position)) ??
    freeing?.find(({ targets }) => targets.conditional.has(position)) ??
    null;
  return {
    arn: arns[position] ?? '',
    boundary,
    freeing: freed,
    isConfirmed: !all.open.isEmpty,
    actions: [
      ...(freed?.action === MAKING_POLICY ? [MAKING_POLICY] : []),
      way.make,
      ...way.grant.filter((_, number) => does(granted[number] ?? NO_TARGETS)).slice(0, 1),
      ...(freed === null || freed.action === MAKING_POLICY ? [] : [freed.action]),
      ...way.use.filter((_, number) => does(used[number] ?? NO_TARGETS)).slice(0, 1),
    ],
  };
}

/** The new roles that can be assumed. */
function assumable(
  access: EffectiveAccess,
  population: Population,
  arns: readonly string[],
  index: ArnIndex,
): Targets {
  const guarded = arns.flatMap((arn, position) => (isGuarded(arn, access, population) ? [position] : []));
  return onceTrusted(access, index, IndexSet.of(guarded));
}

/** Whether a resource control policy says something of assuming a role that does not exist yet. */
function isGuarded(arn: string, { actor }: EffectiveAccess, { trust }: Population): boolean {
  const { accountId } = actor;
  return trust.guardrailsOn({ accountId, arn, path: '/', tags: null }, 'sts:assumerole').length > 0;
}

/** ARNs that nobody has yet, one for each pattern of what the statements about any of the actions leave open. */
function freeArns(
  { type, make, grant, use }: Way,
  access: EffectiveAccess,
  population: Population,
  others: readonly string[],
): readonly string[] {
  const start = ownArnStart(access.actor);
  const actions = access.catalog.setOf([make, ...grant, ...use, ...others, ASSUMING]);
  const patterns = statementsOnPrincipal(access)
    .filter((entry) => entry.actions.intersects(actions))
    .flatMap((entry) => patternsLeftOpen(entry, access));
  const arns = new Set(patterns.map((pattern) => start + madeUpResource(pattern, type)));
  return [...arns].filter(
    (arn) =>
      arn.startsWith(`${start}${type}/`) &&
      !isProtectedPath(arn.slice(start.length + type.length)) &&
      population.arns.named(arn).isEmpty,
  );
}

/** What an Allow names and a Deny spares, without what depends on more than the caller. */
function patternsLeftOpen(
  { statement, coverage }: StatementReading,
  { context }: EffectiveAccess,
): readonly string[] {
  if (statement.effect === 'Deny' && !coverage.inverted) return [];
  if (statement.effect === 'Allow' && (coverage.inverted || coverage.everything)) return ['*'];
  return coverage.patterns
    .map(({ text, variablesKnown }) => (variablesKnown ? fillKnownVariables(text, context) : text))
    .filter((text) => !text.includes('${'));
}

/** What stands behind the account in the ARN of something that a pattern matches. */
function madeUpResource(pattern: string, type: string): string {
  const parts = pattern.split(':');
  const resource = parts.length < WHOLE_ARN_PARTS ? '*' : parts.slice(WHOLE_ARN_PARTS - 1).join(':');
  return withMadeUpName(resource.startsWith('*') ? `${type}/*` : resource);
}

/** Whether a resource control policy says something of assuming the role that is made by a way. */
export function isNewRoleGuarded(
  { access, population }: { readonly access: EffectiveAccess; readonly population: Population },
  path: string,
): boolean {
  const made = newPrincipal(access, population, path);
  return made !== null && isGuarded(made.arn, access, population);
}

/** The statements about an action that apply to the principal that is made by a way. */
export function statementsOnNewPrincipal(
  { access, population }: { readonly access: EffectiveAccess; readonly population: Population },
  path: string,
  effect: 'Allow' | 'Deny',
  action: string,
): readonly StatementReading[] {
  const made = newPrincipal(access, population, path);
  const number = access.catalog.actionIndex(action);
  if (made === null || number === undefined) return [];
  const { index, boundary } =
    made.freeing?.action === action
      ? made.freeing
      : { index: indexOf([made.arn], access, made.boundary, population.directory), boundary: made.boundary };
  return (effect === 'Allow' ? access.allows : access.denies)
    .filter((entry) => entry.actions.has(number) && !resourcesNamed(entry, access, index).isEmpty)
    .flatMap((entry) => withBoundary(entry, boundary))
    .flatMap((entry) =>
      ATTACHING.has(action)
        ? statementForAttaching(entry, access, population.attachable.choices(access.actor, action))
        : [entry],
    )
    .flatMap((entry) => onTargets(entry, access, number, index))
    .flatMap(({ entry, targets }) => (targets.isEmpty ? [] : [entry]));
}

/** ARNs of principals that have no tags. */
function indexOf(
  arns: readonly string[],
  { actor: { accountId } }: EffectiveAccess,
  boundary: string | null,
  { placeOf }: CallerDirectory,
): ArnIndex {
  const permissionsBoundary = boundary === null ? null : { arn: boundary, policy: null };
  const newcomer = { accountId, tags: [], permissionsBoundary };
  return new ArnIndex(
    arns,
    new TargetFacts(
      arns.map(() => newcomer),
      placeOf,
    ),
  );
}
