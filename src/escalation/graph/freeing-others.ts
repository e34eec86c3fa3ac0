import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import { targetKind, type Capabilities } from './capabilities.js';
import { boundaryLeaves, ceilingOf, deniesLeave, holdsEverything, type Fullness } from './ceiling.js';
import { append, memoised } from './grouped.js';
import { BOUNDARY_MEANS, boundaryPolicyMeans, holdsDeny, POLICY_MEANS, versionMeans } from './lifting.js';
import type { Population } from './population.js';
import { SetImage } from './set-image.js';
import {
  bothReach,
  eitherReaches,
  NO_TARGETS,
  reachesNothing,
  within,
  without,
  type Targets,
} from './targets.js';

/** How somebody is changed by another. */
export interface Way {
  readonly action: string;
  /** Whether it is used on the policy of the permissions boundary, and not on somebody, its policies or its groups. */
  readonly onBoundary: boolean;
}

/** Equal for equal ways. */
export function wayKey({ action, onBoundary }: Way): string {
  return onBoundary ? `${action} on boundary` : action;
}

/** What one action takes off others. */
interface Release extends Way {
  /** Those it is used on themselves. */
  readonly direct: Targets;
  /** Groups or policies that it is used on, and those who have them. */
  readonly keys: IndexSet;
  readonly open: SetImage;
  readonly conditional: SetImage;
}

/** Others whom a principal frees in one way. */
export interface FreedOthers extends Way {
  readonly targets: Targets;
}

/** Those whose permissions a principal rewrites as it is: by writing their policies, or by freeing them. */
export function rewritableAsItIs(written: Targets, freeing: readonly FreedOthers[]): Targets {
  return freeing.map(({ targets }) => targets).reduce(eitherReaches, written);
}

/** Whom one boundary, or one policy with a Deny, holds back that others may take off them. */
export class FreeingOthers {
  /** Of those who have everything without it. */
  private readonly fromAll: readonly Release[];
  /** Of those whom only it keeps from everything that they might be given. */
  private readonly fromCeiling: readonly Release[];

  constructor(
    accesses: readonly EffectiveAccess[],
    population: Population,
    reader: EffectiveAccessReader,
    heldBackByBoundary: Targets,
  ) {
    const everything: HeldBack[] = [];
    const ceiling: HeldBack[] = [];
    for (const [holder, access] of accesses.entries()) {
      const limit = ceilingOf(access);
      // A ceiling that is no higher without it is not worth the trouble.
      const raised = (to: Fullness): Fullness => (to === limit ? 'closed' : to);
      const add = (to: HeldBack[], ways: readonly WayOff[], fullness: Fullness) => {
        if (fullness === 'closed') return;
        for (const way of ways) to.push({ ...way, holder, isSure: fullness === 'open' });
      };
      const unbounding = waysToUnbind(access, holder, population);
      add(everything, unbounding, fullnessAmong(heldBackByBoundary, holder));
      if (access.boundary !== 'none') add(ceiling, unbounding, raised(deniesLeave(access)));
      const source = onlyDeny(access);
      if (source === null) continue;
      const ways = waysToTakeOff(source, holder, population);
      add(everything, ways, fullnessWithout(source, access, reader));
      add(ceiling, ways, raised(boundaryLeaves(access)));
    }
    this.fromAll = releases(everything);
    this.fromCeiling = releases(ceiling);
  }

  /** Those to whom a principal gives everything by that. */
  freedBy(capabilities: Capabilities): readonly FreedOthers[] {
    return reachedReleases(this.fromAll, capabilities);
  }

  /** Those who could have everything after that, if somebody gave it to them. */
  unlockedBy(capabilities: Capabilities): readonly FreedOthers[] {
    return reachedReleases(this.fromCeiling, capabilities);
  }
}

/** A way to take something off somebody, and the principal or policy that it must reach for that. */
interface WayOff extends Way {
  readonly key: number;
}

function fullnessAmong({ open, conditional }: Targets, principal: number): Fullness {
  if (open.has(principal)) return 'open';
  return conditional.has(principal) ? 'conditional' : 'closed';
}

function reachedReleases(all: readonly Release[], capabilities: Capabilities): readonly FreedOthers[] {
  return all.flatMap(({ action, onBoundary, direct, keys, open, conditional }) => {
    const isOfPolicies = targetKind(action) === 'policy';
    const reached = isOfPolicies ? capabilities.policyTargets(action) : capabilities.targets(action);
    if (reachesNothing(reached)) return [];
    const holders = eitherReaches(
      isOfPolicies ? NO_TARGETS : bothReach(reached, direct),
      imageOfGains(within(reached, keys), open, conditional),
    );
    const targets = without(holders, capabilities.itself);
    return reachesNothing(targets) ? [] : [{ action, onBoundary, targets }];
  });
}

