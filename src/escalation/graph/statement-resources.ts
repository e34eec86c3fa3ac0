import type { EffectiveAccess } from '../../access/effective-access.js';
import { IndexSet } from '../../catalog/index-set.js';
import { fillKnownVariables, type RequestContext } from '../../policy/policy-variables.js';
import type { ResourceCoverage } from '../../policy/resource-coverage.js';
import type { VariableReading } from '../../policy/resource-pattern.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ArnIndex } from './arn-index.js';
import { memoised } from './grouped.js';

const TURNED_ROUND = { constant: 'wildcard', wildcard: 'constant' } as const satisfies Record<
  VariableReading,
  VariableReading
>;

/** By index and coverage: a statement is asked for every principal that holds it, and few hold variables. */
const constantResources = new WeakMap<ArnIndex, WeakMap<ResourceCoverage, IndexSet>>();

/**
 * The entries that a statement's Resource or NotResource is about; where the caller can change its own tags, with the
 * tags that widen what is read as a wildcard and narrow what is read as constant.
 */
export function resourcesOf(
  entry: StatementReading,
  { context }: EffectiveAccess,
  index: ArnIndex,
  unknownVariables: VariableReading,
): IndexSet {
  const { otherTags = null } = context;
  const asItIs = resourcesAsItIs(entry, { context }, index, unknownVariables);
  if (otherTags === null || !entry.coverage.patterns.some(({ text }) => text.includes('${'))) return asItIs;
  const other = resourcesAsItIs(entry, { context: otherTags }, index, unknownVariables);
  return unknownVariables === 'wildcard' ? asItIs.union(other) : asItIs.intersect(other);
}

/** The same with the tags that the caller has. */
export function resourcesAsItIs(
  { coverage }: StatementReading,
  { context }: { readonly context: RequestContext },
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
export function dependsOnVariables({ coverage }: StatementReading, { context }: EffectiveAccess): boolean {
  const { otherTags = null } = context;
  return coverage.patterns.some(
    ({ text, variablesKnown }) =>
      variablesKnown && text.includes('${') && fillKnownVariables(text, otherTags ?? context).includes('${'),
  );
}
