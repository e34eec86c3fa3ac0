import type { FixPlaceholder } from '../assessment/proposed-fix.js';
import { IndexSet } from '../catalog/index-set.js';
import { includes, patternSymbols } from '../policy/resource-pattern.js';
import type { StatementReading } from '../policy/statement-reading.js';
import type { Circumstances } from './judged-document.js';
import { distinctPlaceholders, namedResource } from './named-resource.js';

/** What can stand in Resource in the place of patterns that cover whole types. */
export interface NarrowedResources {
  readonly resources: readonly string[];
  readonly placeholders: readonly FixPlaceholder[];
}

/** Which types are named: all that an action can work on, or those that each call needs. */
export type TypeChoice = 'all' | 'required';

/**
 * The resources of a statement for some of its actions, with the ARNs of single resources in the place of each pattern
 * that matches all resources of a type; null where that cannot be said.
 */
export function narrowedResources(
  reading: StatementReading,
  actions: IndexSet,
  circumstances: Circumstances,
  choice: TypeChoice,
): NarrowedResources | null {
  const { catalog, place } = circumstances;
  const types = typesOf(actions, circumstances, choice);
  const resources = new Set<string>();
  const placeholders: FixPlaceholder[] = [];
  for (const { pattern, covered, touched } of patternsOf(reading, circumstances)) {
    const open = covered.intersect(types);
    if (open.isEmpty) {
      if (touched.intersects(types)) resources.add(pattern);
      continue;
    }
    for (const index of open.indexes()) {
      const type = catalog.resourceTypes[index];
      if (type === undefined) return null;
      const named = namedResource(type, pattern, place, catalog);
      const wider = patternSymbols(pattern, reading.variablesKnown, 'constant');
      if (!/^\*+$/.test(pattern) && !includes(wider, patternSymbols(named.arn, true, 'constant')))
        return null;
      resources.add(named.arn);
      placeholders.push(...named.placeholders);
    }
  }
  return resources.size === 0
    ? null
    : { resources: [...resources].sort(), placeholders: distinctPlaceholders(placeholders) };
}

/** The actions of a statement that it allows on all resources of some type. */
export function openActions(
  reading: StatementReading,
  actions: IndexSet,
  { catalog }: Circumstances,
): IndexSet {
  const { coverage } = reading;
  const asked = reading.actions.intersect(actions);
  if (coverage.everything) return asked;
  return IndexSet.of(
    asked.indexes().filter((action) => {
      const { required, optional } = catalog.requirement(action);
      if (required.length + optional.length === 0) return coverage.wildcard;
      return coverage.covered.hasAny(required) || coverage.covered.hasAny(optional);
    }),
  );
}

function typesOf(actions: IndexSet, { catalog }: Circumstances, choice: TypeChoice): IndexSet {
  return IndexSet.of(
    actions
      .indexes()
      .flatMap((action) => {
        const { required, optional } = catalog.requirement(action);
        return choice === 'all' || required.length === 0 ? [...required, ...optional] : required;
      })
      .sort((a, b) => a - b),
  );
}

interface JudgedPattern {
  readonly pattern: string;
  readonly covered: IndexSet;
  readonly touched: IndexSet;
}

function patternsOf(
  { statement, coverage, variablesKnown }: StatementReading,
  { judge }: Circumstances,
): readonly JudgedPattern[] {
  // What NotResource leaves open is named as if it were everything.
  if (coverage.inverted) return [{ pattern: '*', covered: coverage.covered, touched: coverage.touched }];
  return (statement.resources ?? []).map((pattern) => {
    const { covered, touched } = judge.judge({ ...statement, resources: [pattern] }, variablesKnown);
    return { pattern, covered, touched };
  });
}
