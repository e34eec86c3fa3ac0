import type { Assessment, Finding, JsonValue } from '../../assessment/assessment.js';
import { indexRuns } from '../../assessment/index-runs.js';
import { isList, statementsOf } from './print-document.js';
import { severityRank } from './subject-row.js';

/** One policy that grants an action, with the statements that do and those who have it. */
export interface ActionGrant {
  readonly policy: number;
  readonly reach: Finding['reach'];
  readonly conditionKeys: readonly string[];
  /** Indexes of statements. */
  readonly statements: readonly number[];
  /** Indexes into `principals` with the group through which they have the policy; null where directly. */
  readonly holders: readonly { readonly principal: number; readonly group: number | null }[];
}

/** Every policy with a finding about an action, the widest reach first. */
export function actionGrants(assessment: Assessment, action: number): readonly ActionGrant[] {
  const name = assessment.actions[action] ?? '';
  const sets = new Set(
    assessment.actionSets.flatMap((set, index) =>
      indexRuns(set).some(({ first, last }) => first <= action && action <= last) ? [index] : [],
    ),
  );
  const members = membersByGroup(assessment);
  const byPolicy = new Map<number, Finding>();
  for (const finding of assessment.findings) {
    const { subject, actionSet } = finding;
    if (subject.type !== 'policy' || actionSet === undefined || !sets.has(actionSet)) continue;
    const known = byPolicy.get(subject.policy);
    if (known === undefined || isWider(finding, known)) byPolicy.set(subject.policy, finding);
  }
  return [...byPolicy]
    .sort(([, a], [, b]) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach))
    .map(([policy, finding]) => {
      const { document = null, attachedTo = [] } = assessment.policies[policy] ?? {};
      return {
        policy,
        reach: finding.reach,
        conditionKeys: finding.conditionKeys ?? [],
        statements: statementsAbout(
          document === null ? null : (assessment.documents[document] ?? null),
          finding.grantedBy,
          name,
        ),
        holders: attachedTo.flatMap((principal) => [
          { principal, group: null },
          ...(members.get(principal) ?? []).map((member) => ({ principal: member, group: principal })),
        ]),
      };
    });
}

const REACHES: readonly Finding['reach'][] = ['unrestricted', 'conditional', 'scoped'];

function isWider(a: Finding, b: Finding): boolean {
  const difference = REACHES.indexOf(b.reach) - REACHES.indexOf(a.reach);
  return difference > 0 || (difference === 0 && severityRank(a.severity) > severityRank(b.severity));
}

function membersByGroup({ principals }: Assessment): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  principals.forEach(({ groups }, principal) => {
    for (const group of groups) members.set(group, [...(members.get(group) ?? []), principal]);
  });
  return members;
}

/** Of some statements those whose Action or NotAction is about an action; all of them without a document to ask. */
function statementsAbout(
  document: JsonValue,
  statements: readonly number[],
  action: string,
): readonly number[] {
  const all = statementsOf(document);
  const about = statements.filter((index) => {
    const statement = all[index] ?? null;
    if (typeof statement !== 'object' || statement === null || isList(statement)) return false;
    const matches = (patterns: JsonValue | undefined): boolean =>
      asList(patterns).some((pattern) => typeof pattern === 'string' && patternMatches(pattern, action));
    const { Action, NotAction } = statement;
    return Action === undefined ? !matches(NotAction) : matches(Action);
  });
  return about.length > 0 ? about : statements;
}

/** A value of a document that may be one or a list. */
function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function patternMatches(pattern: string, action: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i').test(action);
}
