import type { Severity, SeverityCounts } from '../assessment/assessment.js';
import { isAtLeast, SEVERITIES } from '../assessment/severity.js';
import { severitiesOption, severityOption } from './option-values.js';
import { UsageError } from './usage-error.js';

/** Whether a counted finding is at least as grave as a threshold; never without one. */
export function failsOn(threshold: Severity | undefined, counted: SeverityCounts): boolean {
  if (threshold === undefined) return false;
  return SEVERITIES.some((severity) => isAtLeast(severity, threshold) && counted[severity] > 0);
}

/**
 * Refuses filters that leave out all that `--fail-on` looks for: nothing would ever be found.
 *
 * @throws {UsageError} naming both options
 */
export function refuseVainFilter(options: Readonly<Record<string, unknown>>): void {
  const kept = severitiesOption(options, 'filterSeverity');
  if (kept.length === 0) return;
  const threshold = severityOption(options, 'failOn');
  const filter = `--filter-severity ${kept.join(',')}`;
  if (threshold !== undefined && !kept.some((severity) => isAtLeast(severity, threshold)))
    throw new UsageError(
      `${filter} leaves out all that --fail-on ${threshold} looks for; let it keep ${threshold}, or leave one of them out.`,
    );
}

/** Why `--fail-on` has no answer where policies could not be read, as a line. */
export function unreadPoliciesLine(count: number): string {
  const policies = count === 1 ? '1 policy' : `${count} policies`;
  return `Exit code 2: ${policies} could not be read, so --fail-on was not answered for all policies.`;
}
