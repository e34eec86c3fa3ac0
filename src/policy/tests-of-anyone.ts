import { withWholeAccount } from './account-pattern.js';
import { conditionKeyFacts } from './condition-key-facts.js';
import { hasBoolean, holdsWithoutKey, isNegated } from './condition-grade.js';
import { comparesPatterns } from './pattern-operators.js';
import type { ConditionTest } from './policy-document.js';
import { isOfServiceLinkedRoles } from './service-linked.js';

/**
 * Whether among everyone there is somebody who passes a test: who has an AWS account of their own has users, roles and
 * tags in it as they like, MFA, and any account but those that are named. A test that they pass keeps nobody out.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function isPassedByAnyone(test: ConditionTest): boolean {
  const facts = conditionKeyFacts(test.key);
  switch (facts?.ofAnyone) {
    case 'any':
      return test.operator !== 'Null' || facts.mayBeAbsent || asksForPresence(test);
    case 'false':
      return test.operator === 'Null' ? asksForPresence(test) : asksForFalse(test) !== isNegated(test);
    case 'none':
      return test.operator === 'Null' ? hasBoolean(test, 'true') : holdsWithoutKey(test);
    case 'own':
      if (test.operator === 'Null') return true;
      return holdsWithoutKey(test) || namesAny(test, isAnyOfThem) !== isNegated(test);
    case 'account':
    case 'arn':
      if (test.operator === 'Null') return asksForPresence(test);
      return isNegated(test) ? !namesAny(test, isEverything) : namesAnyAccount(test, facts.ofAnyone);
    default:
      return false;
  }
}

/** Whether among everyone there is somebody who fails a test, so that a Deny with it does not apply to them. */
export function isFailedByAnyone(test: ConditionTest): boolean {
  const facts = conditionKeyFacts(test.key);
  switch (facts?.ofAnyone) {
    case 'any':
      return test.operator !== 'Null' || facts.mayBeAbsent || !asksForPresence(test);
    case 'false':
      return !isPassedByAnyone(test);
    case 'none':
      return !isPassedByAnyone(test);
    case 'own':
      if (test.operator === 'Null' || !holdsWithoutKey(test)) return true;
      return namesAny(test, isAnyOfThem) === isNegated(test);
    case 'account':
    case 'arn':
      if (test.operator === 'Null') return !asksForPresence(test);
      return isNegated(test) ? namesAnyAccount(test, facts.ofAnyone) : !namesAny(test, isEverything);
    default:
      return false;
  }
}

/** `Null` with `false` asks for the key to be there. */
const asksForPresence = asksForFalse;

function asksForFalse(test: ConditionTest): boolean {
  return hasBoolean(test, 'false');
}

function namesAny(test: ConditionTest, isAny: (value: string) => boolean): boolean {
  return comparesPatterns(test) && test.values.some(isAny);
}

function isEverything(value: string): boolean {
  return /^\*+$/.test(value);
}

/** Whether a value is that of any organisation, path in one, network or endpoint: nothing but what they all begin with. */
function isAnyOfThem(value: string): boolean {
  const [first = '', ...others] = value.split('/');
  return isAnything(first) && others.every((part) => part === '' || isAnything(part));
}

function isAnything(part: string): boolean {
  return part.includes('*') && /^(?:[a-z]+-)?[*?]+$/.test(part);
}

/** Whether a value leaves the account open: a role of the name that it asks for can be made in any account. */
function namesAnyAccount(test: ConditionTest, written: 'account' | 'arn'): boolean {
  if (!comparesPatterns(test)) return false;
  return test.values.some((value) => {
    if (written === 'account') return /[*?]/.test(value);
    const [, , service, , account] = withWholeAccount(value).split(':');
    // The ARN of a session is never in `aws:PrincipalArn`.
    if (service === 'sts' || isOfServiceLinkedRoles(value)) return false;
    return account === undefined ? value.includes('*') : /[*?]/.test(account);
  });
}
