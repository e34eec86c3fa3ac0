import type { Assessment, TriageDecision } from './assessment.js';

/** The latest decision on each finding; of two made at the same time, the one that comes first. */
export function latestDecisions(decisions: Iterable<TriageDecision>): Map<string, TriageDecision> {
  const latest = new Map<string, TriageDecision>();
  for (const decision of decisions) {
    const known = latest.get(decision.finding);
    if (known === undefined || Date.parse(known.decidedAt) < Date.parse(decision.decidedAt))
      latest.set(decision.finding, decision);
  }
  return latest;
}

/** Decisions apart by whether they match a finding. */
export function matchDecisions(
  decisions: Iterable<TriageDecision>,
  findings: Assessment['findings'],
): { readonly decisions: readonly TriageDecision[]; readonly unmatched: readonly TriageDecision[] } {
  const ids = new Set(findings.map(({ id }) => id));
  const all = [...decisions];
  return {
    decisions: all.filter(({ finding }) => ids.has(finding)),
    unmatched: all.filter(({ finding }) => !ids.has(finding)),
  };
}

/** The assessment with what was decided about its findings. Decisions change no finding and no count. */
export function withDecisions(assessment: Assessment, decisions: Iterable<TriageDecision>): Assessment {
  return {
    ...assessment,
    triage: matchDecisions(latestDecisions(decisions).values(), assessment.findings),
  };
}

/** Whether decisions on an account may be about another: policies of AWS bear the same name in each. */
export function isSameAccount(first: string | null, second: string | null): boolean {
  return first === null || second === null || first === second;
}
