import type { Catalog } from '../catalog/catalog.js';
import { IndexSet } from '../catalog/index-set.js';
import type { CoverageJudge } from './resource-coverage.js';
import type { StatementReading } from './statement-reading.js';

/** What one Deny takes away where it applies, whoever is denied. */
export interface Removal {
  /** Actions of which it leaves nothing. */
  readonly total: IndexSet;
  /** Actions of which it leaves named resources. */
  readonly narrowed: IndexSet;
  /** Actions that work on one of several resource types, of which it denies some in full. */
  readonly alternatives: IndexSet;
  /** The resource types that it denies in full. */
  readonly types: IndexSet;
}

const removals = new WeakMap<StatementReading, Removal>();

/** Works out, once for each statement, what a Deny takes away. */
export function removalOf(deny: StatementReading, catalog: Catalog, judge: CoverageJudge): Removal {
  let removal = removals.get(deny);
  if (removal === undefined) {
    removal = remove(deny, catalog, judge);
    removals.set(deny, removal);
  }
  return removal;
}

function remove({ coverage, actions }: StatementReading, catalog: Catalog, judge: CoverageJudge): Removal {
  const none = IndexSet.empty;
  const { selection } = judge;
  if (coverage.everything && !coverage.inverted) {
    return { total: actions, narrowed: none, alternatives: none, types: coverage.covered };
  }
  // Of a NotResource, types that the named exceptions cannot even touch are denied in full.
  const types = coverage.inverted
    ? coverage.patterns.reduce((left, { touched }) => left.minus(touched), coverage.covered)
    : coverage.covered;
  const unrestrictable = coverage.wildcard ? actions.minus(catalog.restrictable) : none;
  const total = selection.deniable(actions, types).union(unrestrictable);
  const narrowed = coverage.inverted ? selection.deniable(actions, coverage.covered).minus(total) : none;
  const partly = selection.touchable(actions, types).minus(total);
  const alternatives = IndexSet.of(
    partly.indexes().filter((action) => catalog.requirement(action).oneOf.length > 0),
  );
  return { total, narrowed, alternatives, types };
}

/** What several Denies take away of actions that work on one of several resource types. */
export interface ClosedAlternatives {
  /** Actions of which nothing is left: all the types that are granted are denied. */
  readonly gone: IndexSet;
  /** Actions of which nothing is left where the conditions of a Deny hold. */
  readonly lowered: IndexSet;
}

const NONE_CLOSED: ClosedAlternatives = { gone: IndexSet.empty, lowered: IndexSet.empty };

/** Actions for which the Denies, between them, deny every resource type that the Allows grant. */
export function closedAlternatives(
  reached: () => IndexSet,
  policies: readonly (readonly StatementReading[])[],
  denies: readonly StatementReading[],
  catalog: Catalog,
  judge: CoverageJudge,
): ClosedAlternatives {
  const closing = denies
    .map((deny) => ({ deny, kind: deny.denial?.kind, removal: removalOf(deny, catalog, judge) }))
    .filter(
      ({ kind, removal }) => (kind === 'always' || kind === 'conditional') && !removal.alternatives.isEmpty,
    );
  if (closing.length === 0) return NONE_CLOSED;
  const open = IndexSet.unionOf(closing.map(({ removal }) => removal.alternatives)).intersect(reached());
  if (open.isEmpty) return NONE_CLOSED;
  const allows = policies.flat().filter(({ actions }) => actions.intersects(open));
  const gone: number[] = [];
  const lowered: number[] = [];
  for (const action of open.indexes()) {
    const granting = allows.filter(({ actions }) => actions.has(action));
    const granted = catalog
      .requirement(action)
      .oneOf.filter((type) => granting.some(({ coverage }) => coverage.touched.has(type)));
    const denying = closing.filter(({ deny }) => deny.actions.has(action));
    const isDenied = (type: number, by: typeof denying) => by.some(({ removal }) => removal.types.has(type));
    const always = denying.filter(({ kind }) => kind === 'always');
    if (granted.every((type) => isDenied(type, always))) gone.push(action);
    else if (granted.every((type) => isDenied(type, denying))) lowered.push(action);
  }
  return { gone: IndexSet.of(gone), lowered: IndexSet.of(lowered) };
}
