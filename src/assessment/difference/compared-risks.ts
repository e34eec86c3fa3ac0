import type { PolicyAccess } from '../../access/policy-access.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { requiredActions, type ReportedPath } from '../../escalation/reported-paths.js';
import type { KindsInForce } from '../../risks/kinds-in-force.js';
import type { PolicyRiskKind, RiskMetadata, RiskSettings, TrustPolicy } from '../../risks/risk-kind.js';
import type { RiskChange } from './access-difference.js';

/** Whose risks are compared. */
export interface RiskySubject {
  readonly access: PolicyAccess | null;
  readonly trust: TrustPolicy | null;
}

/** What one kind found, as a scan would count it. */
export interface CountedRisk {
  readonly kind: RiskMetadata;
  readonly actions: IndexSet;
  readonly paths: readonly ReportedPath[];
  readonly services: readonly string[];
  /** Trusted principals. */
  readonly trusted: readonly string[];
  /** What tells whether anything is there. */
  readonly measure: 'actions' | 'paths' | 'services' | 'trusted';
}

const NOTHING = { actions: IndexSet.empty, paths: [], services: [], trusted: [] } as const;
const SETTINGS: RiskSettings = { includedActions: IndexSet.empty };

/** What each kind finds in a subject, as a scan would count it. */
export function countedRisks({ access, trust }: RiskySubject, kinds: KindsInForce): readonly CountedRisk[] {
  return [
    ...(access === null ? [] : kinds.onPolicies.map((kind) => countedInPolicies(kind, access))),
    ...(trust === null
      ? []
      : kinds.onTrustPolicies.map((kind): CountedRisk => {
          const counted = kind.assess(trust).filter(({ extended }) => !extended);
          const trusted = [...new Set(counted.flatMap((evidence) => evidence.trusted))];
          return { ...NOTHING, kind, trusted, measure: 'trusted' };
        })),
  ];
}

function countedInPolicies(kind: PolicyRiskKind, access: PolicyAccess): CountedRisk {
  const evidence = kind
    .assess(access, SETTINGS)
    .filter(({ grade, extended }) => grade === 'unrestricted' && !extended);
  const has = (list: 'paths' | 'services') => evidence.some((each) => each[list] !== undefined);
  return {
    ...NOTHING,
    kind,
    actions: IndexSet.unionOf(evidence.map(({ actions }) => actions)),
    paths: evidence.flatMap(({ paths = [] }) => paths),
    services: evidence.flatMap(({ services = [] }) => services),
    measure: has('paths') ? 'paths' : has('services') ? 'services' : 'actions',
  };
}

/** What was found in one subject and not in the other. */
export function risksOnlyIn(
  found: readonly CountedRisk[],
  others: readonly CountedRisk[],
  catalog: Catalog,
): readonly RiskChange[] {
  const known = new Map(others.map((risk) => [risk.kind.id, risk]));
  return found.flatMap((risk) => riskChange(risk, known.get(risk.kind.id) ?? NOTHING, catalog));
}

function riskChange(
  { kind: { id, title, severity }, measure, ...found }: CountedRisk,
  known: Pick<CountedRisk, 'actions' | 'paths' | 'services' | 'trusted'>,
  catalog: Catalog,
): readonly RiskChange[] {
  const paths = found.paths.filter(({ path }) => !known.paths.some((each) => each.path.id === path.id));
  const services = found.services.filter((service) => !known.services.includes(service));
  const trusted = found.trusted.filter((name) => !known.trusted.includes(name));
  // A wildcard is about the service, and a path about all that it needs, whatever of it was there before.
  const actions =
    measure === 'services'
      ? IndexSet.empty
      : measure === 'paths'
        ? requiredActions(paths)
        : found.actions.minus(known.actions);
  if (actions.isEmpty && services.length === 0 && trusted.length === 0) return [];
  const names = actions.indexes().map((action) => catalog.actionName(action));
  return [
    { kind: id, title, severity, actions: names, paths: paths.map(({ path }) => path.id), services, trusted },
  ];
}
