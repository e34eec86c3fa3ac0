import { withWholeAccount } from '../policy/account-pattern.js';
import { conditionKeyFacts } from '../policy/condition-key-facts.js';
import { holdsWithoutKey, isNegated } from '../policy/condition-grade.js';
import { comparesPatterns } from '../policy/pattern-operators.js';
import type { ConditionTest } from '../policy/policy-document.js';
import { keysOfVariables } from '../policy/policy-variables.js';
import { accountOf, type PrincipalName } from '../policy/principal-name.js';
import { isOfServiceLinkedRoles } from '../policy/service-linked.js';
import type { Limit } from './admitted-principals.js';
import table from './data/resource-policy-keys.json' with { type: 'json' };
import { accountAndResource } from './source-arn.js';
import { withoutVariables } from '../policy/pattern-shape.js';

/** Who gets through a limit that lets in nobody but those that are chosen by name, organisation or network. */
export interface Lock {
  /** Whether the limit names an organisation or a network: whoever is in it gets in, and nobody else. */
  readonly isChosen: boolean;
  /** Principals of certain accounts, and services, that get in. */
  readonly admits: readonly PrincipalName[];
}

const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries(table.keys).map(([key, meaning]) => [key.toLowerCase(), meaning]),
);
/** The caller picks the endpoint, but can read only what arrives at one of its own. */
const ENDPOINT = 'sns:endpoint';
const PRINCIPAL_ARN = 'aws:principalarn';
const UNIQUE_ID = /^(?:A[A-Z]{3}[A-Z0-9]{12,}|\d{12})(?:$|:)/;
const ONE_VARIABLE = /^\$\{([^}]*)\}$/;
const CALLER = /^aws:principal(?:account|orgid)$/i;
const COMPARISON = /^String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)$/;
const CHOSEN: Lock = { isChosen: true, admits: [] };
const NOBODY: Lock = { isChosen: false, admits: [] };

/**
 * Whether a limit says anything about who can use a resource: not where all callers can meet it at will, or where it is
 * about the resource itself.
 */
export function limitsCallers({ effect, tests }: Limit): boolean {
  // One test that a caller can make fail is enough for a Deny not to apply; those were left out before.
  if (effect === 'Deny') return true;
  return tests.map(ofCaller).every(({ key }) => {
    const lowerCase = key.toLowerCase();
    if (MEANINGS.get(lowerCase) === 'resource') return false;
    return lowerCase === ENDPOINT || conditionKeyFacts(key)?.attackerControlled !== true;
  });
}

/** What a limit amounts to as a lock; null where it is none. */
export function lockOf({ effect, tests: written }: Limit): Lock | null {
  const tests = written.map(ofCaller);
  if (effect === 'Allow') {
    const [test] = tests;
    return test === undefined || isNegated(test) || holdsWithoutKey(test) ? null : lockOfValues(test);
  }
  // Whoever makes any of its tests fail gets through.
  const locks = tests.map(lockOfDenied);
  if (locks.length === 0 || locks.includes(null)) return null;
  return joined(locks.filter((lock) => lock !== null));
}

/** A comparison of the resource with the caller as the same comparison of the caller with the resource; any other test as it is. */
function ofCaller(test: ConditionTest): ConditionTest {
  const [value = '', ...others] = test.values;
  const key = ONE_VARIABLE.exec(value)?.[1] ?? '';
  const isTurned =
    others.length === 0 &&
    test.quantifier === null &&
    COMPARISON.test(test.operator) &&
    MEANINGS.get(test.key.toLowerCase()) === 'resource' &&
    CALLER.test(key);
  return isTurned ? { ...test, key, values: [`\${${test.key}}`] } : test;
}

/** Who does not fulfil one test of a Deny. */
function lockOfDenied(test: ConditionTest): Lock | null {
  const key = test.key.toLowerCase();
  // It applies to everyone but services of AWS, of which others tell more.
  if (key === 'aws:principalisawsservice' && test.values.every((value) => value === 'false')) return NOBODY;
  if (MEANINGS.get(key) === 'mount-target')
    return test.ifExists && test.values.every((value) => value === 'false') ? CHOSEN : null;
  if (!isNegated(test) || test.quantifier === 'ForAnyValue') return null;
  if (key !== PRINCIPAL_ARN) return lockOfValues(test);
  // Service-linked roles of any account are spared as services are.
  const values = test.values.filter((value) => !isOfServiceLinkedRoles(value));
  return values.length === 0 && test.values.length > 0 ? NOBODY : lockOfValues({ ...test, values });
}

function lockOfValues(test: ConditionTest): Lock | null {
  const key = test.key.toLowerCase();
  const meaning = MEANINGS.get(key);
  if (meaning === undefined || test.operator === 'Null') return null;
  const locks = test.values.map((value) => {
    if (isOfCaller(value, key)) return null;
    return lockOfValue(meaning, value, comparesPatterns(test));
  });
  if (locks.length === 0 || locks.includes(null)) return null;
  return joined(locks.filter((lock) => lock !== null));
}

/**
 * Whether a value, or the organisation that it begins with, is that of the key itself or another that callers with an
 * account of their own have as they like.
 */
function isOfCaller(value: string, key: string): boolean {
  if (!ONE_VARIABLE.test(value.split('/').at(0) ?? '') && !ONE_VARIABLE.test(value)) return false;
  return keysOfVariables(value).some(
    (other) => other.toLowerCase() === key || (conditionKeyFacts(other)?.ofAnyone ?? null) !== null,
  );
}

function lockOfValue(meaning: string, value: string, isPattern: boolean): Lock | null {
  const isOpen = (text: string) => isPattern && /[*?]/.test(text);
  switch (meaning) {
    case 'chosen':
      return isOpen(value) ? null : CHOSEN;
    case 'organization-path':
      return isOpen(value.split('/', 1)[0] ?? '') ? null : CHOSEN;
    case 'account':
      return isOpen(value) ? null : ofAccount({ kind: 'aws', name: value });
    case 'arn':
      return lockOfArn(value, isOpen);
    case 'unique-id':
      return UNIQUE_ID.test(value) ? CHOSEN : null;
    case 'service':
      return isOpen(value) ? null : { isChosen: false, admits: [{ kind: 'service', name: value }] };
    case 'mount-target':
      return value === 'true' ? CHOSEN : null;
    default:
      return null;
  }
}

function lockOfArn(written: string, isOpen: (text: string) => boolean): Lock | null {
  // What is not known until later may hold colons.
  const value = withWholeAccount(withoutVariables(written));
  const [account, ...rest] = accountAndResource(value);
  if (account === undefined) {
    if (isOpen(value)) return null;
    // A value that is not known until later is one that somebody chose; what is no ARN is nobody's.
    return value.includes('$') ? CHOSEN : NOBODY;
  }
  if (isOpen(account)) return null;
  // Buckets have no account in their ARN, and names that are unique.
  if (account === '') return isOpen(rest.join(':').slice(0, 1)) ? null : CHOSEN;
  return ofAccount({ kind: 'aws', name: value });
}

/** An account that is not known until later is one that somebody chose. */
function ofAccount(principal: PrincipalName): Lock {
  return accountOf(principal) === null ? CHOSEN : { isChosen: false, admits: [principal] };
}

/** Any of several ways through. */
function joined(locks: readonly Lock[]): Lock {
  return {
    isChosen: locks.some(({ isChosen }) => isChosen),
    admits: locks.flatMap(({ admits }) => admits),
  };
}
