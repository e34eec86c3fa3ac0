import type {
  AssessedPolicy,
  AssessedPrincipal,
  Assessment,
  Finding,
  PolicyType,
  Severity,
} from '../../assessment/assessment.js';
import { SEVERITIES } from '../../output/html-wording.js';
import { inlineName } from './inline-name.js';
import type { FindingScope } from './list-view.js';
import { uniqueKeys } from './unique-keys.js';

/** How many findings of one kind. */
export interface KindTally {
  readonly kind: string;
  readonly count: number;
}

/** What a row shows of its findings under one scope. */
export interface FindingTally {
  /** `none` where there is no finding. */
  readonly worst: Severity;
  readonly total: number;
  readonly kinds: readonly KindTally[];
}

/** One policy, one role with its trust policy, or one resource with its policy, and its findings. */
export interface SubjectRow {
  /** Names the row in the address: its id, with a number after it where several share one. */
  readonly key: string;
  /** Index into `policies`, into `principals` for a role, or into `resourcePolicies`. */
  readonly index: number;
  readonly name: string;
  readonly arn: string | null;
  readonly type: PolicyType | 'role' | 'resource';
  /** Whether it could be judged at all: where not, that there is no finding says nothing. */
  readonly state: 'assessed' | 'excluded' | 'unreadable';
  /** The gravest first, counted before not counted. */
  readonly findings: readonly Finding[];
  readonly tallies: Readonly<Record<FindingScope, FindingTally>>;
  /** Names of the principals that hold the policy; those whom a trust or resource policy lets in. */
  readonly related: readonly string[];
  /** What single principals call an inline policy whose document they share. */
  readonly otherNames: readonly string[];
  /** Sorts the column beside the name: principals reached for a policy, last use for a role, nothing for a resource. */
  readonly extent: number;
}

const RANK: Readonly<Record<Severity, number>> = { critical: 4, high: 3, medium: 2, low: 1, none: 0 };

/** Sorts severities; the gravest has the highest rank. */
export function severityRank(severity: Severity): number {
  return RANK[severity];
}

/** A row for every policy, in the order of the Assessment. */
export function policyRows(assessment: Assessment): readonly SubjectRow[] {
  const findings = findingsBy(assessment, assessment.policies.length, (finding) =>
    finding.subject.type === 'policy' ? finding.subject.policy : null,
  );
  const keyOf = uniqueKeys();
  return assessment.policies.map((policy, index) => ({
    key: keyOf(policy.id),
    index,
    name: policy.name,
    arn: policy.arn,
    type: policy.type,
    state: stateOf(policy),
    ...judged(findings[index] ?? []),
    related: policy.attachedTo.map((principal) => assessment.principals[principal]?.name ?? 'unknown'),
    otherNames: otherNames(assessment, policy),
    extent: policy.principalsReached,
  }));
}

/** A row for every role whose trust policy has a finding. */
export function trustRows(assessment: Assessment): readonly SubjectRow[] {
  const findings = findingsBy(assessment, assessment.principals.length, (finding) =>
    finding.subject.type === 'trust-policy' ? finding.subject.principal : null,
  );
  const keyOf = uniqueKeys();
  return assessment.principals.flatMap((principal, index) => {
    const own = findings[index] ?? [];
    if (own.length === 0) return [];
    return [
      {
        key: keyOf(principal.id),
        index,
        name: principal.name,
        arn: principal.arn,
        type: 'role' as const,
        state: 'assessed' as const,
        ...judged(own),
        related: [
          ...new Set(own.flatMap((finding) => [...(finding.trusted ?? []), ...(finding.services ?? [])])),
        ],
        otherNames: [],
        extent: lastUsed(principal),
      },
    ];
  });
}

/** A row for every resource policy, in the order of the Assessment. */
export function resourceRows(assessment: Assessment): readonly SubjectRow[] {
  const { resourcePolicies = [] } = assessment;
  const findings = findingsBy(assessment, resourcePolicies.length, (finding) =>
    finding.subject.type === 'resource-policy' ? finding.subject.resourcePolicy : null,
  );
  const keyOf = uniqueKeys();
  return resourcePolicies.map((policy, index) => {
    const own = findings[index] ?? [];
    return {
      key: keyOf(policy.arn ?? policy.name),
      index,
      name: policy.name,
      arn: policy.arn,
      type: 'resource' as const,
      state: stateOf(policy),
      ...judged(own),
      related: [...new Set(own.flatMap(({ trusted = [] }) => trusted))],
      otherNames: [],
      extent: 0,
    };
  });
}

function otherNames(assessment: Assessment, policy: AssessedPolicy): readonly string[] {
  if (policy.type !== 'inline') return [];
  return policy.attachedTo.flatMap((index) => {
    const principal = assessment.principals[index];
    const name = principal === undefined ? null : inlineName(assessment, principal, policy);
    return name === null ? [] : [name];
  });
}

function stateOf(policy: Pick<AssessedPolicy, 'excludedBy' | 'document'>): SubjectRow['state'] {
  if (policy.excludedBy !== null) return 'excluded';
  return policy.document === null ? 'unreadable' : 'assessed';
}

function findingsBy(
  assessment: Assessment,
  length: number,
  subjectOf: (finding: Finding) => number | null,
): readonly (readonly Finding[])[] {
  const lists: Finding[][] = Array.from({ length }, () => []);
  for (const finding of assessment.findings) {
    const subject = subjectOf(finding);
    if (subject !== null) lists[subject]?.push(finding);
  }
  const kindOrder = new Map(assessment.kinds.map((kind, order) => [kind.id, order]));
  for (const list of lists) {
    list.sort(
      (a, b) =>
        Number(b.counted) - Number(a.counted) ||
        severityRank(b.severity) - severityRank(a.severity) ||
        (kindOrder.get(a.kind) ?? 0) - (kindOrder.get(b.kind) ?? 0),
    );
  }
  return lists;
}

function judged(findings: readonly Finding[]): Pick<SubjectRow, 'findings' | 'tallies'> {
  return {
    findings,
    tallies: { counted: tallyOf(findings.filter((finding) => finding.counted)), all: tallyOf(findings) },
  };
}

function tallyOf(findings: readonly Finding[]): FindingTally {
  const kinds = new Map<string, number>();
  let worst = 0;
  for (const finding of findings) {
    kinds.set(finding.kind, (kinds.get(finding.kind) ?? 0) + 1);
    worst = Math.max(worst, severityRank(finding.severity));
  }
  return {
    worst: SEVERITIES.find((severity) => severityRank(severity) === worst) ?? 'none',
    total: findings.length,
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
  };
}

function lastUsed(principal: AssessedPrincipal): number {
  const time = Date.parse(principal.role?.lastUsed?.date ?? '');
  return Number.isNaN(time) ? 0 : time;
}
