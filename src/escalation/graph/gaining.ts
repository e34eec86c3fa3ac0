import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import { identityPolicies } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import { Capabilities, targetKind, WRITING_POLICIES } from './capabilities.js';
import type { Preparation } from './edge.js';
import { EVERYTHING } from './everything.js';
import { holdsDeny } from './lifting.js';
import { PUTTING_INTO_GROUP } from './putting-into-groups.js';
import type { Standing } from './standing.js';
import { reached, without } from './targets.js';

/** What a principal can do once it has given itself what its boundary and its Deny statements leave it. */
export interface Gained {
  readonly capabilities: Capabilities;
  readonly steps: readonly GainingStep[];
  /** Whether it wrote its own policies: then what it wrote allows all that is left to it. */
  readonly wroteOwn: boolean;
}

/** How a principal gives itself more. */
export interface GainingStep extends Preparation {
  /** What it could do before. */
  readonly by: Capabilities;
  /** Any one of these will do; the first is what is told. */
  readonly means: readonly GainingMeans[];
}

interface GainingMeans {
  readonly action: string;
  /** Itself, or groups. */
  readonly on: IndexSet;
}

/**
 * What a principal gains by writing its own policies, or by joining groups; null where it can do neither. One that could
 * have everything gains that by writing, which is another step, so that only what groups add is of interest.
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
  const member = joining(capabilities, groups, reader);
  if (member === null || couldHaveEverything) return member;
  return writingOwn(member.capabilities, groups.union(joinedGroups(member)), member.steps, reader) ?? member;
}

/** The groups that somebody joins who gains by that. */
export function joinedGroups({ steps }: Gained): IndexSet {
  return IndexSet.unionOf(steps.flatMap(({ means }) => means.map(({ on }) => on)));
}

/** @param groups - those that it is a member of by then */
function writingOwn(
  before: Capabilities,
  groups: IndexSet,
  steps: readonly GainingStep[],
  reader: EffectiveAccessReader,
): Gained | null {
  const { access, self, itself: myself, population } = before;
  const onWhom = (action: string) => (targetKind(action) === 'group' ? groups : myself);
  const step = gainingStep(before, onWhom, WRITING_POLICIES, `everything that ${whatLimits(access)}`);
  if (step === null) return null;
  const given = reader.accessOf(access.actor, { policies: (held) => [...held, EVERYTHING] });
  return {
    capabilities: new Capabilities(given, self, population),
    steps: [...steps, step],
    wroteOwn: true,
  };
}

/** Joins every group that it may join without condition; those that it may join under conditions, if there is no other. */
function joining(before: Capabilities, groups: IndexSet, reader: EffectiveAccessReader): Gained | null {
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
  const step = gainingStep(before, () => joinable, [PUTTING_INTO_GROUP], what);
  if (step === null) return null;
  const member = new Capabilities(
    reader.accessOf({ ...actor, groups: [...actor.groups, ...joined] }),
    self,
    population,
  );
  return { capabilities: member, steps: [step], wroteOwn: false };
}

/** The surest of some actions on whom each is of use, and all others that would do as well. */
function gainingStep(
  by: Capabilities,
  onWhom: (action: string) => IndexSet,
  actions: readonly string[],
  what: string,
): GainingStep | null {
  const means = (sureness: 'open' | 'conditional') =>
    actions.flatMap((action) => {
      const on = by.targets(action)[sureness].intersect(onWhom(action));
      return on.isEmpty ? [] : [{ action, on }];
    });
  const sure = means('open');
  const all = [...sure, ...means('conditional')];
  const [first] = all;
  if (first === undefined) return null;
  const { action } = first;
  const verdict = sure.length > 0 ? 'confirmed' : 'conditional';
  return { kind: 'gains', path: action, action, verdict, policy: null, what, by, means: all };
}

function whatLimits({ boundary, denies }: EffectiveAccess): string {
  if (boundary === 'none') return 'its Deny statements leave';
  return denies.length === 0
    ? 'its permissions boundary leaves'
    : 'its permissions boundary and Deny statements leave';
}
