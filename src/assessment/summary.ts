import type {
  AssessedPrincipal,
  AssessmentSummary,
  Finding,
  KindCount,
  RankedSubject,
  RiskKindDescription,
} from './assessment.js';
import { SEVERITIES } from './severity.js';
import { noCounts } from './severity-counts.js';

const WORST = 5;

/** Counts findings by severity and kind and ranks policies and principals by theirs. */
export function summarise(
  findings: readonly Finding[],
  principals: readonly AssessedPrincipal[],
  kinds: readonly Pick<RiskKindDescription, 'id' | 'severity'>[],
): AssessmentSummary {
  const bySeverity = noCounts();
  const byPolicy = new Map<number, Finding[]>();
  const byRole = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (!finding.counted) continue;
    bySeverity[finding.severity]++;
    if (finding.subject.type === 'policy') push(byPolicy, finding.subject.policy, finding);
    else if (finding.subject.type !== 'resource-policy') push(byRole, finding.subject.principal, finding);
  }
  return {
    bySeverity,
    byKind: countKinds(findings, kinds),
    worstPolicies: worst(byPolicy.entries()),
    worstPrincipals: worst(principalFindings(principals, byPolicy, byRole)),
  };
}

function push(map: Map<number, Finding[]>, key: number, finding: Finding): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [finding]);
  else list.push(finding);
}

function countKinds(
  findings: readonly Finding[],
  kinds: readonly Pick<RiskKindDescription, 'id' | 'severity'>[],
): readonly KindCount[] {
  const counts = new Map(
    kinds.map(({ id, severity }) => [
      id,
      { kind: id, severity, counted: 0, conditional: 0, scoped: 0, extended: 0, unattached: 0 },
    ]),
  );
  for (const { kind, notCounted } of findings) {
    const count = counts.get(kind);
    if (count === undefined) continue;
    if (notCounted === undefined) count.counted++;
    else if (isCountedApart(notCounted)) count[notCounted]++;
  }
  return [...counts.values()];
}

type CountedApart = Exclude<keyof KindCount, 'kind' | 'severity' | 'counted'>;

function isCountedApart(reason: string): reason is CountedApart {
  return reason === 'conditional' || reason === 'scoped' || reason === 'extended' || reason === 'unattached';
}

function* principalFindings(
  principals: readonly AssessedPrincipal[],
  byPolicy: ReadonlyMap<number, readonly Finding[]>,
  byRole: ReadonlyMap<number, readonly Finding[]>,
): Iterable<[number, readonly Finding[]]> {
  for (const [index, principal] of principals.entries()) {
    if (principal.excludedBy !== null) continue;
    const policies = new Set(principal.policies);
    for (const group of principal.groups)
      for (const policy of principals[group]?.policies ?? []) policies.add(policy);
    const own: Finding[] = [];
    for (const policy of policies) for (const finding of byPolicy.get(policy) ?? []) own.push(finding);
    for (const finding of byRole.get(index) ?? []) own.push(finding);
    yield [index, own];
  }
}

interface CountedSubject extends Omit<RankedSubject, 'kinds'> {
  readonly findings: readonly Finding[];
}

function worst(subjects: Iterable<readonly [number, readonly Finding[]]>): RankedSubject[] {
  const ranked: CountedSubject[] = [];
  for (const [index, findings] of subjects) {
    if (findings.length === 0) continue;
    const bySeverity = noCounts();
    for (const finding of findings) bySeverity[finding.severity]++;
    ranked.push({ index, bySeverity, findings });
    if (ranked.length > 10 * WORST) keepWorst(ranked);
  }
  keepWorst(ranked);
  return ranked.map(({ index, bySeverity, findings }) => ({ index, bySeverity, kinds: kindsOf(findings) }));
}

function keepWorst(ranked: CountedSubject[]): void {
  ranked.sort((a, b) => {
    for (const severity of SEVERITIES) {
      const difference = b.bySeverity[severity] - a.bySeverity[severity];
      if (difference !== 0) return difference;
    }
    return a.index - b.index;
  });
  ranked.length = Math.min(ranked.length, WORST);
}

function kindsOf(findings: readonly Finding[]): string[] {
  const gravity = new Map(findings.map((finding) => [finding.kind, SEVERITIES.indexOf(finding.severity)]));
  return [...gravity].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([kind]) => kind);
}
