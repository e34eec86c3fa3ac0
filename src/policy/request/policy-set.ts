import type { PolicyDocument, Statement } from '../policy-document.js';
import { leavesOutFullAccess } from '../resource-control.js';
import { anyHolds, type Truth } from '../truth.js';
import type { EvaluationLevel, NamedDocument } from './evaluation-input.js';
import { matchStatement, type Question, type StatementMatch } from './statement-match.js';

/** The kinds of policy that take part in a decision. */
export type PolicyType =
  | 'identity'
  | 'permissionsBoundary'
  | 'session'
  | 'resource'
  | 'serviceControl'
  | 'resourceControl'
  | 'endpoint';

/** A statement held against the request. */
export interface JudgedStatement {
  readonly policyType: PolicyType;
  /** Name of the policy; for organisation policies with the level before it. */
  readonly policy: string;
  readonly statement: Statement;
  /** JSON pointer to it within the input. */
  readonly pointer: string;
  readonly match: StatementMatch;
}

/** Policies any of which may allow, with what they say. */
export interface PolicySet {
  readonly statements: readonly JudgedStatement[];
  /** Whether an Allow applies. */
  readonly allow: Truth;
}

/** Holds every statement of some policies against the request. */
export function judgePolicies(
  policyType: PolicyType,
  policies: readonly NamedDocument[],
  pointer: string,
  question: Question,
  namePrefix = '',
): PolicySet {
  const statements = policies.flatMap(({ name, document }, policyIndex) =>
    document.statements.map((statement) => {
      const place = `${pointer}/${policyIndex}/document`;
      return judged(policyType, namePrefix + name, statement, place, question, document.version);
    }),
  );
  return { statements, allow: allowOf(statements) };
}

/** Holds the statements of the resource's own policy against the request. */
export function judgeResourcePolicy(
  document: PolicyDocument,
  question: Question,
): readonly JudgedStatement[] {
  return document.statements.map((statement) =>
    judged('resource', 'resource policy', statement, '/resourcePolicy', question, document.version),
  );
}

function judged(
  policyType: PolicyType,
  policy: string,
  statement: Statement,
  place: string,
  question: Question,
  version: PolicyDocument['version'],
): JudgedStatement {
  return {
    policyType,
    policy,
    statement,
    pointer: `${place}/Statement/${statement.index}`,
    match: matchStatement(statement, question, version === '2012-10-17'),
  };
}

/** Whether one of the statements is an Allow that applies. */
export function allowOf(statements: readonly JudgedStatement[]): Truth {
  return anyHolds(
    statements.filter(({ statement }) => statement.effect === 'Allow').map(({ match }) => match.truth),
  );
}

/** The policies of one level of the organisation, judged. */
export interface LevelSet extends PolicySet {
  /** In words, for sentences. */
  readonly name: string;
  /** False where the input does not say which policies stand there. */
  readonly isKnown: boolean;
}

const LEVEL_LISTS = {
  serviceControl: { key: 'serviceControlPolicies', words: 'service control policy' },
  resourceControl: { key: 'resourceControlPolicies', words: 'resource control policy' },
} as const;

/** The organisation policies of each level; a level whose policies are not known may allow or not. */
export function judgeLevels(
  policyType: keyof typeof LEVEL_LISTS,
  levels: readonly EvaluationLevel[] | null,
  question: Question,
): readonly LevelSet[] {
  const { key, words } = LEVEL_LISTS[policyType];
  if (levels === null) return [];
  // A list without a level allows nothing.
  if (levels.length === 0) return [{ statements: [], allow: 'fails', name: `any ${words}`, isKnown: true }];
  return levels.map(({ level, policies }, index) => {
    const name = `a ${words} of level ${level}`;
    if (policies === null) return { statements: [], allow: 'unknown', name, isKnown: false };
    const judged = judgePolicies(policyType, policies, `/${key}/${index}/policies`, question, `${level}: `);
    const isOpen = policyType === 'resourceControl' && leavesOutFullAccess(policies);
    return { ...judged, allow: isOpen ? 'holds' : judged.allow, name, isKnown: true };
  });
}
