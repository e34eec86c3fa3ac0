import type { EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { alikeToAttach, choosesPolicy } from './attachable-policies.js';
import { Capabilities, CHOOSING_VERSION, targetKind } from './capabilities.js';
import { gainingStep, type GainingStep } from './gaining-step.js';
import { memoised } from './grouped.js';
import { holdsDeny } from './lifting.js';
import { MAKING } from './new-principals.js';
import { NO_TARGETS, reachesNothing, within } from './targets.js';
import { ASSUMING, SENDING_ACTIONS } from './trust-statements.js';

/** What somebody can do with the policies that it put in force for itself. */
export interface TakenUp {
  readonly capabilities: Capabilities;
  readonly steps: readonly GainingStep[];
}

/** A policy that a principal can put in force for itself. */
interface Offer {
  readonly source: PolicySource;
  /** Whether it has the policy in another version, which is gone then. */
  readonly replaces: boolean;
  readonly step: GainingStep;
}

/**
 * Attaches to itself or its groups the policies that are there for it to attach, and makes stored versions of those that
 * it has the default ones, as far as they allow more: those that it may without condition, or else those that
 * it may under conditions. Policies that make an administrator by themselves are other steps. Null where there are none.
 *
 * @param groups - those that it is a member of
 */
export function takingUp(
  before: Capabilities,
  groups: IndexSet,
  reader: EffectiveAccessReader,
): TakenUp | null {
  const { access, self, population } = before;
  const offers = [...attaching(before, groups, reader), ...choosing(before, reader)];
  const sure = offers.filter(({ step }) => step.verdict === 'confirmed');
  const taken = sure.length > 0 ? sure : offers;
  if (taken.length === 0) return null;
  const chosen = new Map(
    taken.flatMap(({ source, replaces }) => (replaces ? [[source.managed, source] as const] : [])),
  );
  const added = taken.flatMap(({ source, replaces }) => (replaces ? [] : [source]));
  const after = reader.accessOf(access.actor, {
    policies: (held) => [...held.map((each) => inVersionOf(each, chosen.get(each.managed))), ...added],
  });
  return {
    capabilities: new Capabilities(after, self, population),
    steps: taken.map(({ step }) => step),
  };
}

function inVersionOf(source: PolicySource, chosen: PolicySource | undefined): PolicySource {
  return chosen === undefined ? source : { ...source, stored: chosen.stored, document: chosen.document };
}

/** Only of somebody who may not attach any policy: who may, attaches one that allows everything. */
function attaching(before: Capabilities, groups: IndexSet, reader: EffectiveAccessReader): readonly Offer[] {
  const { access, itself, population } = before;
  const { actor, sources } = access;
  const own = actor.type === 'role' ? 'iam:AttachRolePolicy' : 'iam:AttachUserPolicy';
  const onWhom = (action: string) => (targetKind(action) === 'group' ? groups : itself);
  const actions = (actor.type === 'role' ? [own] : [own, 'iam:AttachGroupPolicy']).filter(
    (action) =>
      choosesPolicy(access, action) && !reachesNothing(within(before.usableOn(action), onWhom(action))),
  );
  if (actions.length === 0) return [];
  const others = population.attachable.others(actor, own);
  return alikeToAttach(access, others).flatMap((alike) => {
    const [{ arn } = { arn: '' }] = alike;
    const reach = new Map(
      actions.map((action) => [action, before.attachingOne(action, arn, onWhom(action))]),
    );
    if ([...reach.values()].every(reachesNothing)) return [];
    return alike.flatMap((managed) => {
      const stored = managed.document;
      if (stored?.parsed.ok !== true || sources.some((each) => each.managed === managed)) return [];
      const { document } = stored.parsed;
      const source = {
        name: managed.name,
        kind: 'attached',
        group: null,
        managed,
        stored,
        document,
      } as const;
      const frees = reader.givenBy(source, actor);
      if (holdsDeny(source) || access.reach.unrestricted.includes(frees)) return [];
      const step = gainingStep(before, (action) => reach.get(action) ?? NO_TARGETS, actions, {
        what: `what policy ${managed.name} allows`,
        policy: managed.arn,
        frees,
      });
      return step === null ? [] : [{ source, replaces: false, step }];
    });
  });
}

/** Of several stored versions of a policy the one that allows most of what leads on. */
function choosing(before: Capabilities, reader: EffectiveAccessReader): readonly Offer[] {
  const { access, itself, population } = before;
  const held = new Map(
    access.sources.flatMap((source) =>
      source.managed !== null && source.managed.versions.length > 1
        ? [[source.managed, source] as const]
        : [],
    ),
  );
  if (held.size === 0) return [];
  const { open, conditional } = before.policyTargets(CHOOSING_VERSION);
  const leading = leadingOn(access.catalog);
  return [...held].flatMap(([managed, current]) => {
    const numbers = population.policyArns.named(managed.arn);
    const ofWhom = (policies: IndexSet) => (policies.intersects(numbers) ? itself : IndexSet.empty);
    const reach = { open: ofWhom(open), conditional: ofWhom(conditional) };
    if (reachesNothing(reach)) return [];
    const losesWay = reader.gives(current, access.actor, leading);
    const [best] = managed.versions
      .flatMap(({ versionId, isDefault, document: stored }) => {
        if (isDefault || stored?.parsed.ok !== true || holdsDeny(stored.parsed)) return [];
        const { document } = stored.parsed;
        const frees = reader.givenBy({ document }, access.actor);
        if (access.reach.unrestricted.includes(frees)) return [];
        // What leads on is not given up for what does not.
        if (losesWay && !frees.intersects(leading)) return [];
        return [{ versionId, frees, source: { ...current, stored, document } }];
      })
      .sort(
        (one, other) =>
          other.frees.intersect(leading).size - one.frees.intersect(leading).size ||
          other.frees.size - one.frees.size,
      );
    if (best === undefined) return [];
    const step = gainingStep(before, () => reach, [CHOOSING_VERSION], {
      what: `what version ${best.versionId} of policy ${managed.name} allows`,
      policy: managed.arn,
      frees: best.frees,
    });
    return step === null ? [] : [{ source: best.source, replaces: true, step }];
  });
}

const known = new WeakMap<Catalog, IndexSet>();

/** The actions that steps to others take. */
function leadingOn(catalog: Catalog): IndexSet {
  return memoised(known, catalog, () =>
    catalog.setOf([
      ASSUMING,
      ...SENDING_ACTIONS,
      ...MAKING,
      ...[...escalationPathsOf(catalog).values()].flatMap(({ requiredActions }) => requiredActions),
    ]),
  );
}
