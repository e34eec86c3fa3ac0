import type { ComparedOptions, FindingsTrend, Severity } from './assessment.js';
import { SEVERITIES } from './severity.js';
import { noCounts } from './severity-counts.js';

/** What is compared of an assessment. */
export interface ComparedFindings {
  readonly name: string;
  readonly accountId: string | null;
  readonly assessedAt: string;
  readonly options: ComparedOptions;
  /** Fingerprints of the counted findings. */
  readonly findings: Readonly<Record<Severity, readonly string[]>>;
}

/** Which findings came, went and stayed; by their fingerprints, which are the same in every assessment. */
export function findingsTrend(earlier: ComparedFindings, now: ComparedFindings): FindingsTrend {
  const before = new Map(
    SEVERITIES.flatMap((severity) => earlier.findings[severity].map((id) => [id, severity] as const)),
  );
  const added = noCounts();
  const unchanged = noCounts();
  const fixed = noCounts();
  const newFindings: string[] = [];
  for (const severity of SEVERITIES) {
    for (const id of now.findings[severity]) {
      if (before.delete(id)) unchanged[severity]++;
      else {
        added[severity]++;
        newFindings.push(id);
      }
    }
  }
  for (const severity of before.values()) fixed[severity]++;
  return {
    since: earlier.assessedAt,
    new: added,
    fixed,
    unchanged,
    newFindings,
    sameOptions: areSame(earlier.options, now.options),
  };
}

function areSame(one: ComparedOptions, other: ComparedOptions): boolean {
  return (
    one.flagAllRiskyActions === other.flagAllRiskyActions &&
    one.flagTrustPolicies === other.flagTrustPolicies &&
    [...one.severities].sort().join() === [...other.severities].sort().join()
  );
}