/** Who gains by what is reached: surely only where it is reached without a condition and leaves nothing to conditions. */
export function imageOfGains({ open, conditional }: Targets, sure: SetImage, unsure: SetImage): Targets {
  const gained = sure.of(open);
  const others = [unsure.of(open), sure.of(conditional), unsure.of(conditional)];
  return { open: gained, conditional: IndexSet.unionOf(others).minus(gained) };
}

/** Somebody who is free once an action reaches a principal or a policy. */
interface HeldBack extends WayOff {
  readonly holder: number;
  readonly isSure: boolean;
}

function releases(found: readonly HeldBack[]): readonly Release[] {
  const byWay = new Map<string, { readonly way: Way; readonly held: HeldBack[] }>();
  for (const each of found) {
    const { action, onBoundary } = each;
    memoised(byWay, wayKey(each), () => ({ way: { action, onBoundary }, held: [] })).held.push(each);
  }
  // In one order, whatever that of the principals.
  const ordered = [...byWay].sort(([one], [other]) => (one < other ? -1 : 1));
  return ordered.map(([, { way, held }]) => {
    const isDirect = ({ key, holder }: HeldBack) => targetKind(way.action) !== 'policy' && key === holder;
    const through = held.filter((each) => !isDirect(each));
    const direct = (isSure: boolean) =>
      IndexSet.of(
        held.filter((each) => isDirect(each) && each.isSure === isSure).map(({ holder }) => holder),
      );
    return {
      ...way,
      direct: { open: direct(true), conditional: direct(false) },
      keys: IndexSet.of(through.map(({ key }) => key)),
      open: imageOfKeys(through.filter(({ isSure }) => isSure)),
      conditional: imageOfKeys(through.filter(({ isSure }) => !isSure)),
    };
  });
}

function imageOfKeys(held: readonly HeldBack[]): SetImage {
  const holders = new Map<number, number[]>();
  for (const { key, holder } of held) append(holders, key, holder);
  return new SetImage((key) => IndexSet.of(holders.get(key) ?? []));
}

/** The policy with a Deny where there is one only; what takes several steps is not looked for. */
function onlyDeny({ denies, sources }: EffectiveAccess): PolicySource | null {
  if (denies.length === 0) return null;
  const [source, another] = sources.filter(holdsDeny);
  return source !== undefined && another === undefined ? source : null;
}

/** How much a principal has without a policy, if that is more. */
function fullnessWithout(
  source: PolicySource,
  access: EffectiveAccess,
  reader: EffectiveAccessReader,
): Fullness {
  if (!isAllowedThroughout(access)) return 'closed';
  const fullness = holdsEverything(
    reader.accessOf(access.actor, {
      withoutBoundary: access.boundary === 'none',
      policies: () => access.sources.filter((each) => each !== source),
    }),
  );
  return fullness === holdsEverything(access) ? 'closed' : fullness;
}

/** The ways to take its boundary off a principal, or to have the policy of the boundary keep nothing from it. */
function waysToUnbind(
  { actor, boundary }: EffectiveAccess,
  holder: number,
  population: Population,
): readonly WayOff[] {
  if (boundary === 'none') return [];
  const policy = actor.permissionsBoundary?.policy ?? null;
  const numbers = population.policyArns.named(policy?.arn ?? '').indexes();
  return [
    ...BOUNDARY_MEANS[actor.type].map(({ action }): WayOff => ({ action, onBoundary: false, key: holder })),
    ...boundaryPolicyMeans(actor, population).flatMap(({ action }) =>
      numbers.map((key): WayOff => ({ action, onBoundary: true, key })),
    ),
  ];
}

/** The ways to take a policy off whoever has it. */
function waysToTakeOff(
  source: PolicySource,
  holder: number,
  { principals, actors, policyArns }: Population,
): readonly WayOff[] {
  const { group, kind, managed } = source;
  const type = group === null ? (actors[holder]?.type ?? 'user') : 'group';
  const key = group === null ? holder : principals.indexOf(group);
  const policies = policyArns.named(managed?.arn ?? '').indexes();
  const way = (action: string, reached: number): WayOff => ({ action, onBoundary: false, key: reached });
  return [
    ...POLICY_MEANS[type][kind].map(({ action }) => way(action, key)),
    ...versionMeans(source).flatMap(({ action }) => policies.map((policy) => way(action, policy))),
  ];
}

/** Whether its statements allow the first, the middle and the last of all actions, as those that allow everything do. */
function isAllowedThroughout({ allows, catalog: { actionCount } }: EffectiveAccess): boolean {
  return [0, actionCount >>> 1, actionCount - 1].every((action) =>
    allows.some(({ actions }) => actions.has(action)),
  );
}
