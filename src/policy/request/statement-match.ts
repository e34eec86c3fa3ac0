import { globMatches } from '../../catalog/glob.js';
import { denyStrength, limitingTests } from '../condition-grade.js';
import { conditionKeyFacts } from '../condition-key-facts.js';
import { evaluateConditions } from '../evaluate-conditions.js';
import type { ConditionTest, Statement } from '../policy-document.js';
import { fillKnownVariables, fillVariables, keysNeeded, type RequestContext } from '../policy-variables.js';
import { isAboutAction } from '../statement-action.js';
import { includes, patternSymbols, textSymbols } from '../resource-pattern.js';
import { allHold, anyHolds, negated, truthOf, type Truth } from '../truth.js';
import type { Caller } from './caller.js';
import { matchPrincipal, type PrincipalMatch } from './principal-match.js';

/** A request, ready to be held against statements. */
export interface Question {
  readonly caller: Caller;
  readonly action: string;
  readonly resourceArn: string;
  readonly context: RequestContext;
  /** As in a request. */
  readonly isChosenByCaller: boolean;
  /** Whether a permissions boundary limits the caller. */
  readonly hasBoundary?: boolean;
}

/** Whether a statement applies to a request. */
export interface StatementMatch {
  readonly truth: Truth;
  /** How the statement names the caller; `anyone` for statements without a Principal. */
  readonly principal: PrincipalMatch;
  /** One sentence. */
  readonly reason: string;
  readonly residual: readonly ConditionTest[];
}

/** Holds a statement against a request: action, resource, principal and conditions must all match. */
export function matchStatement(
  statement: Statement,
  question: Question,
  variablesKnown: boolean,
): StatementMatch {
  const principal = matchPrincipal(statement, question.caller, question.hasBoundary);
  const none = (reason: string): StatementMatch => ({ truth: 'fails', principal, reason, residual: [] });
  if (!isAboutAction(statement, question.action.toLowerCase())) return none('it is about other actions');
  if (principal === null) return none('it is about other principals');
  const resource = matchesResource(statement, question, variablesKnown);
  if (resource === 'fails') return none('it is about other resources');
  const { truth: decided, residual } = evaluateConditions(
    statement.conditions,
    question.context,
    variablesKnown,
  );
  const isOpen = decided === 'unknown' && question.isChosenByCaller;
  const met = isOpen ? chosenTruth(statement, residual) : decided;
  const truth = allHold([resource, met]);
  const reason =
    truth === 'holds'
      ? 'it matches the request'
      : truth === 'fails'
        ? 'its conditions are not met'
        : resource === 'unknown'
          ? 'its resource depends on a policy variable whose value is not known'
          : 'its conditions depend on context keys whose values are not known';
  return { truth, principal, reason, residual: truth === 'unknown' ? residual : [] };
}

/** What becomes of tests that nothing is known of where the caller has the choice. */
function chosenTruth({ effect }: Statement, residual: readonly ConditionTest[]): Truth {
  if (effect === 'Allow') return limitingTests(residual).length === 0 ? 'holds' : 'unknown';
  const { kind } = denyStrength(residual);
  return kind === 'evadable' ? 'fails' : kind === 'always' ? 'holds' : 'unknown';
}

function matchesResource(statement: Statement, question: Question, variablesKnown: boolean): Truth {
  const { resources, notResources } = statement;
  // Trust policies and some endpoint policies name no resource: they are about the one they belong to.
  if (resources === null && notResources === null) return 'holds';
  const truths = (resources ?? notResources ?? []).map((pattern) =>
    matchesPattern(pattern, question, variablesKnown),
  );
  const named = anyHolds(truths.map((truth) => truth ?? 'fails'));
  if (notResources === null) return named;
  // A variable without a value makes the element match nothing, turned round or not.
  if (truths.includes(null)) return 'fails';
  const mayMatchNothing =
    variablesKnown && notResources.some((pattern) => mayLackValue(pattern, question.context));
  return named === 'fails' && mayMatchNothing ? 'unknown' : negated(named);
}

/** Whether it is not known if a variable of a pattern has a value. */
function mayLackValue(pattern: string, context: RequestContext): boolean {
  return keysNeeded(pattern).some(
    (key) => context.value(key) === undefined && conditionKeyFacts(key)?.mayBeAbsent !== false,
  );
}

/** Null where a variable of the pattern has no value. */
function matchesPattern(
  pattern: string,
  { resourceArn, context }: Question,
  variablesKnown: boolean,
): Truth | null {
  const filling = fillVariables(pattern, context, variablesKnown);
  if (filling.kind === 'no value') return null;
  const text = variablesKnown ? fillKnownVariables(pattern, context) : pattern;
  if (filling.kind === 'unknown') {
    const can = includes(patternSymbols(text, true, 'wildcard'), textSymbols(resourceArn));
    return can ? 'unknown' : 'fails';
  }
  if (resourceArn === '*') return truthOf(globMatches(text, '*'));
  if (/^\*+$/.test(text)) return 'holds';
  return truthOf(includes(patternSymbols(text, variablesKnown, 'constant'), textSymbols(resourceArn)));
}
