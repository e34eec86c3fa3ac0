import type { EffectiveAccess, EffectiveAccessReader } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import type { ManagedPolicy } from '../../account/account.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { statementActions } from '../../policy/statement-reading.js';
import { Capabilities, CHOOSING_VERSION, WRITING_POLICIES } from './capabilities.js';
import { ceilingOf, holdsEverything, type Fullness } from './ceiling.js';
import { imageOfGains } from './freeing-others.js';
import { memoised } from './grouped.js';
import type { Population } from './population.js';
import { SetImage } from './set-image.js';
import { conditionally, eitherReaches, NO_TARGETS, within, without, type Targets } from './targets.js';

/**
 * The principal itself, if making another stored version of a policy it has the default one would give it
 * everything, or let it write its own policies.
 */
export function olderVersionTargets(capabilities: Capabilities, reader: EffectiveAccessReader): Targets {
  const { access, self, population } = capabilities;
  const policies = capabilities.policyTargets(CHOOSING_VERSION);
  const gained = access.sources.map((source): Targets => {
    const numbers = population.policyArns.named(source.managed?.arn ?? '');
    const isOpen = policies.open.intersects(numbers);
    if (!isOpen && !policies.conditional.intersects(numbers)) return NO_TARGETS;
    const own = graded(gain(access, self, source, population, reader), self);
    return isOpen ? own : conditionally(own);
  });
  return gained.reduce(eitherReaches, NO_TARGETS);
}

/** Which other versions of policies there are, and whom they would give everything. Worked out when somebody can choose. */
export class OlderVersions {
  /** Numbers of the customer-managed policies of more than one version. */
  private readonly policies: IndexSet;
  private readonly open: SetImage;
  private readonly conditional: SetImage;

  constructor(accesses: readonly EffectiveAccess[], population: Population, reader: EffectiveAccessReader) {
    this.policies = IndexSet.of(
      population.customerPolicies.flatMap(({ versions }, number) => (versions.length > 1 ? [number] : [])),
    );
    const known = new Map<number, Targets>();
    const gainedFrom = (policy: number): Targets =>
      memoised(known, policy, () => holdersThatGain(policy, accesses, population, reader));
    this.open = new SetImage((policy) => gainedFrom(policy).open);
    this.conditional = new SetImage((policy) => gainedFrom(policy).conditional);
  }

  /** The others to whom a principal gives everything by choosing another version of a policy of theirs. */
  givenBy(capabilities: Capabilities): Targets {
    if (this.policies.isEmpty) return NO_TARGETS;
    const chosen = within(capabilities.policyTargets(CHOOSING_VERSION), this.policies);
    const all = imageOfGains(chosen, this.open, this.conditional);
    return without(all, capabilities.itself);
  }
}

function holdersThatGain(
  policy: number,
  accesses: readonly EffectiveAccess[],
  population: Population,
  reader: EffectiveAccessReader,
): Targets {
  const managed = population.customerPolicies[policy];
  const [first] = accesses;
  if (managed === undefined || first === undefined || otherVersions(managed, first.catalog).length === 0)
    return NO_TARGETS;
  const holders = population.holdersOf.of(IndexSet.of([policy])).indexes();
  return holders
    .map((holder): Targets => {
      const access = accesses[holder];
      const source = access?.sources.find((each) => each.managed?.arn === managed.arn);
      if (access === undefined || source === undefined) return NO_TARGETS;
      return graded(gain(access, holder, source, population, reader), holder);
    })
    .reduce(eitherReaches, NO_TARGETS);
}

/** How much a principal has by the best of the other versions of one of its policies. */
function gain(
  access: EffectiveAccess,
  self: number,
  source: PolicySource,
  population: Population,
  reader: EffectiveAccessReader,
): Fullness {
  let best: Fullness = 'closed';
  if (source.managed === null) return best;
  for (const version of otherVersions(source.managed, access.catalog)) {
    const replacement = { ...source, ...version };
    if (!reader.gives(replacement, access.actor, lacking(access))) continue;
    const changed = reader.accessOf(access.actor, {
      withoutBoundary: access.boundary === 'none',
      policies: () => access.sources.map((each) => (each.managed === source.managed ? replacement : each)),
    });
    const fullness = fullnessOf(new Capabilities(changed, self, population));
    if (fullness === 'open') return fullness;
    if (fullness === 'conditional') best = fullness;
  }
  return best;
}

function graded(fullness: Fullness, principal: number): Targets {
  if (fullness === 'closed') return NO_TARGETS;
  const one = IndexSet.of([principal]);
  return fullness === 'open'
    ? { open: one, conditional: IndexSet.empty }
    : { open: IndexSet.empty, conditional: one };
}

const versionsOf = new WeakMap<ManagedPolicy, readonly Pick<PolicySource, 'stored' | 'document'>[]>();

/** The versions of a policy that are not the default one and let policies be written: no other makes administrators. */
function otherVersions(
  policy: ManagedPolicy,
  catalog: Catalog,
): readonly Pick<PolicySource, 'stored' | 'document'>[] {
  return memoised(versionsOf, policy, () => {
    const writing = catalog.setOf(WRITING_POLICIES);
    return policy.versions.flatMap(({ isDefault, document: stored }) => {
      if (isDefault || stored?.parsed.ok !== true) return [];
      const { document } = stored.parsed;
      const isOfUse = document.statements.some(
        (statement) =>
          statement.effect === 'Allow' && statementActions(statement, catalog).intersects(writing),
      );
      return isOfUse ? [{ stored, document }] : [];
    });
  });
}

/** Whether a principal holds everything, or can at least give itself everything. */
function fullnessOf(capabilities: Capabilities): Fullness {
  const held = holdsEverything(capabilities.access);
  if (held === 'open') return held;
  const { open, conditional } = capabilities.rewritable();
  const ceiling = ceilingOf(capabilities.access);
  if (ceiling === 'closed') return held;
  if (open.has(capabilities.self)) return ceiling;
  return conditional.has(capabilities.self) ? 'conditional' : held;
}

/** Actions that write policies and that it cannot use freely; no version that gives none of them makes it administrator. */
function lacking({ catalog, reach }: EffectiveAccess): IndexSet {
  return catalog.setOf(WRITING_POLICIES).minus(reach.unrestricted);
}
