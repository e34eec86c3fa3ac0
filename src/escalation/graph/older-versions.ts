import type { EffectiveAccess } from '../../access/effective-access.js';
import type { PolicySource } from '../../access/policy-source.js';
import { IndexSet } from '../../catalog/index-set.js';
import { Capabilities } from './capabilities.js';
import { ceilingOf, holdsEverything, type Fullness } from './ceiling.js';
import type { Standing } from './standing.js';
import { NO_TARGETS, type Targets } from './targets.js';

/**
 * The principal itself, if making another stored version of a policy it has the default one would give it
 * everything, or let it write its own policies.
 */
export function olderVersionTargets(capabilities: Capabilities, standing: Standing): Targets {
  const { access, self, population } = capabilities;
  const { open, conditional } = capabilities.policyTargets('iam:SetDefaultPolicyVersion');
  const myself = IndexSet.of([self]);
  let best = NO_TARGETS;
  for (const source of access.sources) {
    const policies = population.policyArns.named(source.managed?.arn ?? '');
    if (!open.union(conditional).intersects(policies)) continue;
    for (const replacement of otherVersions(source)) {
      if (!standing.reader.gives(replacement, access.actor, lacking(access))) continue;
      const changed = standing.reader.accessOf(access.actor, {
        policies: (held) => held.map((each) => (each.managed === source.managed ? replacement : each)),
      });
      const fullness = gain(new Capabilities(changed, self, population));
      if (fullness === 'closed') continue;
      if (fullness === 'open' && open.intersects(policies))
        return { open: myself, conditional: IndexSet.empty };
      best = { open: IndexSet.empty, conditional: myself };
    }
  }
  return best;
}

function otherVersions(source: PolicySource): readonly PolicySource[] {
  return (source.managed?.versions ?? []).flatMap(({ isDefault, document: stored }) =>
    isDefault || stored?.parsed.ok !== true ? [] : [{ ...source, stored, document: stored.parsed.document }],
  );
}

/** Whether a principal holds everything, or can at least give itself everything. */
function gain(capabilities: Capabilities): Fullness {
  const held = holdsEverything(capabilities.access);
  if (held === 'open') return held;
  const { open, conditional } = capabilities.rewritable();
  const ceiling = ceilingOf(capabilities.access);
  if (ceiling === 'closed') return held;
  if (open.has(capabilities.self)) return ceiling;
  return conditional.has(capabilities.self) ? 'conditional' : held;
}

/** Actions on identities that it cannot use freely; no version that gives none of them makes it administrator. */
function lacking({ catalog, reach }: EffectiveAccess): IndexSet {
  return catalog.expand('iam:*').minus(reach.unrestricted);
}
