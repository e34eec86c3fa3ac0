import type { Role } from '../../account/account.js';
import { isFixedByPrincipal, lacksVariable, principalKeysIn } from '../../access/principal-context.js';
import {
  evaluateConditions,
  evaluateTest,
  type ConditionOutcome,
  type RequestContext,
} from '../../policy/evaluate-conditions.js';
import { holdsWithoutKey, limitingTests } from '../../policy/condition-grade.js';
import type { ConditionTest, PolicyDocument, Statement } from '../../policy/policy-document.js';
import { isAboutAction, type AssumingAction } from '../../policy/statement-action.js';
import { memoised } from './grouped.js';
import { testsForRoleOf, turnsOnRoleAccount } from './role-account.js';

/** A statement about one way of assuming a role, with its conditions sorted out. */
export interface TrustStatement {
  readonly statement: Statement;
  /** Tests that the caller passes or fails by being who it is. */
  readonly byCaller: readonly ConditionTest[];
  /** Tests of other keys that compare with something of the caller. */
  readonly byVariable: readonly ConditionTest[];
  /** Other tests that limit who can assume the role. */
  readonly limits: readonly ConditionTest[];
  readonly variablesKnown: boolean;
  /** Whether it stands in a resource control policy, not in the trust policy of the role. */
  readonly isGuardrail: boolean;
}

/** Asked for every hop into a role. */
const known = new WeakMap<PolicyDocument, Map<string, readonly TrustStatement[]>>();

/** The statements of a role's trust policy that are about an action: the same objects whenever they are asked for. */
export function trustStatements(
  { trustPolicy, accountId }: Role,
  action: AssumingAction,
): readonly TrustStatement[] {
  if (trustPolicy?.parsed.ok !== true) return [];
  const { document } = trustPolicy.parsed;
  const byAction = memoised(known, document, () => new Map<string, readonly TrustStatement[]>());
  const account = turnsOnRoleAccount(document) ? accountId : null;
  return memoised(byAction, `${action} ${account ?? ''}`, () =>
    statementsAbout(document, action, account, false),
  );
}

/**
 * The statements of a document about assuming a role in one way.
 *
 * @param accountId - of the role; null if it is not known or does not matter
 */
export function statementsAbout(
  { version, statements }: PolicyDocument,
  action: AssumingAction,
  accountId: string | null,
  isGuardrail: boolean,
): readonly TrustStatement[] {
  const variablesKnown = version === '2012-10-17';
  return statements
    .filter((statement) => isAboutAction(statement, action) && canBeSent(statement, statements))
    .flatMap((statement) => {
      const tests = testsForRoleOf(accountId, statement.conditions, variablesKnown);
      return tests === null ? [] : [sortedOut(statement, tests, variablesKnown, isGuardrail)];
    });
}

function sortedOut(
  statement: Statement,
  tests: readonly ConditionTest[],
  variablesKnown: boolean,
  isGuardrail: boolean,
): TrustStatement {
  const byCaller = tests.filter(({ key }) => isFixedByPrincipal(key));
  const others = tests.filter(({ key }) => !isFixedByPrincipal(key));
  // What a Deny tests counts in full: each test is a chance that it does not apply.
  const limits = statement.effect === 'Allow' ? limitingTests(others) : others;
  const byVariable = variablesKnown ? others.filter(({ values }) => principalKeysIn(values).length > 0) : [];
  return { statement, byCaller, byVariable, limits, variablesKnown, isGuardrail };
}

/** What the tests of who the caller is come to; it also fails those that compare with something that it does not have. */
export function askedOfCaller(
  { byCaller, byVariable, variablesKnown }: TrustStatement,
  context: RequestContext,
): ConditionOutcome {
  const failsVariable = byVariable.some(
    (test) => lacksVariable(test, context) && evaluateTest(test, context, variablesKnown) === 'fails',
  );
  return failsVariable
    ? { truth: 'fails', residual: [] }
    : evaluateConditions(byCaller, context, variablesKnown);
}

/** Keys of what a caller sends along, and the action that must be allowed for that besides. */
const SENT_ALONG: readonly (readonly [key: RegExp, action: string])[] = [
  [/^(?:aws:requesttag\/.*|aws:tagkeys|sts:transitivetagkeys)$/, 'sts:tagsession'],
  [/^sts:sourceidentity$/, 'sts:setsourceidentity'],
];

/**
 * Whether some statement lets callers send what an Allow asks them to send: tags of the session, or its source identity.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
function canBeSent({ effect, conditions }: Statement, statements: readonly Statement[]): boolean {
  if (effect !== 'Allow') return true;
  return SENT_ALONG.every(
    ([key, action]) =>
      !conditions.some((test) => key.test(test.key.toLowerCase()) && asksForKey(test)) ||
      statements.some((each) => each.effect === 'Allow' && isAboutAction(each, action)),
  );
}

function asksForKey(test: ConditionTest): boolean {
  return test.operator === 'Null'
    ? !test.values.some((value) => value.toLowerCase() === 'true')
    : !holdsWithoutKey(test);
}
