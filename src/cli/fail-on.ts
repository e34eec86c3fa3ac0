import type { Severity, SeverityCounts } from '../assessment/assessment.js';
import { isAtLeast, SEVERITIES } from '../assessment/severity.js';

/** Whether a counted finding is at least as grave as a threshold; never without one. */
export function failsOn(threshold: Severity | undefined, counted: SeverityCounts): boolean {
  if (threshold === undefined) return false;
  return SEVERITIES.some((severity) => isAtLeast(severity, threshold) && counted[severity] > 0);
}
