import { expect, it } from 'vitest';
import { areTestsWithin } from '../../../src/assessment/difference/compared-conditions.js';
import type { ConditionTest } from '../../../src/policy/policy-document.js';

const test = (operator: ConditionTest['operator'], ...values: readonly string[]): ConditionTest => ({
  key: 'aws:SourceIp',
  operator,
  quantifier: null,
  ifExists: false,
  values,
});

it.each([
  ['IpAddress', ['10.0.0.0/8'], ['10.0.0.0/7'], true],
  ['IpAddress', ['10.0.0.0/7'], ['10.0.0.0/8'], false],
  ['IpAddress', ['10.1.2.3'], ['10.0.0.0/8'], true],
  ['IpAddress', ['10.0.0.0/8'], ['10.0.0.0'], false],
  ['IpAddress', ['11.0.0.0/16'], ['10.0.0.0/8'], false],
  ['IpAddress', ['2001:db8::/48'], ['2001:db8::/32'], true],
  ['IpAddress', ['10.0.0.0/8'], ['::/0'], false],
  ['NotIpAddress', ['10.0.0.0/7'], ['10.0.0.0/8'], true],
  ['NotIpAddress', ['10.0.0.0/8'], ['10.0.0.0/7'], false],
  ['StringLike', ['team-a*'], ['team-*'], true],
  ['StringLike', ['team-*'], ['team-a*'], false],
  ['StringLike', ['a*'], ['a?'], false],
  ['StringLike', ['ab'], ['a?'], true],
  ['StringLike', ['${aws:username}'], ['a*'], false],
  ['StringNotLike', ['a*'], ['ab*'], true],
  ['StringEquals', ['ab'], ['a*'], false],
] as const)('%s %s within %s', (operator, narrow, wide, isWithin) => {
  expect(areTestsWithin([test(operator, ...narrow)], [test(operator, ...wide)])).toBe(isWithin);
});
