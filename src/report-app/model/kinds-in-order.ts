import type { RiskKindDescription } from '../../assessment/assessment.js';
import { severityRank } from './subject-row.js';

/** Kinds as filters list them: the gravest first, those of one severity by their titles. */
export function kindsInOrder(kinds: readonly RiskKindDescription[]): readonly RiskKindDescription[] {
  return [...kinds].sort(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.title.localeCompare(b.title, 'en'),
  );
}
