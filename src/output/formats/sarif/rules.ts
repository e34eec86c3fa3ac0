import type { RiskKindDescription, Severity } from '../../../assessment/assessment.js';
import { markdownText } from '../../markdown-escape.js';
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
 * Id of the rule of a finding. GitHub takes the severity of a result from its rule, so findings that are graver or less
 * grave than their kind have rules of their own.
 */
export function ruleId(kind: string, severity: Severity, ofKind: Severity | null): string {
  return ofKind === null || severity === ofKind ? kind : `${kind}/${severity}`;
}

/** A rule as SARIF describes it. */
export function sarifRule(id: string, severity: Severity, kind: RiskKindDescription | null) {
  const title = kind?.title ?? id;
  const { summary = title, why = '', fix = '', references = [] } = kind ?? {};
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
