import { holdsWithoutKey, isNegated } from './condition-grade.js';
import { comparesPatterns } from './pattern-operators.js';
import type { ConditionTest } from './policy-document.js';
import type { PrincipalName } from './principal-name.js';

/**
 * Keys that hold the names of the service that calls, and are missing where anybody else does.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalservicename
 */
const SERVICE_NAMES: ReadonlySet<string> = new Set([
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

/** Whether a condition key holds names of the service that calls. */
export function holdsServiceNames(key: string): boolean {
  return SERVICE_NAMES.has(key.toLowerCase());
}

/** Whether the values of a test are names of services. */
export function namesServices(test: ConditionTest): boolean {
  if (test.operator === 'Null' || !holdsServiceNames(test.key)) return false;
  return !comparesPatterns(test) || !test.values.some((value) => /[*?]/.test(value));
}

/** The services that tests leave of everyone because they ask for their names; null where they ask for none. */
export function servicesAskedFor(tests: readonly ConditionTest[]): readonly PrincipalName[] | null {
  const naming = tests.find((test) => namesServices(test) && !isNegated(test) && !holdsWithoutKey(test));
  return naming === undefined ? null : naming.values.map((name) => ({ kind: 'service', name }));
}
