import { compareDecimals } from './decimal.js';
import { parseInstant } from './instant.js';
import { addressInRange } from './ip-range.js';
import type { ConditionOperator } from './policy-document.js';
import {
  beginsLike,
  isPlainText,
  plainText,
  segmentsOf,
  wildcardsMatch,
  type FilledText,
} from './policy-variables.js';

/**
 * Whether a value of the request satisfies a value of the policy; null where the two cannot be compared, because one
 * is not of the operator's type. The negated operators are not in the table: they hold where the operator they negate
 * does not.
 */
type Comparison = (given: string, wanted: FilledText) => boolean | null;

const ARN_SEGMENTS = 6;
const BOOLEANS = new Set(['true', 'false']);

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const COMPARISONS = {
  StringEquals: isPlainText,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === plainText(wanted).toLowerCase(),
  StringLike: (given, wanted) => wildcardsMatch(wanted, given),
  NumericEquals: numeric((order) => order === 0),
  NumericLessThan: numeric((order) => order < 0),
  NumericLessThanEquals: numeric((order) => order <= 0),
  NumericGreaterThan: numeric((order) => order > 0),
  NumericGreaterThanEquals: numeric((order) => order >= 0),
  DateEquals: dated((given, wanted) => given === wanted),
  DateLessThan: dated((given, wanted) => given < wanted),
  DateLessThanEquals: dated((given, wanted) => given <= wanted),
  DateGreaterThan: dated((given, wanted) => given > wanted),
  DateGreaterThanEquals: dated((given, wanted) => given >= wanted),
  Bool: (given, wanted) => sameBoolean(given.toLowerCase(), plainText(wanted).toLowerCase()),
  BinaryEquals: (given, wanted) => withoutPadding(given) === withoutPadding(plainText(wanted)),
  IpAddress: (given, wanted) => addressInRange(given, plainText(wanted)),
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
} satisfies Readonly<Partial<Record<ConditionOperator, Comparison>>>;

const NEGATIONS = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
} satisfies Readonly<Partial<Record<ConditionOperator, keyof typeof COMPARISONS>>>;

/** The comparison an operator makes or, if it is negated, the one it negates. */
export function comparisonOf(operator: Exclude<ConditionOperator, 'Null'>): Comparison {
  return COMPARISONS[
    operator in NEGATIONS
      ? NEGATIONS[operator as keyof typeof NEGATIONS]
      : (operator as keyof typeof COMPARISONS)
  ];
}

function numeric(accepts: (order: number) => boolean): Comparison {
  return (given, wanted) => {
    const order = compareDecimals(given, plainText(wanted));
    return order === null ? null : accepts(order);
  };
}

function dated(compare: (given: number, wanted: number) => boolean): Comparison {
  return (given, wanted) => {
    const left = parseInstant(given);
    const right = parseInstant(plainText(wanted));
    return left === null || right === null ? null : compare(left, right);
  };
}

function sameBoolean(given: string, wanted: string): boolean | null {
  return BOOLEANS.has(given) && BOOLEANS.has(wanted) ? given === wanted : null;
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '');
}

/** ARNs are compared segment by segment, so that a wildcard does not reach beyond a colon before the last. */
function arnMatches(given: string, wanted: FilledText): boolean {
  if (isPlainText('*', wanted)) return true;
  if (!beginsLike(given, wanted)) return false;
  const patterns = segmentsOf(wanted, ARN_SEGMENTS);
  const parts = given.split(':');
  if (patterns.length < ARN_SEGMENTS || parts.length < ARN_SEGMENTS) return false;
  const segments = [...parts.slice(0, ARN_SEGMENTS - 1), parts.slice(ARN_SEGMENTS - 1).join(':')];
  return patterns.every((pattern, index) => wildcardsMatch(pattern, segments[index] ?? ''));
}
