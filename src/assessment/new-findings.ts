import type { Assessment, Finding } from './assessment.js';

/** The counted findings that are new since the earlier assessment; null where there is none to compare with. */
export function newFindings({
  findings,
  trend,
}: Pick<Assessment, 'findings' | 'trend'>): ReadonlySet<Finding> | null {
  if (trend === undefined) return null;
  const waiting = new Map<string, number>();
  for (const id of trend.newFindings) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  const found = new Set<Finding>();
  // Findings that share an id are the same to anyone: the last of them pass for the new ones.
  for (let index = findings.length - 1; index >= 0; index--) {
    const finding = findings[index];
    const left = finding === undefined ? 0 : (waiting.get(finding.id) ?? 0);
    if (finding?.counted !== true || left === 0) continue;
    found.add(finding);
    waiting.set(finding.id, left - 1);
  }
  return found;
}
