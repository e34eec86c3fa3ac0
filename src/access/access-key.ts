import { evaluateTest, type RequestContext, type Truth } from '../policy/evaluate-conditions.js';
import type { ConditionTest } from '../policy/policy-document.js';
import table from './data/session-keys.json' with { type: 'json' };

const SESSION_KEYS = new Set(table.keys.map((key) => key.toLowerCase()));

/** What a request signed with an access key of a user certainly lacks, by condition key in lower case. */
export const LACKING_WITH_ACCESS_KEY: ReadonlyMap<string, null> = new Map(
  [...SESSION_KEYS].map((key) => [key, null]),
);

const ACCESS_KEY_CONTEXT: RequestContext = { value: (key) => LACKING_WITH_ACCESS_KEY.get(key.toLowerCase()) };

/**
 * Whether the statement with these tests does not apply to requests signed with an access key, which users can always
 * sign with: a Deny that asks whether MFA is absent, without `IfExists`, does not.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function failsWithAccessKey(tests: readonly ConditionTest[]): boolean {
  return tests.some((test) => withAccessKey(test) === 'fails');
}

/** Whether a test holds for requests signed with an access key, because they lack its key. */
export function holdsWithAccessKey(test: ConditionTest): boolean {
  return withAccessKey(test) === 'holds';
}

function withAccessKey(test: ConditionTest): Truth {
  return SESSION_KEYS.has(test.key.toLowerCase()) ? evaluateTest(test, ACCESS_KEY_CONTEXT, true) : 'unknown';
}
