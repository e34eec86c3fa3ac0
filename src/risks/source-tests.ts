import { hasBoolean, isNegated, limitingTests } from '../policy/condition-grade.js';
import { comparesPatterns } from '../policy/pattern-operators.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { withoutVariables } from '../policy/pattern-shape.js';
import { mustPass } from './must-pass.js';
import { accountAndResource } from './source-arn.js';

/**
 * Keys that say for whom a service acts, or that the service was set up with a word of the customer's own, and what a
 * value of theirs is that leaves that open: anybody may have an account or an organisation whose id begins so.
 */
const OPEN_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['aws:sourceaccount', /[*?]/],
  ['aws:sourceowner', /[*?]/],
  ['aws:sourceorgid', /[*?]/],
  ['aws:sourceorgpaths', /^[^/]*[*?]/],
  ['sts:externalid', /^[*?]*$/],
  ['lambda:eventsourcetoken', /^[*?]*$/],
]);
const SOURCE_ARN = 'aws:sourcearn';
/** In policies of keys: what is encrypted, which services say by its ARN. */
const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';

/** Whether a policy lets a service in only where it says for whom it acts, by the Allow or by a Deny. */
export function namesSource({ statement, denials }: Parameters<typeof mustPass>[0]): boolean {
  return mustPass({ statement, denials: denials.map(aboutSources) }, testNamesSource);
}

/**
 * The tests of a Deny but those by which it spares services that say nothing of a source: whoever deceives a service
 * makes it say one.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function aboutSources(tests: readonly ConditionTest[]): readonly ConditionTest[] {
  return tests.filter((test) => !(isOfSource(test) && test.operator === 'Null' && !hasBoolean(test, 'true')));
}

function isOfSource({ key }: ConditionTest): boolean {
  return OPEN_VALUES.has(key.toLowerCase()) || key.toLowerCase() === SOURCE_ARN;
}

function testNamesSource(test: ConditionTest): boolean {
  const key = test.key.toLowerCase();
  if (isNegated(test) || test.operator === 'Null') return false;
  if (key.startsWith(ENCRYPTION_CONTEXT)) return test.values.every(namesAccount);
  if (limitingTests([test]).length === 0) return false;
  const open = OPEN_VALUES.get(key);
  const isOfAws = key === SOURCE_ARN || (open !== undefined && key.startsWith('aws:'));
  // Where a star is no wildcard, no account and no ARN has one, so that nobody gets in by it.
  if (isOfAws && !comparesPatterns(test)) return true;
  if (key === SOURCE_ARN) return test.values.every(namesAccount);
  return open !== undefined && test.values.every((value) => !open.test(withoutVariables(value)));
}

/**
 * Whether an ARN says whose resource it is: by its account, or by a name that only one resource has. One that is known
 * only once it is deployed does.
 */
function namesAccount(arn: string): boolean {
  const [account, resource = ''] = accountAndResource(withoutVariables(arn));
  if (account === undefined) return arn.startsWith('${');
  return account === '' ? /^[^*?]/.test(resource) : !/[*?]/.test(account);
}
