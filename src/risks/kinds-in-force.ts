import { RISK_KINDS } from './kinds.generated.js';
import type { PolicyRiskKind, ResourceRiskKind, RiskKind, TrustRiskKind } from './risk-kind.js';

/** The risk kinds of an assessment, by what they are judged on. */
export interface KindsInForce {
  /** In the order in which they are shown. */
  readonly all: readonly RiskKind[];
  readonly onPolicies: readonly PolicyRiskKind[];
  readonly onTrustPolicies: readonly TrustRiskKind[];
  readonly onResourcePolicies: readonly ResourceRiskKind[];
}

/** Sorts kinds by what they are judged on. */
export function kindsInForce(all: readonly RiskKind[]): KindsInForce {
  return {
    all,
    onPolicies: all.filter((kind): kind is PolicyRiskKind => kind.scope === 'identity-policy'),
    onTrustPolicies: all.filter((kind): kind is TrustRiskKind => kind.scope === 'trust-policy'),
    onResourcePolicies: all.filter((kind): kind is ResourceRiskKind => kind.scope === 'resource-policy'),
  };
}

/** The kinds as they are without a configuration. */
export const BUILT_IN_KINDS: KindsInForce = kindsInForce(RISK_KINDS);

/** The kinds without those that are judged on policies of resources: where none is at hand, nothing is said of them. */
export function withoutResourceKinds({ all, ...others }: KindsInForce): KindsInForce {
  return { ...others, all: all.filter(({ scope }) => scope !== 'resource-policy'), onResourcePolicies: [] };
}
