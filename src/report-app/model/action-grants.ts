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

/** Every policy with a finding about an action, or about one of several in a row, the widest reach first. */
export function actionGrants(
  assessment: Assessment,
  from: number,
  to: number = from,
): readonly ActionGrant[] {
  const names = assessment.actions.slice(from, to + 1);
  const sets = new Set(
    assessment.actionSets.flatMap((set, index) =>
      indexRuns(set).some(({ first, last }) => first <= to && from <= last) ? [index] : [],
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
          names,
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
  actions: readonly string[],
): readonly number[] {
  const all = statementsOf(document);
  const about = statements.filter((index) => {
    const statement = all[index] ?? null;
    if (typeof statement !== 'object' || statement === null || isList(statement)) return false;
    const { Action, NotAction } = statement;
    const patterns = asList(Action ?? NotAction).flatMap((pattern) =>
      typeof pattern === 'string' ? [expressionFor(pattern)] : [],
    );
    const isAbout = (action: string): boolean => patterns.some((pattern) => pattern.test(action));
    return actions.some((action) => isAbout(action) === (Action !== undefined));
  });
  return about.length > 0 ? about : statements;
}

/** A value of a document that may be one or a list. */
function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function expressionFor(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i');
}
