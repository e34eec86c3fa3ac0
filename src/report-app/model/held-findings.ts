import type { Assessment, Finding } from '../../assessment/assessment.js';
import { append } from './append.js';
import type { BlockedOf, BlockedPart } from './blocked-parts.js';
import { policiesOf } from './policies-of.js';
import { severityRank } from './subject-row.js';

/** A finding on something that a principal has. */
export interface HeldFinding {
  readonly finding: Finding;
  /** Index into `principals`: who has it. */
  readonly holder: number;
  /** Index into `policies`; null for the trust policy and for what policies come to together. */
  readonly policy: number | null;
  /** Indexes into `principals` of the groups through which it has the policy; empty where it has it itself. */
  readonly groups: readonly number[];
  /** How much of a policy's finding something takes away from this principal; null for nothing. */
  readonly blocked: BlockedPart | null;
}

/** Whether a finding counts for its holder: it counts at all, and a boundary or a Deny leaves something of it. */
export function countsForHolder({ finding, blocked }: HeldFinding): boolean {
  return finding.counted && blocked?.isWhole !== true;
}

/** What finds the findings of a principal: on its own and its groups' policies, its trust policy and itself. */
export type FindingsOf = (principal: number) => readonly HeldFinding[];

/** Sorts findings by what they are on, so that those of a principal are found quickly. */
export function findingsOfPrincipals({ principals, findings }: Assessment, blockedOf: BlockedOf): FindingsOf {
  const byPolicy = new Map<number, Finding[]>();
  const own = new Map<number, Finding[]>();
  for (const finding of findings) {
    const { subject } = finding;
    if (subject.type === 'policy') append(byPolicy, subject.policy, finding);
    else if (subject.type !== 'resource-policy') append(own, subject.principal, finding);
  }
  return (principal) => {
    const holder = principals[principal];
    if (holder === undefined) return [];
    const itself = own.get(principal) ?? [];
    const held = [
      ...itself.map((finding): HeldFinding => ({
        finding,
        holder: principal,
        policy: null,
        groups: [],
        blocked: null,
      })),
      ...policiesOf(holder, principals).flatMap((policy) => {
        const groups = holder.policies.includes(policy)
          ? []
          : holder.groups.filter((group) => principals[group]?.policies.includes(policy));
        return (byPolicy.get(policy) ?? []).map((finding): HeldFinding => ({
          finding,
          holder: principal,
          policy,
          groups,
          blocked: blockedOf(principal, finding),
        }));
      }),
    ];
    return held.sort(
      (a, b) =>
        Number(countsForHolder(b)) - Number(countsForHolder(a)) ||
        Number(b.finding.counted) - Number(a.finding.counted) ||
        severityRank(b.finding.severity) - severityRank(a.finding.severity),
    );
  };
}
