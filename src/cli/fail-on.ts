import type { Assessment, Severity } from '../assessment/assessment.js';
import { isAtLeast, SEVERITIES } from '../assessment/severity.js';

/** Whether a counted finding is at least as grave as a threshold; never without one. */
export function failsOn(threshold: Severity | undefined, { summary }: Assessment): boolean {
  if (threshold === undefined) return false;
  return SEVERITIES.some((severity) => isAtLeast(severity, threshold) && summary.bySeverity[severity] > 0);
}
