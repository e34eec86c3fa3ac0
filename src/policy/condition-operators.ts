import { addressInRange } from './ip-range.js';
import type { ConditionOperator } from './policy-document.js';
import { plainText, segmentsOf, wildcardsMatch, type FilledText } from './policy-variables.js';

/**
 * Whether a value of the request satisfies a value of the policy. The negated operators are not in the table: they
 * hold where the operator they negate does not.
 */
type Comparison = (given: string, wanted: FilledText) => boolean;

const ARN_SEGMENTS = 6;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const EPOCH_SECONDS = /^\d{5,}(\.\d+)?$/;
const ISO_DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/**
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const COMPARISONS = {
  StringEquals: (given, wanted) => given === plainText(wanted),
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === plainText(wanted).toLowerCase(),
  StringLike: (given, wanted) => wildcardsMatch(wanted, given),
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: dated((given, wanted) => given === wanted),
  DateLessThan: dated((given, wanted) => given < wanted),
  DateLessThanEquals: dated((given, wanted) => given <= wanted),
  DateGreaterThan: dated((given, wanted) => given > wanted),
  DateGreaterThanEquals: dated((given, wanted) => given >= wanted),
  Bool: (given, wanted) => given.toLowerCase() === plainText(wanted).toLowerCase(),
  BinaryEquals: (given, wanted) => withoutPadding(given) === withoutPadding(plainText(wanted)),
  IpAddress: (given, wanted) => addressInRange(given, plainText(wanted)) === true,
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

function numeric(compare: (given: number, wanted: number) => boolean): Comparison {
  return (given, wanted) => {
    const text = plainText(wanted);
    return NUMBER.test(given) && NUMBER.test(text) && compare(Number(given), Number(text));
  };
}

function dated(compare: (given: number, wanted: number) => boolean): Comparison {
  return (given, wanted) => {
    const left = instant(given);
    const right = instant(plainText(wanted));
    return left !== null && right !== null && compare(left, right);
  };
}

/** Milliseconds since 1970 of an ISO 8601 date or of seconds since 1970; null for anything else. */
function instant(text: string): number | null {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  if (!ISO_DATE.test(text)) return null;
  // A time without a zone is in UTC.
  const value = Date.parse(/T/i.test(text) && !/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? `${text}Z` : text);
  return Number.isNaN(value) ? null : value;
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '');
}

/** ARNs are compared segment by segment, so that a wildcard does not reach beyond a colon before the last. */
function arnMatches(given: string, wanted: FilledText): boolean {
  const patterns = segmentsOf(wanted, ARN_SEGMENTS);
  if (plainText(wanted) === '*') return true;
  const parts = given.split(':');
  if (patterns.length < ARN_SEGMENTS || parts.length < ARN_SEGMENTS) return false;
  const segments = [...parts.slice(0, ARN_SEGMENTS - 1), parts.slice(ARN_SEGMENTS - 1).join(':')];
  return patterns.every((pattern, index) => wildcardsMatch(pattern, segments[index] ?? ''));
}
