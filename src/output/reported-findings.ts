import type {
  Assessment,
  Finding,
  FixedFinding,
  RiskKindDescription,
  TriageDecision,
} from '../assessment/assessment.js';
import { newFindings } from '../assessment/new-findings.js';
import { SEVERITIES } from '../assessment/severity.js';
import { findingGuidance, type FindingGuidance } from './finding-guidance.js';
import { findingSources, type FindingSource } from './finding-source.js';
import type { FormatContext } from './output-format.js';
import { rowKey, worksheetRows, type WorksheetRow } from './worksheet-rows.js';

/** A finding with all that formats say of it. */
export interface ReportedFinding extends WorksheetRow {
  readonly kind: RiskKindDescription | null;
  /** What its kind says of it, or what is said in its place; null where its kind is not described. */
  readonly guidance: FindingGuidance | null;
  /** Since the earlier assessment; null where there is none, or the finding does not count. */
  readonly change: 'new' | 'unchanged' | null;
  readonly sources: readonly FindingSource[];
  readonly decision: TriageDecision | null;
  /** Why nobody needs to look at it, and who says so; null where somebody does. */
  readonly setAside: SetAside | null;
}

/** Why a finding needs no attention. */
export interface SetAside {
  readonly by: 'suppression' | 'false-positive' | 'accepted';
  readonly reason: string;
}

/** Every finding, in the order of the Assessment. */
export function reportedFindings(
  assessment: Assessment,
  context: Pick<FormatContext, 'sourceFile' | 'sourceRoot'>,
): readonly ReportedFinding[] {
  const kinds = new Map(assessment.kinds.map((kind) => [kind.id, kind]));
  const decisions = new Map(
    (assessment.triage?.decisions ?? []).map((decision) => [decision.finding, decision]),
  );
  const fresh = newFindings(assessment);
  return worksheetRows(assessment).map((row) => {
    const { finding } = row;
    const kind = kinds.get(finding.kind) ?? null;
    const decision = decisions.get(finding.id) ?? null;
    return {
      ...row,
      kind,
      guidance: findingGuidance(finding, kind),
      change: fresh === null || !finding.counted ? null : fresh.has(finding) ? 'new' : 'unchanged',
      sources: findingSources(assessment, finding, context),
      decision,
      setAside: setAside(assessment, finding, decision),
    };
  });
}

/** What is passed on to other tools: findings that count and those that are suppressed, the gravest first. */
export function passedOn(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const chosen = findings.filter(({ finding }) => finding.counted || finding.notCounted === 'suppressed');
  return SEVERITIES.flatMap((severity) => {
    const own = chosen.filter(({ finding }) => finding.severity === severity);
    return [
      ...own.filter(({ setAside: aside }) => aside === null),
      ...own.filter(({ setAside: aside }) => aside !== null),
    ];
  });
}

/** The findings that are gone, each under the key that its row had. */
export function fixedFindings({
  findings,
  trend,
}: Assessment): readonly { readonly fixed: FixedFinding; readonly key: string }[] {
  const fixed = trend?.fixedFindings ?? [];
  if (fixed.length === 0) return [];
  const seen = new Map<string, number>();
  for (const { id } of findings) seen.set(id, (seen.get(id) ?? 0) + 1);
  return fixed.map((each) => {
    const times = (seen.get(each.id) ?? 0) + 1;
    seen.set(each.id, times);
    return { fixed: each, key: rowKey(each.id, times) };
  });
}

function setAside(
  { suppressions = [] }: Assessment,
  { notCounted, suppressedBy }: Finding,
  decision: TriageDecision | null,
): SetAside | null {
  if (notCounted === 'suppressed')
    return {
      by: 'suppression',
      reason: suppressedBy === undefined ? '' : (suppressions[suppressedBy]?.reason ?? ''),
    };
  if (decision === null || (decision.status !== 'false-positive' && decision.status !== 'accepted'))
    return null;
  return { by: decision.status, reason: decision.note };
}
