import { evaluateTest } from '../../policy/evaluate-conditions.js';
import type { ConditionTest, PolicyDocument } from '../../policy/policy-document.js';
import { fillKnownVariables, type RequestContext } from '../../policy/policy-variables.js';

const ACCOUNT = 'aws:resourceaccount';
const CALLER_ACCOUNT = /^\$\{aws:principalaccount\}$/i;
const COMPARISON = /^String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)$/;

/** Asked for every hop into a role. */
const turning = new WeakMap<PolicyDocument, boolean>();

/** Whether the account of the role that is assumed matters to a policy, as a key or as a variable. */
export function turnsOnRoleAccount(document: PolicyDocument): boolean {
  let turns = turning.get(document);
  if (turns === undefined) {
    turns = document.statements.some(({ conditions }) =>
      conditions.some((test) =>
        [test.key, ...test.values].some((text) => text.toLowerCase().includes(ACCOUNT)),
      ),
    );
    turning.set(document, turns);
  }
  return turns;
}

/**
 * The tests for a role of an account, which is in every request to assume it: without those that hold, its number in
 * place of the variable; null where one fails.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
export function testsForRoleOf(
  accountId: string | null,
  tests: readonly ConditionTest[],
  variablesKnown: boolean,
): readonly ConditionTest[] | null {
  if (accountId === null) return tests;
  const context: RequestContext = {
    value: (key) => (key.toLowerCase() === ACCOUNT ? [accountId] : undefined),
  };
  const open: ConditionTest[] = [];
  for (const test of tests) {
    if (test.key.toLowerCase() !== ACCOUNT) {
      const fill = (value: string) => (value.includes('${') ? fillKnownVariables(value, context) : value);
      open.push(variablesKnown ? { ...test, values: test.values.map(fill) } : test);
      continue;
    }
    const truth = evaluateTest(test, context, variablesKnown);
    if (truth === 'fails') return null;
    if (truth === 'unknown') open.push(aboutCaller(test, accountId));
  }
  return open;
}

/** A comparison with the account of the caller, the other way round: who calls is known where a test of it is judged. */
function aboutCaller(test: ConditionTest, accountId: string): ConditionTest {
  const [value = '', ...others] = test.values;
  const isComparison = COMPARISON.test(test.operator) && test.quantifier === null && others.length === 0;
  return isComparison && CALLER_ACCOUNT.test(value)
    ? { ...test, key: 'aws:PrincipalAccount', values: [accountId] }
    : test;
}
