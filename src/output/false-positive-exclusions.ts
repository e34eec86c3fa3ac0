import type { Assessment } from '../assessment/assessment.js';
import { countOf } from './html-wording.js';
import { visibleText } from './html-visible-text.js';
import type { DecisionsByFinding } from './worksheet-cells.js';
import type { WorksheetRow, WorksheetSubject } from './worksheet-rows.js';

/** An exclusions file made of false positives. */
export interface FalsePositiveExclusions {
  readonly text: string;
  /** Rules that were added to those in force. */
  readonly added: number;
  /** False positives that no rule can express. */
  readonly notExpressed: number;
}

type RuleKey = 'policies' | 'users' | 'groups' | 'roles';

interface Rule {
  readonly key: RuleKey;
  readonly rule: string;
  readonly subject: WorksheetSubject;
  /** Findings on the policy or principal itself. */
  readonly own: WorksheetRow[];
  /** Findings that would go with it: on inline policies of a principal. */
  readonly others: WorksheetRow[];
}

const PRINCIPAL_KEYS = { user: 'users', group: 'groups', role: 'roles' } as const;

/**
 * An exclusions file with the rules in force and one more for each policy or principal all of whose findings are
 * false positives. A file of this format can leave out whole policies and principals only, so the other false
 * positives are named in comments: to leave the policy out would hide what is no false positive.
 */
export function falsePositiveExclusions(
  assessment: Assessment,
  rows: readonly WorksheetRow[],
  decisions: DecisionsByFinding,
): FalsePositiveExclusions {
  const isFalse = ({ finding }: WorksheetRow): boolean =>
    decisions.get(finding.id)?.status === 'false-positive';
  const marked = rules(assessment, rows).filter(({ own }) => own.some(isFalse));
  const added: Rule[] = [];
  const comments: string[] = [];
  let notExpressed = 0;
  for (const rule of marked) {
    const reason = whyNot(rule, isFalse);
    if (reason === null) {
      added.push(rule);
      continue;
    }
    for (const row of rule.own.filter(isFalse)) {
      notExpressed += 1;
      comments.push(
        `# Not expressed: ${row.kindTitle} on ${quoted(rule.subject.name)} (${row.finding.id}): ${reason}`,
      );
    }
  }
  const inForce = assessment.exclusions.rules;
  const keys = [...new Set([...Object.keys(inForce), 'policies', ...Object.values(PRINCIPAL_KEYS)])];
  const text = [
    `# Exclusions for ${quoted(assessment.name)}: the rules in force, and the false positives of its triage.`,
    ...comments,
    ...keys.map((key) =>
      [
        `${key}:`,
        ...(inForce[key] ?? []).filter((rule) => rule !== '').map((rule) => `  - ${quoted(rule)}`),
        ...added
          .filter((rule) => rule.key === key)
          .map(({ rule, subject }) => `  # False positive: ${quoted(subject.name)}\n  - ${quoted(rule)}`),
      ].join('\n'),
    ),
  ].join('\n');
  return { text: `${text}\n`, added: added.length, notExpressed };
}

/** The rule for every policy and principal with a finding, and what it takes away. */
function rules(assessment: Assessment, rows: readonly WorksheetRow[]): readonly Rule[] {
  const found = new Map<string, Rule>();
  const ruleFor = (key: RuleKey, rule: string, subject: WorksheetSubject): Rule => {
    const name = ruleName(key, rule);
    const made = found.get(name) ?? { key, rule, subject, own: [], others: [] };
    found.set(name, made);
    return made;
  };
  for (const row of rows) {
    const { finding, subject } = row;
    if (finding.subject.type === 'policy') {
      const policy = assessment.policies[finding.subject.policy];
      ruleFor('policies', policy?.arn ?? policy?.id ?? '', subject).own.push(row);
      continue;
    }
    if (finding.subject.type === 'resource-policy') {
      const policy = assessment.resourcePolicies?.[finding.subject.resourcePolicy];
      ruleFor('policies', policy?.arn ?? policy?.name ?? '', subject).own.push(row);
      continue;
    }
    const principal = assessment.principals[finding.subject.principal];
    if (principal !== undefined)
      ruleFor(PRINCIPAL_KEYS[principal.type], principal.arn, subject).own.push(row);
  }
  for (const row of rows) {
    if (row.subject.type !== 'inline') continue;
    for (const holder of row.subject.holders) {
      const principal = assessment.principals[holder];
      if (principal !== undefined)
        found.get(ruleName(PRINCIPAL_KEYS[principal.type], principal.arn))?.others.push(row);
    }
  }
  return [...found.values()];
}

function ruleName(key: RuleKey, rule: string): string {
  return `${key} ${rule}`;
}

/** Why a rule may not be written; null where it may. */
function whyNot({ rule, own, others }: Rule, isFalse: (row: WorksheetRow) => boolean): string | null {
  if (rule === '' || /[*?]/.test(rule)) return 'its name would match others too.';
  const rows = [...own, ...others];
  const counted = rows.filter(({ finding }) => finding.counted);
  // Where none counts, all are looked at.
  const left = (counted.length === 0 ? rows : counted).filter((row) => !isFalse(row)).length;
  return left === 0 ? null : `${countOf(left, 'other finding')} would be left out with it.`;
}

/** A text on one line in double quotes, as both YAML and JSON read it. */
function quoted(text: string): string {
  return visibleText(JSON.stringify(text));
}
