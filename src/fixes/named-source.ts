import type { ConditionTest, Statement } from '../policy/policy-document.js';

/** A test of `aws:SourceArn` in the place of one that any account passes. */
export interface NamedSource {
  readonly operator: 'ArnLike' | 'ArnEquals';
  /** As it is written. */
  readonly key: string;
  readonly value: string | readonly string[];
}

const ACCOUNT_SEGMENT = 4;
const ARN_SEGMENTS = 6;

/**
 * The test of `aws:SourceArn` that a statement has, with the account in the place of wildcards; null where it has none
 * that can be written so.
 */
export function namedSource({ conditions }: Statement, accountId: string): NamedSource | null {
  const tests = conditions.filter(({ key }) => key.toLowerCase() === 'aws:sourcearn');
  const [test, ...others] = tests;
  if (test === undefined || others.length > 0 || test.quantifier !== null || test.ifExists) return null;
  const { operator, key, values } = test;
  if (!isArnTest(operator)) return null;
  const named = values.map((value) => withAccount(value, accountId)).filter((value) => value !== null);
  if (named.length < values.length || named.every((value, index) => value === values[index])) return null;
  const [only = '', ...more] = named;
  return { operator, key, value: more.length === 0 ? only : named };
}

function isArnTest(operator: ConditionTest['operator']): operator is NamedSource['operator'] {
  return operator === 'ArnLike' || operator === 'ArnEquals';
}

/** Null for what is no ARN, and for those of resources that bear no account. */
function withAccount(arn: string, accountId: string): string | null {
  const segments = arn.split(':');
  const account = segments[ACCOUNT_SEGMENT] ?? '';
  if (segments.length < ARN_SEGMENTS || account === '') return null;
  if (!/[*?]/.test(account)) return arn;
  // A wildcard that is more than the account might be some of it.
  if (!/^\*+$/.test(account)) return null;
  return segments.map((segment, index) => (index === ACCOUNT_SEGMENT ? accountId : segment)).join(':');
}
