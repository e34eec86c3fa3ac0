import type { Assessment } from '../../../assessment/assessment.js';
import { SEVERITIES } from '../../../assessment/severity.js';
import { formatCount } from '../../html-wording.js';
import { markdownText } from '../../markdown-escape.js';
import type { ReportedFinding } from '../../reported-findings.js';

/** Counts by severity: of all findings that count, and of those that came, went and stayed. */
export function severityTable({ summary, trend }: Assessment): readonly string[] {
  const rows = SEVERITIES.filter(
    (severity) => summary.bySeverity[severity] > 0 || (trend?.fixed[severity] ?? 0) > 0,
  );
  if (rows.length === 0) return [];
  return [
    ...(trend === undefined
      ? ['| Severity | Findings |', '| --- | ---: |']
      : ['| Severity | Findings | New | Fixed | Unchanged |', '| --- | ---: | ---: | ---: | ---: |']),
    ...rows.map((severity) => {
      const counts = [
        summary.bySeverity[severity],
        ...(trend === undefined
          ? []
          : [trend.new[severity], trend.fixed[severity], trend.unchanged[severity]]),
      ];
      return `| ${severity} | ${counts.map(formatCount).join(' | ')} |`;
    }),
    '',
  ];
}

/** Counts by kind, in the order of the kinds. */
export function kindTable(
  { kinds, trend }: Assessment,
  counted: readonly ReportedFinding[],
): readonly string[] {
  const byKind = new Map<string, ReportedFinding[]>();
  for (const reported of counted) {
    const list = byKind.get(reported.finding.kind);
    if (list === undefined) byKind.set(reported.finding.kind, [reported]);
    else list.push(reported);
  }
  if (byKind.size === 0) return [];
  return [
    trend === undefined ? '| Kind | Findings |' : '| Kind | Findings | New |',
    trend === undefined ? '| --- | ---: |' : '| --- | ---: | ---: |',
    ...kinds.flatMap(({ id, title }) => {
      const own = byKind.get(id);
      if (own === undefined) return [];
      const counts = [
        own.length,
        ...(trend === undefined ? [] : [own.filter(({ change }) => change === 'new').length]),
      ];
      return [`| ${markdownText(title)} | ${counts.map(formatCount).join(' | ')} |`];
    }),
    '',
  ];
}
