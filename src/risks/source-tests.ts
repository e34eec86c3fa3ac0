import { isNegated, limitingTests } from '../policy/condition-grade.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { withoutVariables } from '../policy/pattern-shape.js';

/** Keys that say for whom a service acts, or that the service was set up with a word of the customer's own. */
const SOURCE_KEYS = new Set([
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'sts:externalid',
]);
/** In policies of keys: what is encrypted, which services say by its ARN. */
const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';

/** Whether a test says for whom a service may act. */
export function namesSource(test: ConditionTest): boolean {
  const key = test.key.toLowerCase();
  if (isNegated(test) || test.operator === 'Null') return false;
  if (key.startsWith(ENCRYPTION_CONTEXT)) return test.values.every(namesAccount);
  if (limitingTests([test]).length === 0) return false;
  if (key === 'aws:sourcearn') return test.values.every(namesAccount);
  return SOURCE_KEYS.has(key) && test.values.every((value) => !/^[*?]*$/.test(value));
}

/**
 * Whether an ARN says whose resource it is: by its account, or by a name that only one resource has. One that is known
 * only once it is deployed does.
 */
function namesAccount(arn: string): boolean {
  const [, , , , account, resource = ''] = withoutVariables(arn).split(':');
  if (account === undefined) return arn.startsWith('${');
  return account === '' ? /^[^*?]/.test(resource) : !/[*?]/.test(account);
}

/** Whether a Deny, rather than the statement itself, turns other sources away. */
export function deniesOtherSources(keys: readonly string[], own: readonly ConditionTest[]): boolean {
  return keys.some(
    (key) =>
      (SOURCE_KEYS.has(key.toLowerCase()) || key.toLowerCase() === 'aws:sourcearn') &&
      !own.some((test) => test.key === key),
  );
}
