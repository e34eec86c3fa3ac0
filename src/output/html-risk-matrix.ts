import type { Assessment, Finding, PolicyType, RiskKindDescription } from '../assessment/assessment.js';

/** Policy types in the order in which the report shows them. */
export const POLICY_TYPES = [
  'customer-managed',
  'inline',
  'aws-managed',
] as const satisfies readonly PolicyType[];

/** What the report calls a policy type. */
export const POLICY_TYPE_TITLES: Readonly<Record<PolicyType, string>> = {
  'customer-managed': 'Customer-managed',
  inline: 'Inline',
  'aws-managed': 'AWS-managed',
};

/** Findings of one kind on one type of policy. */
export interface RiskMatrixCell {
  readonly counted: number;
  /** Conditional, scoped, extended, unattached and suppressed ones. */
  readonly notCounted: number;
}

/** One risk kind of identity policies. */
export interface RiskMatrixRow {
  readonly kind: RiskKindDescription;
  readonly cells: Readonly<Record<PolicyType, RiskMatrixCell>>;
}

/** Findings on identity policies by risk kind and policy type, in the order of `kinds`. */
export function riskMatrix(assessment: Assessment): readonly RiskMatrixRow[] {
  const counts = new Map<string, number>();
  for (const finding of assessment.findings) {
    const type = policyTypeOf(assessment, finding);
    if (type === null) continue;
    const key = cellKey(finding.kind, type, finding.counted);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cell = (kind: string, type: PolicyType): RiskMatrixCell => ({
    counted: counts.get(cellKey(kind, type, true)) ?? 0,
    notCounted: counts.get(cellKey(kind, type, false)) ?? 0,
  });
  return assessment.kinds
    .filter((kind) => kind.scope === 'identity-policy')
    .map((kind) => ({
      kind,
      cells: {
        'customer-managed': cell(kind.id, 'customer-managed'),
        inline: cell(kind.id, 'inline'),
        'aws-managed': cell(kind.id, 'aws-managed'),
      },
    }));
}

function policyTypeOf(assessment: Assessment, finding: Finding): PolicyType | null {
  if (finding.subject.type !== 'policy') return null;
  return assessment.policies[finding.subject.policy]?.type ?? null;
}

function cellKey(kind: string, type: PolicyType, counted: boolean): string {
  return `${String(counted)} ${type} ${kind}`;
}
