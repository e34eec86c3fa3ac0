import { comparedFindings, withTrend } from '../assessment/account-findings.js';
import type { Assessment, Severity } from '../assessment/assessment.js';
import type { EarlierFindings } from '../assessment/earlier-findings.js';
import { totalOf } from '../assessment/severity-counts.js';
import { countsBySeverity } from '../output/trend-text.js';
import { failsOn } from './fail-on.js';

/** The assessment with what became of its findings since a baseline, where that holds anything of it. */
export function comparedWithBaseline(assessment: Assessment, baseline: EarlierFindings): Assessment {
  const before = baseline.baselineOf(comparedFindings(assessment));
  return before === null ? assessment : withTrend(assessment, before);
}

/** Whether a finding is as grave as `--fail-on` says, among the new ones only where there is a baseline. */
export function failsOnNew(threshold: Severity | undefined, { summary, trend }: Assessment): boolean {
  return failsOn(threshold, trend === undefined ? summary.bySeverity : trend.new);
}

/** What `--fail-on` looks at where there is a baseline, as a line. */
export function baselineRemark({ summary, trend }: Assessment): string {
  if (trend === undefined)
    return 'The baseline holds nothing of this, so --fail-on looks at all findings as new ones.\n';
  const all = totalOf(summary.bySeverity);
  return `--fail-on looks at new findings only: ${countsBySeverity(trend.new)} of ${all}.\n`;
}
