import type { Assessment } from '../assessment/assessment.js';
import { EarlierFindings } from '../assessment/earlier-findings.js';
import { earlierWithout } from '../assessment/earlier-without.js';
import { isOfLowPriority } from '../assessment/scan-parts.js';

/**
 * A baseline as far as a scan of files can be compared with it: without the kind that `--high-priority-only` leaves out, and
 * as if trust policies counted in both, for they always do, and only where there are any the assessment says so.
 */
export function baselineOfFiles(
  baseline: EarlierFindings,
  { options: { flagTrustPolicies } }: Assessment,
  isHighPriorityOnly: boolean,
): EarlierFindings {
  const { earlier } = isHighPriorityOnly
    ? earlierWithout(baseline, ({ kind = '' }) => isOfLowPriority(kind))
    : { earlier: baseline };
  return new EarlierFindings(
    earlier.accounts.map((account) => ({ ...account, options: { ...account.options, flagTrustPolicies } })),
  );
}
