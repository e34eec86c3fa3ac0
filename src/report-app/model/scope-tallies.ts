import type { Assessment, RiskKindDescription, RiskScope } from '../../assessment/assessment.js';
import { severityRank } from './subject-row.js';

/** How many findings of a kind there are. */
export interface ScopeTally {
  readonly kind: RiskKindDescription;
  readonly counted: number;
  readonly notCounted: number;
}

/** The kinds of findings on one sort of policy: the gravest first, then those with the most findings. */
export function scopeTallies({ kinds, findings }: Assessment, scope: RiskScope): readonly ScopeTally[] {
  return kinds
    .filter((kind) => kind.scope === scope)
    .map((kind) => {
      const found = findings.filter((finding) => finding.kind === kind.id);
      const counted = found.filter((finding) => finding.counted).length;
      return { kind, counted, notCounted: found.length - counted };
    })
    .sort(
      (a, b) =>
        severityRank(b.kind.severity) - severityRank(a.kind.severity) ||
        b.counted - a.counted ||
        b.notCounted - a.notCounted,
    );
}
