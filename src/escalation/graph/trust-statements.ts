import type { Role } from '../../account/account.js';
import type { OrganizationPlace } from '../../account/organization-place.js';
import {
  isFixedByPrincipal,
  lacksVariable,
  principalKeysIn,
  type CallerContext,
} from '../../access/principal-context.js';
import {
  evaluateConditions,
  evaluateTest,
  openTests,
  type ConditionOutcome,
  type RequestContext,
} from '../../policy/evaluate-conditions.js';
import { holdsWithoutKey, limitingTests } from '../../policy/condition-grade.js';
import type { ConditionTest, PolicyDocument, Statement } from '../../policy/policy-document.js';
import { isAboutAction, type AssumingAction } from '../../policy/statement-action.js';
import { memoised } from './grouped.js';
import { factsKey, roleFacts, testsForRole, type KnownRole, type RoleFacts } from './role-facts.js';

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
  /** What else a caller must be allowed to do to the role, because of what an Allow asks it to send. */
  readonly sending: readonly SendingAction[];
}

/** Asked for every hop into a role. */
const known = new WeakMap<PolicyDocument, Map<string, readonly TrustStatement[]>>();

/** A role that trusts, with what of it is known. */
export type TrustingRole = KnownRole & Pick<Role, 'trustPolicy'>;

/**
 * The statements of a role's trust policy that are about an action: the same objects whenever they are asked for.
 *
 * @param place - where the role's account stands in the organisation; null where that is not known
 */
export function trustStatements(
  role: TrustingRole,
  action: AssumingAction,
  place: OrganizationPlace | null,
): readonly TrustStatement[] {
  const { trustPolicy } = role;
  if (trustPolicy?.parsed.ok !== true) return [];
  const { document } = trustPolicy.parsed;
  const byAction = memoised(known, document, () => new Map<string, readonly TrustStatement[]>());
  const facts = roleFacts(role, place, document);
  return memoised(byAction, `${action} ${factsKey(facts)}`, () =>
    statementsAbout(document, action, facts, false),
  );
}

/**
 * The statements of a document about assuming a role in one way.
 *
 * @param facts - what is known of the role
 */
export function statementsAbout(
  { version, statements }: PolicyDocument,
  action: AssumingAction,
  facts: RoleFacts,
  isGuardrail: boolean,
): readonly TrustStatement[] {
  const variablesKnown = version === '2012-10-17';
  return statements
    .filter((statement) => isAboutAction(statement, action))
    .flatMap((statement) => {
      const conditions = openTests(statement.conditions);
      if (conditions === null) return [];
      const sending = sendingActions(statement.effect, conditions);
      const tests = testsForRole(facts, conditions, variablesKnown);
      return tests !== null && sending.every((each) => isAllowed(each, statements))
        ? [{ ...sortedOut(statement, tests, variablesKnown), isGuardrail, sending }]
        : [];
    });
}

function sortedOut(
  statement: Statement,
  tests: readonly ConditionTest[],
  variablesKnown: boolean,
): Omit<TrustStatement, 'isGuardrail' | 'sending'> {
  const byCaller = tests.filter(({ key }) => isFixedByPrincipal(key));
  const others = tests.filter(({ key }) => !isFixedByPrincipal(key));
  // What a Deny tests counts in full: each test is a chance that it does not apply.
  const limits = statement.effect === 'Allow' ? limitingTests(others) : others;
  const byVariable = variablesKnown ? others.filter(({ values }) => principalKeysIn(values).length > 0) : [];
  return { statement, byCaller, byVariable, limits, variablesKnown };
}

/** What the tests of who the caller is come to; it also fails those that compare with something that it does not have. */
export function askedOfCaller(trust: TrustStatement, context: CallerContext): ConditionOutcome {
  const { otherTags = null } = context;
  const outcome = askedAsItIs(trust, context);
  if (outcome.truth !== 'fails' || otherTags === null) return outcome;
  const other = askedAsItIs(trust, otherTags);
  return other.truth === 'holds' ? { truth: 'unknown', residual: trust.byCaller } : other;
}

function askedAsItIs(
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

/** The action of whoever becomes a role. */
export const ASSUMING = 'sts:AssumeRole';

/** The actions that send something along to the role that is assumed. */
export const SENDING_ACTIONS = ['sts:TagSession', 'sts:SetSourceIdentity'] as const;

export type SendingAction = (typeof SENDING_ACTIONS)[number];

/** Keys of tags of the session. */
const SESSION_TAGS = /^(?:aws:requesttag\/.*|aws:tagkeys|sts:transitivetagkeys)$/;
const SOURCE_IDENTITY = /^sts:sourceidentity$/;

/** One list for each that there is, so that lists are the same if they hold the same. */
const NOTHING: readonly SendingAction[] = [];
const TAGS: readonly SendingAction[] = ['sts:TagSession'];
const IDENTITY: readonly SendingAction[] = ['sts:SetSourceIdentity'];
const TAGS_AND_IDENTITY: readonly SendingAction[] = SENDING_ACTIONS;

/**
 * The actions that a caller needs besides, because an Allow asks it to send tags of the session or its source identity.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function sendingActions(
  effect: Statement['effect'],
  conditions: readonly ConditionTest[],
): readonly SendingAction[] {
  if (effect !== 'Allow') return NOTHING;
  const asks = (keys: RegExp) =>
    conditions.some((test) => keys.test(test.key.toLowerCase()) && asksForKey(test));
  if (!asks(SESSION_TAGS)) return asks(SOURCE_IDENTITY) ? IDENTITY : NOTHING;
  return asks(SOURCE_IDENTITY) ? TAGS_AND_IDENTITY : TAGS;
}

function isAllowed(action: SendingAction, statements: readonly Statement[]): boolean {
  return statements.some((each) => each.effect === 'Allow' && isAboutAction(each, action.toLowerCase()));
}

function asksForKey(test: ConditionTest): boolean {
  return test.operator === 'Null'
    ? !test.values.some((value) => value.toLowerCase() === 'true')
    : !holdsWithoutKey(test);
}
