import type {
  AssessedPolicy,
  AssessedPrincipal,
  AssessmentSummary,
  Finding,
  KindCount,
  RankedSubject,
  Severity,
} from '../../src/assessment/assessment.js';
import { FIXTURE_KINDS } from './fixture-kinds.js';

const NOTHING: Readonly<Record<Severity, number>> = { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
const GRAVITY: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'none'];

/** Counts findings as the engine does. */
export function summarise(
  findings: readonly Finding[],
  policies: readonly AssessedPolicy[],
  principals: readonly AssessedPrincipal[],
): AssessmentSummary {
  const counted = findings.filter((finding) => finding.counted);
  const byPolicy = groupBy(counted, (finding) =>
    finding.subject.type === 'policy' ? [finding.subject.policy] : [],
  );
  const holders = principals.map((principal) => [
    ...principal.policies,
    ...principal.groups.flatMap((group) => principals[group]?.policies ?? []),
  ]);
  const ofPrincipals = new Map(
    holders.map((held, index) => [
      index,
      [
        ...held.flatMap((policy) => byPolicy.get(policy) ?? []),
        ...counted.filter(({ subject }) => subject.type === 'trust-policy' && subject.principal === index),
      ],
    ]),
  );
  return {
    bySeverity: bySeverity(counted),
    byKind: FIXTURE_KINDS.map((kind) =>
      kindCount(
        kind.id,
        kind.severity,
        findings.filter((finding) => finding.kind === kind.id),
      ),
    ),
    worstPolicies: ranked(new Map(policies.map((_, index) => [index, byPolicy.get(index) ?? []]))),
    worstPrincipals: ranked(ofPrincipals),
  };
}

function kindCount(kind: string, severity: Severity, findings: readonly Finding[]): KindCount {
  const because = (reason: Finding['notCounted']): number =>
    findings.filter((finding) => !finding.counted && finding.notCounted === reason).length;
  return {
    kind,
    severity,
    counted: findings.filter((finding) => finding.counted).length,
    conditional: because('conditional'),
    scoped: because('scoped'),
    extended: because('extended'),
    unattached: because('unattached'),
  };
}

function ranked(findings: ReadonlyMap<number, readonly Finding[]>): readonly RankedSubject[] {
  return [...findings]
    .filter(([, own]) => own.length > 0)
    .map(([index, own]) => ({
      index,
      bySeverity: bySeverity(own),
      kinds: FIXTURE_KINDS.map((kind) => kind.id).filter((kind) =>
        own.some((finding) => finding.kind === kind),
      ),
    }))
    .sort((a, b) => {
      const severity = GRAVITY.find((each) => a.bySeverity[each] !== b.bySeverity[each]);
      return severity === undefined ? a.index - b.index : b.bySeverity[severity] - a.bySeverity[severity];
    })
    .slice(0, 5);
}

function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { ...NOTHING };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

function groupBy(
  findings: readonly Finding[],
  keysOf: (finding: Finding) => readonly number[],
): Map<number, Finding[]> {
  const groups = new Map<number, Finding[]>();
  for (const finding of findings) {
    for (const key of keysOf(finding)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [finding]);
      else group.push(finding);
    }
  }
  return groups;
}
