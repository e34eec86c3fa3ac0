import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { Capabilities } from './capabilities.js';
import { holdsEverything } from './ceiling.js';
import { append } from './grouped.js';
import { holdsDeny, POLICY_MEANS } from './lifting.js';
import type { Population } from './population.js';
import { SetImage } from './set-image.js';
import { reachesNothing, within, without, type Targets } from './targets.js';

/** What takes a boundary off others, or puts one in its place that bounds nothing. */
const REMOVING_BOUNDARY = [
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutUserPermissionsBoundary',
];

/** A new version of a policy takes away whatever it said. */
const REWRITING_POLICY = 'iam:CreatePolicyVersion';

/** Who would have everything but for one thing that an action takes off them, by what the action must reach for that. */
interface Release {
  readonly action: string;
  /** Principals; policies where the action is about those. */
  readonly keys: IndexSet;
  readonly open: SetImage;
  readonly conditional: SetImage;
}

/** Who would have everything but for a boundary or one policy with a Deny, which others may take off them. */
export class FreeingOthers {
  private readonly releases: readonly Release[];

  /** @param heldBackByBoundary - who would have everything without it */
  constructor(
    accesses: readonly EffectiveAccess[],
    population: Population,
    reader: EffectiveAccessReader,
    heldBackByBoundary: Targets,
  ) {
    const held = new Map<string, HeldBack[]>();
    const { open, conditional } = heldBackByBoundary;
    for (const holder of open.union(conditional).indexes()) {
      const bounded = { key: holder, holder, isSure: open.has(holder) };
      for (const action of REMOVING_BOUNDARY) append(held, action, bounded);
    }
    for (const [holder, access] of accesses.entries()) {
      const found = policyThatHoldsBack(access, reader);
      if (found === null) continue;
      for (const [action, key] of waysToTakeOff(found.source, holder, population))
        append(held, action, { key, holder, isSure: found.isSure });
    }
    this.releases = [...held].map(([action, list]) => release(action, list));
  }

  /** Those whom a principal frees, by the action. */
  freedBy(capabilities: Capabilities): ReadonlyMap<string, Targets> {
    const freed = new Map<string, Targets>();
    for (const { action, keys, open, conditional } of this.releases) {
      const reached =
        action === REWRITING_POLICY ? capabilities.policyTargets(action) : capabilities.targets(action);
      const holders = imageOfGains(within(reached, keys), open, conditional);
      const others = without(holders, IndexSet.of([capabilities.self]));
      if (!reachesNothing(others)) freed.set(action, others);
    }
    return freed;
  }
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

function release(action: string, held: readonly HeldBack[]): Release {
  const image = (isSure: boolean): SetImage => {
    const holders = new Map<number, number[]>();
    for (const each of held) if (each.isSure === isSure) append(holders, each.key, each.holder);
    return new SetImage((key) => IndexSet.of(holders.get(key) ?? []));
  };
  return {
    action,
    keys: IndexSet.of(held.map(({ key }) => key)),
    open: image(true),
    conditional: image(false),
  };
}

/** The one policy with a Deny without which a principal has everything; where there are several, none is looked for. */
function policyThatHoldsBack(
  access: EffectiveAccess,
  reader: EffectiveAccessReader,
): { readonly source: PolicySource; readonly isSure: boolean } | null {
  const { actor, sources, denies, boundary } = access;
  if (denies.length === 0 || !isAllowedThroughout(access)) return null;
  const [source, another] = sources.filter(holdsDeny);
  if (source === undefined || another !== undefined) return null;
  const freed = reader.accessOf(actor, {
    withoutBoundary: boundary === 'none',
    policies: () => sources.filter((each) => each !== source),
  });
  const fullness = holdsEverything(freed);
  if (fullness === 'closed' || fullness === holdsEverything(access)) return null;
  return { source, isSure: fullness === 'open' };
}

/** The actions that take a policy off whoever has it, and what each must reach. */
function waysToTakeOff(
  { group, kind, managed }: PolicySource,
  holder: number,
  { principals, actors, policyArns }: Population,
): readonly (readonly [action: string, key: number])[] {
  const type = group === null ? (actors[holder]?.type ?? 'user') : 'group';
  const key = group === null ? holder : principals.indexOf(group);
  const rewritten = policyArns.named(managed?.arn ?? '').indexes();
  return [
    ...POLICY_MEANS[type][kind].map(({ action }) => [action, key] as const),
    ...rewritten.map((policy) => [REWRITING_POLICY, policy] as const),
  ];
}

/** Whether its statements allow the first, the middle and the last of all actions, as those that allow everything do. */
function isAllowedThroughout({ allows, catalog: { actionCount } }: EffectiveAccess): boolean {
  return [0, actionCount >>> 1, actionCount - 1].every((action) =>
    allows.some(({ actions }) => actions.has(action)),
  );
}
