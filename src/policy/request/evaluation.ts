import { conditionText } from '../condition-text.js';
import { anyHolds, type Truth } from '../truth.js';
import type { JudgedStatement, PolicyType } from './policy-set.js';

/** What AWS would answer; `conditional` where that depends on something that is not known. */
export type Decision = 'allowed' | 'explicitlyDenied' | 'implicitlyDenied' | 'conditional';

/** The answer to a request, with what decided it. */
export interface Evaluation {
  readonly decision: Decision;
  /** The statements that decided; for an implicit denial those that came nearest to allowing. */
  readonly statements: readonly DecidingStatement[];
  /** For `conditional`: what is not known and decides, by the statement that asks for it. */
  readonly conditions: readonly ResidualCondition[];
  /** On what no statement shows: which kind of policy fails to allow, or is not known; which session is asked for. */
  readonly notes: readonly string[];
}

/** A statement that a decision rests on. */
export interface DecidingStatement {
  readonly policyType: PolicyType;
  readonly policy: string;
  /** Sid, or index where it has none. */
  readonly statement: string | number;
  /** JSON pointer within the input: `/identityPolicies/0/document/Statement/1`. */
  readonly pointer: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether the statement applies; `unknown` where that depends on what is not known. */
  readonly matched: boolean | 'unknown';
  readonly reason: string;
}

/** A condition that a decision hangs on, for what it asks about is not known. */
export interface ResidualCondition {
  readonly policyType: PolicyType;
  readonly policy: string;
  readonly statement: string | number;
  readonly effect: 'Allow' | 'Deny';
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** In one line. */
  readonly text: string;
}

/** One kind of policy that must allow a request. */
export interface Layer {
  /** In words, for sentences: `the permissions boundary`. */
  readonly name: string;
  readonly allow: Truth;
  /** Whether the input holds its policies. */
  readonly isKnown: boolean;
}

/** An explicit Deny first; then whatever is not allowed; then whatever is not known. */
export function conclude(
  statements: readonly JudgedStatement[],
  allow: Truth,
  layers: readonly Layer[],
): Evaluation {
  const denies = statements.filter(({ statement }) => statement.effect === 'Deny');
  const allows = statements.filter(({ statement }) => statement.effect === 'Allow');
  const deny = anyHolds(denies.map(({ match }) => match.truth));
  const having = (list: readonly JudgedStatement[], truth: Truth) =>
    list.filter(({ match }) => match.truth === truth);
  if (deny === 'holds') return evaluation('explicitlyDenied', having(denies, 'holds'), [], []);
  if (allow === 'fails') {
    const near = allows.filter(({ match }) => match.reason !== 'it is about other actions');
    const notes = layers
      .filter((layer) => layer.allow === 'fails')
      .map(({ name }) => `${name} does not allow it`);
    return evaluation('implicitlyDenied', near, [], notes);
  }
  if (allow === 'holds' && deny === 'fails') return evaluation('allowed', having(allows, 'holds'), [], []);
  const open = [...having(denies, 'unknown'), ...(allow === 'unknown' ? having(allows, 'unknown') : [])];
  const settled = having(allows, 'holds');
  const notes = layers.filter(({ isKnown }) => !isKnown).map(({ name }) => `${name} is not known`);
  return evaluation('conditional', [...open, ...settled], open, notes);
}

/** The answer for an action that AWS lets everyone use, whatever policies say. */
export function alwaysAllowed(): Evaluation {
  return evaluation(
    'allowed',
    [],
    [],
    ['no policy allows or denies this action: AWS lets every caller use it'],
  );
}

function evaluation(
  decision: Decision,
  deciding: readonly JudgedStatement[],
  open: readonly JudgedStatement[],
  notes: readonly string[],
): Evaluation {
  return {
    decision,
    statements: deciding.map((judged) => ({
      policyType: judged.policyType,
      policy: judged.policy,
      statement: judged.statement.sid ?? judged.statement.index,
      pointer: judged.pointer,
      effect: judged.statement.effect,
      matched: judged.match.truth === 'unknown' ? 'unknown' : judged.match.truth === 'holds',
      reason: judged.match.reason,
    })),
    conditions: open.flatMap(({ policyType, policy, statement, match }) =>
      match.residual.map((test) => ({
        policyType,
        policy,
        statement: statement.sid ?? statement.index,
        effect: statement.effect,
        key: test.key,
        operator: `${test.quantifier === null ? '' : `${test.quantifier}:`}${test.operator}${test.ifExists ? 'IfExists' : ''}`,
        values: test.values,
        text: conditionText(test),
      })),
    ),
    notes,
  };
}
