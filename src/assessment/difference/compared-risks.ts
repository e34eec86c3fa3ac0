import type { PolicyAccess } from '../../access/policy-access.js';
import type { Catalog } from '../../catalog/catalog.js';
import { IndexSet } from '../../catalog/index-set.js';
import { requiredActions, type ReportedPath } from '../../escalation/reported-paths.js';
import type { KindsInForce } from '../../risks/kinds-in-force.js';
import type { PolicyRiskKind, RiskMetadata, RiskSettings, TrustPolicy } from '../../risks/risk-kind.js';
import { SEVERITIES } from '../severity.js';
import type { RiskChange } from './access-difference.js';

/** Whose risks are compared. */
export interface RiskySubject {
  readonly access: PolicyAccess | null;
  readonly trust: TrustPolicy | null;
}

/**
 * What risk kinds find in one subject, as a scan would count it, and not in the other; the gravest first.
 */
export function risksOnlyIn(
  { access, trust }: RiskySubject,
  other: RiskySubject,
  kinds: KindsInForce,
  catalog: Catalog,
): readonly RiskChange[] {
  const changes = [
    ...kinds.onPolicies.flatMap((kind) => {
      if (access === null) return [];
      const found = counted(kind, access);
      const known = other.access === null ? NOTHING : counted(kind, other.access);
      const paths = found.paths.filter(({ path }) => !known.paths.some((each) => each.path.id === path.id));
      const actions = found.isAboutPaths ? requiredActions(paths) : found.actions.minus(known.actions);
      const services = found.services.filter((service) => !known.services.includes(service));
      if (found.isAboutServices ? services.length === 0 : actions.isEmpty) return [];
      return [
        {
          ...described(kind),
          actions: found.isAboutServices ? [] : actions.indexes().map((action) => catalog.actionName(action)),
          paths: paths.map(({ path }) => path.id),
          services,
        },
      ];
    }),
    ...kinds.onTrustPolicies.flatMap((kind) => {
      const before = new Set(other.trust === null ? [] : kind.assess(other.trust).flatMap(countedTrusted));
      const found = trust === null ? [] : kind.assess(trust).flatMap(countedTrusted);
      const trusted = [...new Set(found.filter((name) => !before.has(name)))];
      return trusted.length === 0 ? [] : [{ ...described(kind), trusted }];
    }),
  ];
  return changes.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function countedTrusted({
  extended,
  trusted,
}: {
  readonly extended: boolean;
  readonly trusted: readonly string[];
}): readonly string[] {
  return extended ? [] : trusted;
}

function described({ id, title, severity }: RiskMetadata): RiskChange {
  return { kind: id, title, severity, actions: [], paths: [], services: [], trusted: [] };
}

/** What a kind found that counts. */
interface Counted {
  readonly actions: IndexSet;
  readonly paths: readonly ReportedPath[];
  readonly services: readonly string[];
  readonly isAboutPaths: boolean;
  readonly isAboutServices: boolean;
}

const NOTHING: Counted = {
  actions: IndexSet.empty,
  paths: [],
  services: [],
  isAboutPaths: false,
  isAboutServices: false,
};

const SETTINGS: RiskSettings = { includedActions: IndexSet.empty };

function counted(kind: PolicyRiskKind, access: PolicyAccess): Counted {
  const evidence = kind
    .assess(access, SETTINGS)
    .filter(({ grade, extended }) => grade === 'unrestricted' && !extended);
  return {
    actions: IndexSet.unionOf(evidence.map(({ actions }) => actions)),
    paths: evidence.flatMap(({ paths = [] }) => paths),
    services: evidence.flatMap(({ services = [] }) => services),
    isAboutPaths: evidence.some(({ paths }) => paths !== undefined),
    isAboutServices: evidence.some(({ services }) => services !== undefined),
  };
}
