import { layersOf, type EffectiveAccess } from '../../access/effective-access.js';
import type { Statements } from '../../access/statement-for-principal.js';
import { IndexSet } from '../../catalog/index-set.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { onTargets } from './statement-on-targets.js';
import { dependsOnVariables, resourcesAsItIs, resourcesOf } from './statement-resources.js';
import { bothReach, conditionally, NO_TARGETS, type Targets } from './targets.js';

/** Replaces the statements that apply to a request, where more is known of it than who makes it. */
export type StatementFilter = (entry: StatementReading) => readonly StatementReading[];

const everyStatement: StatementFilter = (entry) => [entry];

/**
 * The entries of an index that a principal can use an action on, after every Deny, inside its boundary and the
 * organisation's policies.
 */
export function actionTargets(
  access: EffectiveAccess,
  action: number,
  index: ArnIndex,
  filter: StatementFilter = everyStatement,
): Targets {
  const own = statementTargets(access, access, action, index, filter);
  return insideLayers(access, own, action, index, filter);
}

/**
 * What is left where a resource's own policy grants the action, so that no identity policy need do so: all but
 * what is denied, or not allowed by the layers that bind such grants too.
 *
 * @param isBeyondBoundary - whether it names neither a user nor a role, but everyone or one session. As what names the
 *   ARN of a user, that is not limited by what the boundary fails to allow, only by what it denies.
 */
export function undeniedTargets(
  access: EffectiveAccess,
  action: number,
  index: ArnIndex,
  isBeyondBoundary = access.actor.type === 'user',
): Targets {
  const everything: Targets = { open: index.all, conditional: IndexSet.empty };
  const own = afterDenies(everything, access, access.denies, action, index, everyStatement);
  if (!isBeyondBoundary) return insideLayers(access, own, action, index, everyStatement);
  const { boundary } = access;
  const denied =
    typeof boundary === 'string'
      ? own
      : afterDenies(own, access, boundary.denies, action, index, everyStatement);
  const left = insideLayers({ ...access, boundary: 'none' }, denied, action, index, everyStatement);
  // What a boundary denies that the input does not hold is not known.
  return boundary === 'unknown' ? conditionally(left) : left;
}

function insideLayers(
  access: EffectiveAccess,
  targets: Targets,
  action: number,
  index: ArnIndex,
  filter: StatementFilter,
): Targets {
  let left = targets;
  for (const layer of layersOf(access))
    left = bothReach(left, statementTargets(access, layer, action, index, filter));
  return access.boundary === 'unknown' ? conditionally(left) : left;
}

function statementTargets(
  access: EffectiveAccess,
  { allows, denies }: Statements,
  action: number,
  index: ArnIndex,
  filter: StatementFilter,
): Targets {
  let open = IndexSet.empty;
  let conditional = IndexSet.empty;
  for (const entry of allows) {
    if (!entry.actions.has(action)) continue;
    for (const allow of filter(entry)) {
      const set = resourcesOf(allow, access, index, 'wildcard');
      // Whatever the variables hold of which nobody knows.
      const sure = dependsOnVariables(allow, access)
        ? resourcesAsItIs(allow, access, index, 'constant')
        : set;
      for (const { entry: applied, targets } of onTargets(allow, access, action, index)) {
        const isOpen = applied.limits.length === 0;
        if (isOpen) open = open.union(sure.intersect(targets));
        if (!isOpen || set !== sure) conditional = conditional.union(set.intersect(targets));
      }
    }
  }
  if (open.isEmpty && conditional.isEmpty) return NO_TARGETS;
  return afterDenies({ open, conditional: conditional.minus(open) }, access, denies, action, index, filter);
}

function afterDenies(
  targets: Targets,
  access: EffectiveAccess,
  denies: readonly StatementReading[],
  action: number,
  index: ArnIndex,
  filter: StatementFilter,
): Targets {
  let { open, conditional } = targets;
  for (const entry of denies) {
    if (!entry.actions.has(action)) continue;
    // Its tests may be decided below, but not what it names: mostly no principals of the input.
    const named = resourcesOf(entry, access, index, 'constant');
    if (named.isEmpty) continue;
    for (const deny of filter(entry)) {
      for (const { entry: applied, targets: among } of onTargets(deny, access, action, index)) {
        const strength = applied.denial?.kind ?? 'always';
        if (strength === 'evadable' || strength === 'confining') continue;
        const set = named.intersect(among);
        const lowered = open.intersect(set);
        open = open.minus(set);
        if (strength === 'always') conditional = conditional.minus(set);
        else conditional = conditional.union(lowered);
      }
    }
  }
  return { open, conditional };
}
