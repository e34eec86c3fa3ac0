import type { Severity } from '../../../assessment/assessment.js';
import { isOutsiderFinding } from '../../../assessment/outsider-remedy.js';
import { markdownText } from '../../markdown-escape.js';
import type { ReportedFinding } from '../../reported-findings.js';
import { shortened } from '../../shortened.js';
import { LONGEST_DESCRIPTION, LONGEST_NAME, MOST_TAGS } from './limits.js';

/** SARIF's levels. */
export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  none: 'note',
} as const satisfies Readonly<Record<Severity, string>>;

/** Scores that GitHub shows as these severities; it takes a zero for no score at all. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  none: '0.1',
};

/**
 * Id of the rule of a finding. GitHub takes the severity of a result from its rule, and shows its help, so findings that
 * are graver or less grave than their kind have rules of their own, and so have those of which other things are to be
 * said.
 */
export function ruleId({ kind: described, finding }: Pick<ReportedFinding, 'kind' | 'finding'>): string {
  const { kind, severity } = finding;
  if (isOutsiderFinding(finding)) return `${kind}/outsider`;
  return described === null || severity === described.severity ? kind : `${kind}/${severity}`;
}

/** A rule as SARIF describes it. */
export function sarifRule({
  kind,
  guidance,
  finding,
}: Pick<ReportedFinding, 'kind' | 'guidance' | 'finding'>) {
  const id = ruleId({ kind, finding });
  const { severity } = finding;
  const title = guidance?.title ?? id;
  const { summary = title, why = '', fix = '', references = [] } = guidance ?? {};
  const [reference] = references;
  return {
    id,
    name: shortened(id.replace('/', ''), LONGEST_NAME),
    shortDescription: { text: shortened(title, LONGEST_DESCRIPTION) },
    fullDescription: { text: shortened(summary, LONGEST_DESCRIPTION) },
    help: {
      text: [summary, why, fix, ...references].filter((text) => text !== '').join('\n\n'),
      markdown: [
        markdownText(summary),
        ...(why === '' ? [] : ['**Why it matters**', markdownText(why)]),
        ...(fix === '' ? [] : ['**What to do**', markdownText(fix)]),
        ...(references.length === 0 ? [] : [references.map((url) => `- <${url}>`).join('\n')]),
      ].join('\n\n'),
    },
    ...(reference === undefined ? {} : { helpUri: reference }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': SCORES[severity],
      precision: 'high',
      tags: ['security', 'aws', 'iam', ...(kind === null ? [] : [kind.scope])].slice(0, MOST_TAGS),
    },
  };
}
