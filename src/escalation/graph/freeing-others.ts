import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import { REWRITING_POLICY, type Capabilities } from './capabilities.js';
import { boundaryLeaves, ceilingOf, deniesLeave, holdsEverything, type Fullness } from './ceiling.js';
import { append } from './grouped.js';
import { BOUNDARY_MEANS, holdsDeny, POLICY_MEANS } from './lifting.js';
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

/** What one action takes off others. */
interface Release {
  readonly action: string;
  /** Those it is used on themselves. */
  readonly direct: Targets;
  /** Groups or policies that it is used on, and those who have them. */
  readonly keys: IndexSet;
  readonly open: SetImage;
  readonly conditional: SetImage;
}

/** Others whom a principal frees, by the action. */
export type FreedOthers = ReadonlyMap<string, Targets>;

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
    const everything: [action: string, HeldBack][] = [];
    const ceiling: [action: string, HeldBack][] = [];
    for (const [holder, access] of accesses.entries()) {
      const limit = ceilingOf(access);
      // A ceiling that is no higher without it is not worth the trouble.
      const raised = (to: Fullness): Fullness => (to === limit ? 'closed' : to);
      const add = (to: [action: string, HeldBack][], ways: readonly WayOff[], fullness: Fullness) => {
        if (fullness === 'closed') return;
        for (const [action, key] of ways) to.push([action, { key, holder, isSure: fullness === 'open' }]);
      };
      const unbounding = BOUNDARY_MEANS[access.actor.type].map(({ action }): WayOff => [action, holder]);
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
  freedBy(capabilities: Capabilities): FreedOthers {
    return reachedReleases(this.fromAll, capabilities);
  }

  /** Those who could have everything after that, if somebody gave it to them. */
  unlockedBy(capabilities: Capabilities): FreedOthers {
    return reachedReleases(this.fromCeiling, capabilities);
  }
}

/** An action that takes something off somebody, and the principal or policy that it must reach for that. */
type WayOff = readonly [action: string, key: number];

function fullnessAmong({ open, conditional }: Targets, principal: number): Fullness {
  if (open.has(principal)) return 'open';
  return conditional.has(principal) ? 'conditional' : 'closed';
}

function reachedReleases(all: readonly Release[], capabilities: Capabilities): FreedOthers {
  const freed = new Map<string, Targets>();
  for (const { action, direct, keys, open, conditional } of all) {
    const isOfPolicies = action === REWRITING_POLICY;
    const reached = isOfPolicies ? capabilities.policyTargets(action) : capabilities.targets(action);
    if (reachesNothing(reached)) continue;
    const holders = eitherReaches(
      isOfPolicies ? NO_TARGETS : bothReach(reached, direct),
      imageOfGains(within(reached, keys), open, conditional),
    );
    const others = without(holders, IndexSet.of([capabilities.self]));
    if (!reachesNothing(others)) freed.set(action, others);
  }
  return freed;
}

/** Who gains by what is reached: surely only where it is reached without a condition and leaves nothing to conditions. */
export function imageOfGains({ open, conditional }: Targets, sure: SetImage, unsure: SetImage): Targets {
  const gained = sure.of(open);
  const others = [unsure.of(open), sure.of(conditional), unsure.of(conditional)];
  return { open: gained, conditional: IndexSet.unionOf(others).minus(gained) };
}

/** Somebody who is free once an action reaches a principal or a policy. */
interface HeldBack {
  readonly key: number;
  readonly holder: number;
  readonly isSure: boolean;
}

function releases(found: readonly (readonly [action: string, held: HeldBack])[]): readonly Release[] {
  const byAction = new Map<string, HeldBack[]>();
  for (const [action, held] of found) append(byAction, action, held);
  // In one order, whatever that of the principals.
  const ordered = [...byAction].sort(([one], [other]) => (one < other ? -1 : 1));
  return ordered.map(([action, held]) => {
    const isDirect = ({ key, holder }: HeldBack) => action !== REWRITING_POLICY && key === holder;
    const through = held.filter((each) => !isDirect(each));
    const direct = (isSure: boolean) =>
      IndexSet.of(
        held.filter((each) => isDirect(each) && each.isSure === isSure).map(({ holder }) => holder),
      );
    return {
      action,
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

/** The ways to take a policy off whoever has it. */
function waysToTakeOff(
  { group, kind, managed }: PolicySource,
  holder: number,
  { principals, actors, policyArns }: Population,
): readonly WayOff[] {
  const type = group === null ? (actors[holder]?.type ?? 'user') : 'group';
  const key = group === null ? holder : principals.indexOf(group);
  const rewritten = policyArns.named(managed?.arn ?? '').indexes();
  return [
    ...POLICY_MEANS[type][kind].map(({ action }): WayOff => [action, key]),
    ...rewritten.map((policy): WayOff => [REWRITING_POLICY, policy]),
  ];
}

/** Whether its statements allow the first, the middle and the last of all actions, as those that allow everything do. */
function isAllowedThroughout({ allows, catalog: { actionCount } }: EffectiveAccess): boolean {
  return [0, actionCount >>> 1, actionCount - 1].every((action) =>
    allows.some(({ actions }) => actions.has(action)),
  );
}
