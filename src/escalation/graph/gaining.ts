import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import { identityPolicies } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import { Capabilities, targetKind, WRITING_POLICIES } from './capabilities.js';
import { EVERYTHING } from './everything.js';
import { gainingStep, type GainingStep } from './gaining-step.js';
import { holdsDeny } from './lifting.js';
import { PUTTING_INTO_GROUP } from './putting-into-groups.js';
import type { Standing } from './standing.js';
import { takingUp, type TakenUp } from './taking-up.js';
import { reached, within, without } from './targets.js';

/** What a principal can do once it has given itself what its boundary and its Deny statements leave it. */
export interface Gained {
  readonly capabilities: Capabilities;
  readonly steps: readonly GainingStep[];
  /** Whether it wrote its own policies: then what it wrote allows all that is left to it. */
  readonly wroteOwn: boolean;
  /** What it can do before it joins groups, with the policies that it took up; null where it took up none. */
  readonly withPolicies: Capabilities | null;
}

/**
 * What a principal gains by writing its own policies, or by taking up policies that are there and joining groups; null
 * where it can do none of that. One that could have everything gains that by writing, which is another step, so that
 * only what policies and groups add is of interest.
 */
export function gained(
  capabilities: Capabilities,
  { ceilings, reader }: Pick<Standing, 'ceilings' | 'reader'>,
): Gained | null {
  const { self, itself, population } = capabilities;
  const groups = population.groupsOf.get(self) ?? population.groups.intersect(itself);
  const couldHaveEverything = reached(ceilings).has(self);
  const own = couldHaveEverything ? null : writingOwn(capabilities, groups, [], reader);
  if (own !== null) return own;
  const taken = takenUp(takingUp(capabilities, groups, reader));
  const member = joining(taken?.capabilities ?? capabilities, groups, taken, reader) ?? taken;
  if (member === null || couldHaveEverything) return member;
  return writingOwn(member.capabilities, groups.union(joinedGroups(member)), member.steps, reader) ?? member;
}

function takenUp(taken: TakenUp | null): Gained | null {
  return taken === null ? null : { ...taken, wroteOwn: false, withPolicies: taken.capabilities };
}

/** The groups that somebody joins who gains by that. */
export function joinedGroups({ steps }: Pick<Gained, 'steps'>): IndexSet {
  const joins = steps.flatMap(({ means }) => means).filter(({ action }) => action === PUTTING_INTO_GROUP);
  return IndexSet.unionOf(joins.map(({ on }) => on));
}

/** @param groups - those that it is a member of by then */
function writingOwn(
  before: Capabilities,
  groups: IndexSet,
  steps: readonly GainingStep[],
  reader: EffectiveAccessReader,
): Gained | null {
  const { access, self, itself: myself, population } = before;
  const writes = (action: string) =>
    within(before.targets(action), targetKind(action) === 'group' ? groups : myself);
  const step = gainingStep(before, writes, WRITING_POLICIES, {
    what: `everything that ${whatLimits(access)}`,
    policy: null,
    frees: access.catalog.all,
  });
  if (step === null) return null;
  const given = reader.accessOf(access.actor, { policies: (held) => [...held, EVERYTHING] });
  return {
    capabilities: new Capabilities(given, self, population),
    steps: [...steps, step],
    wroteOwn: true,
    withPolicies: null,
  };
}

/** Joins every group that it may join without condition; those that it may join under conditions, if there is no other. */
function joining(
  before: Capabilities,
  groups: IndexSet,
  taken: Gained | null,
  reader: EffectiveAccessReader,
): Gained | null {
  const { access, self, population } = before;
  const { actor } = access;
  if (actor.type !== 'user') return null;
  const { open, conditional } = without(before.targets(PUTTING_INTO_GROUP), groups);
  const joinable = IndexSet.of(
    (open.isEmpty ? conditional : open).indexes().filter((number) => {
      const group = population.principals[number];
      return group !== undefined && !identityPolicies(group).some(holdsDeny);
    }),
  );
  if (joinable.isEmpty) return null;
  const joined = joinable.indexes().flatMap((number) => {
    const group = population.principals[number];
    return group?.type === 'group' ? [group] : [];
  });
  const what = `what ${joined.length === 1 ? 'group' : 'groups'} ${joined.map(({ name }) => name).join(', ')} may do`;
  const step = gainingStep(
    before,
    (action) => within(before.targets(action), joinable),
    [PUTTING_INTO_GROUP],
    { what, policy: null, frees: access.catalog.all },
  );
  if (step === null) return null;
  const member = new Capabilities(
    reader.accessOf(
      { ...actor, groups: [...actor.groups, ...joined] },
      // What was taken up before is kept.
      {
        policies: (held) => [
          ...access.sources,
          ...held.filter(({ group }) => group !== null && joined.includes(group)),
        ],
      },
    ),
    self,
    population,
  );
  return {
    capabilities: member,
    steps: [...(taken?.steps ?? []), step],
    wroteOwn: false,
    withPolicies: taken?.withPolicies ?? null,
  };
}

function whatLimits({ boundary, denies }: EffectiveAccess): string {
  if (boundary === 'none') return 'its Deny statements leave';
  return denies.length === 0
    ? 'its permissions boundary leaves'
    : 'its permissions boundary and Deny statements leave';
}
