import { layersOf, type EffectiveAccess } from '../../access/effective-access.js';
import type { Statements } from '../../access/statement-for-principal.js';
import { IndexSet } from '../../catalog/index-set.js';
import { fillKnownVariables, type RequestContext } from '../../policy/policy-variables.js';
import type { ResourceCoverage } from '../../policy/resource-coverage.js';
import type { VariableReading } from '../../policy/resource-pattern.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { memoised } from './grouped.js';
import { onTargets } from './statement-on-targets.js';
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
      const sure = dependsOnVariables(allow, access) ? resourcesOf(allow, access, index, 'constant') : set;
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

const TURNED_ROUND = { constant: 'wildcard', wildcard: 'constant' } as const satisfies Record<
  VariableReading,
  VariableReading
>;

/** By index and coverage: a statement is asked for every principal that holds it, and few hold variables. */
const constantResources = new WeakMap<ArnIndex, WeakMap<ResourceCoverage, IndexSet>>();

/** The entries that a statement's Resource or NotResource is about. */
function resourcesOf(
  { coverage }: StatementReading,
  { context }: EffectiveAccess,
  index: ArnIndex,
  unknownVariables: VariableReading,
): IndexSet {
  const known = memoised(constantResources, index, () => new WeakMap<ResourceCoverage, IndexSet>());
  const constant = known.get(coverage);
  if (constant !== undefined) return constant;
  const resources = findResources(coverage, context, index, unknownVariables);
  if (!coverage.patterns.some(({ text }) => text.includes('${'))) known.set(coverage, resources);
  return resources;
}

function findResources(
  coverage: ResourceCoverage,
  context: RequestContext,
  index: ArnIndex,
  unknownVariables: VariableReading,
): IndexSet {
  // NotResource counts as everything, whatever it spares.
  if (coverage.everything && !coverage.inverted) return index.all;
  // What may be left is all but what is spared for certain, and the other way round.
  const reading = coverage.inverted ? TURNED_ROUND[unknownVariables] : unknownVariables;
  const named = IndexSet.unionOf(
    coverage.patterns.map(({ text, variablesKnown }) =>
      variablesKnown && text.includes('${')
        ? index.matching(fillKnownVariables(text, context), variablesKnown, reading)
        : index.matching(text, variablesKnown),
    ),
  );
  return coverage.inverted ? index.all.minus(named) : named;
}

/** The entries of the index that a statement can be about. */
export function resourcesNamed(entry: StatementReading, access: EffectiveAccess, index: ArnIndex): IndexSet {
  return resourcesOf(entry, access, index, 'wildcard');
}

/** Whether a statement's resources depend on something of the request that nobody knows. */
function dependsOnVariables({ coverage }: StatementReading, { context }: EffectiveAccess): boolean {
  return coverage.patterns.some(
    ({ text, variablesKnown }) =>
      variablesKnown && text.includes('${') && fillKnownVariables(text, context).includes('${'),
  );
}
