import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import { gradedActions } from './graded-actions.js';
import { kindsInForce, type KindsInForce } from './kinds-in-force.js';
import { RISK_KINDS } from './kinds.generated.js';
import type { PolicyEvidence, PolicyRiskKind, RiskKind, RiskMetadata } from './risk-kind.js';

/** What a configuration changes of a kind. */
export interface KindAdjustment {
  readonly severity?: RiskMetadata['severity'];
  /** Patterns of actions that it finds too. */
  readonly addedActions?: readonly string[];
  /** Patterns of actions that it finds no more. */
  readonly removedActions?: readonly string[];
}

/** Kinds that find any action of a list, so that the list can be made longer or shorter. */
export const KINDS_WITH_ACTIONS: readonly string[] = [
  'DataExfiltration',
  'ResourceExposure',
  'CredentialsExposure',
  'InfrastructureModification',
];

/** The kinds with other severities and lists of actions. */
export function adjustedKinds(
  adjustments: ReadonlyMap<string, KindAdjustment>,
  catalog: Catalog,
): KindsInForce {
  return kindsInForce(
    RISK_KINDS.map((kind) => {
      const adjustment = adjustments.get(kind.id);
      return adjustment === undefined ? kind : adjusted(kind, adjustment, catalog);
    }),
  );
}

function adjusted(
  kind: RiskKind,
  { severity = kind.severity, addedActions = [], removedActions = [] }: KindAdjustment,
  catalog: Catalog,
): RiskKind {
  if (kind.scope !== 'identity-policy') return { ...kind, severity };
  if (addedActions.length === 0 && removedActions.length === 0) return { ...kind, severity };
  const removed = catalog.expandAll(removedActions);
  const added = catalog.expandAll(addedActions).minus(removed);
  const assess: PolicyRiskKind['assess'] = (access, settings) =>
    merged(kind.assess(access, settings), gradedActions(access.reach, [added]), removed, added);
  return { ...kind, severity, assess };
}

/** What the kind found, without the actions that were removed, and with those that were added. */
function merged(
  found: readonly PolicyEvidence[],
  further: readonly PolicyEvidence[],
  removed: IndexSet,
  added: IndexSet,
): readonly PolicyEvidence[] {
  const own = found
    // An added action counts, so it leaves the part of the list that does not.
    .map((each) => ({ ...each, actions: each.actions.minus(each.extended ? removed.union(added) : removed) }))
    .filter(({ actions }) => !actions.isEmpty);
  const grown = own.map((each) => {
    const more = each.extended ? undefined : further.find(({ grade }) => grade === each.grade);
    return more === undefined ? each : { ...each, actions: each.actions.union(more.actions) };
  });
  const fresh = further.filter(({ grade }) => !own.some((each) => !each.extended && each.grade === grade));
  return [...grown, ...fresh];
}
