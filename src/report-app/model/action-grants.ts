import type { Assessment, Finding } from '../../assessment/assessment.js';
import { indexRuns } from '../../assessment/index-runs.js';
import { deniesAlways, isAbout, type DocumentStatement, type StatementReach } from './document-statements.js';
import { severityRank } from './subject-row.js';
import type { StatementsOf } from './taken-away.js';

/** One policy that grants an action, with the statements that do and those who have it. */
export interface ActionGrant {
  readonly policy: number;
  readonly reach: StatementReach;
  readonly conditionKeys: readonly string[];
  /** Indexes of statements. */
  readonly statements: readonly number[];
  /** Indexes into `principals` with the group through which they have the policy; null where directly. */
  readonly holders: readonly { readonly principal: number; readonly group: number | null }[];
}

/**
 * Every policy that allows one of some actions, those that somebody has and the widest reach first: as the finding about it says where there is
 * one, else as its statements are written.
 */
export function actionGrants(
  assessment: Assessment,
  statementsOf: StatementsOf,
  names: readonly string[],
): readonly ActionGrant[] {
  const lower = names.map((name) => name.toLowerCase());
  const found = grantsByFinding(assessment, statementsOf, lower);
  const known = new Set(found.map(({ policy }) => policy));
  const members = membersByGroup(assessment);
  const others = assessment.policies.flatMap((_, policy): readonly ActionGrant[] => {
    if (known.has(policy)) return [];
    const statements = statementsOf(policy) ?? [];
    const allowing = statements.filter(
      (statement) => statement.effect === 'Allow' && lower.some((name) => isAbout(statement, name)),
    );
    const isDenied = lower.every((name) => statements.some((statement) => deniesAlways(statement, name)));
    const [widest] = [...allowing].sort((a, b) => REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach));
    if (widest === undefined || isDenied) return [];
    return [
      {
        policy,
        reach: widest.reach,
        conditionKeys: widest.conditionKeys,
        statements: allowing.map(({ index }) => index),
        holders: holdersOf(assessment, members, policy),
      },
    ];
  });
  const isHeld = ({ holders }: ActionGrant): number => (holders.length > 0 ? 0 : 1);
  return [...found, ...others].sort(
    (a, b) => isHeld(a) - isHeld(b) || REACHES.indexOf(a.reach) - REACHES.indexOf(b.reach),
  );
}

function grantsByFinding(
  assessment: Assessment,
  statementsOf: StatementsOf,
  names: readonly string[],
): readonly ActionGrant[] {
  const wanted = new Set(names);
  const numbers = assessment.actions.flatMap((action, index) =>
    wanted.has(action.toLowerCase()) ? [index] : [],
  );
  const sets = new Set(
    assessment.actionSets.flatMap((set, index) =>
      indexRuns(set).some(({ first, last }) => numbers.some((number) => first <= number && number <= last))
        ? [index]
        : [],
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
  return [...byPolicy].map(([policy, finding]) => ({
    policy,
    reach: finding.reach,
    conditionKeys: finding.conditionKeys ?? [],
    statements: statementsAbout(statementsOf(policy), finding.grantedBy, names),
    holders: holdersOf(assessment, members, policy),
  }));
}

function holdersOf(
  { policies }: Assessment,
  members: ReadonlyMap<number, readonly number[]>,
  policy: number,
): ActionGrant['holders'] {
  return (policies[policy]?.attachedTo ?? []).flatMap((principal) => [
    { principal, group: null },
    ...(members.get(principal) ?? []).map((member) => ({ principal: member, group: principal })),
  ]);
}

const REACHES: readonly StatementReach[] = ['unrestricted', 'excepted', 'conditional', 'scoped'];

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

/** Of some statements those that are about an action; all of them without a document to ask. */
function statementsAbout(
  known: readonly DocumentStatement[] | null,
  statements: readonly number[],
  actions: readonly string[],
): readonly number[] {
  const about = (known ?? []).filter(
    (statement) =>
      statements.includes(statement.index) && actions.some((action) => isAbout(statement, action)),
  );
  return about.length > 0 ? about.map(({ index }) => index) : statements;
}
