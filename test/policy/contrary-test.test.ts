import { describe, expect, test } from 'vitest';
import { contraryTest } from '../../src/policy/contrary-test.js';
import { evaluateTest } from '../../src/policy/evaluate-conditions.js';
import type { ConditionTest } from '../../src/policy/policy-document.js';

/** For each operator what a policy names, and what requests may hold: all that the operator can compare. */
const CASES: readonly (readonly [ConditionTest['operator'], readonly string[], readonly string[]])[] = [
  ['StringEquals', ['a', 'b'], ['a', 'b', 'c', 'A']],
  ['StringEqualsIgnoreCase', ['a'], ['a', 'A', 'b']],
  ['StringLike', ['a*'], ['a', 'ab', 'b']],
  ['NumericEquals', ['2'], ['1', '2', '3']],
  ['NumericLessThan', ['2'], ['1', '2', '3']],
  ['NumericGreaterThan', ['2'], ['1', '2', '3']],
  ['DateEquals', ['2026-01-02'], ['2026-01-01', '2026-01-02', '2026-01-03']],
  ['DateLessThan', ['2026-01-02'], ['2026-01-01', '2026-01-02', '2026-01-03']],
  ['DateGreaterThan', ['2026-01-02'], ['2026-01-01', '2026-01-02', '2026-01-03']],
  ['Bool', ['false'], ['true', 'false']],
  ['IpAddress', ['203.0.113.0/24'], ['203.0.113.7', '198.51.100.7']],
  ['ArnEquals', ['arn:aws:iam::*:role/a'], ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::1:role/b']],
  ['ArnLike', ['arn:aws:iam::*:role/a'], ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::1:role/b']],
];
const KINDS = [
  { quantifier: null, ifExists: false },
  { quantifier: null, ifExists: true },
  { quantifier: 'ForAllValues', ifExists: false },
  { quantifier: 'ForAnyValue', ifExists: false },
  { quantifier: 'ForAnyValue', ifExists: true },
] as const;

const truthOf = (tested: ConditionTest, values: readonly string[] | null) =>
  evaluateTest(tested, { value: () => values }, true);
/** Several values only where a set operator asks about each of them. */
const requests = (given: readonly string[], { quantifier }: ConditionTest) => [
  null,
  ...given.map((value) => [value]),
  ...(quantifier === null ? [] : [given]),
];

describe('the contrary of a test', () => {
  test.each(CASES)('%s holds where it does not, and so does its own contrary', (operator, values, given) => {
    for (const kind of KINDS) {
      const tested: ConditionTest = { operator, ...kind, key: 'aws:PrincipalTag/x', values };
      const contrary = contraryTest(tested);
      const again = contrary === null ? null : contraryTest(contrary);
      if (kind.quantifier === null && kind.ifExists && operator !== 'Bool' && !operator.endsWith('Than')) {
        // Nothing that is negated fails without its key.
        expect(contrary).toBeNull();
        continue;
      }
      for (const request of requests(given, tested)) {
        const truth = truthOf(tested, request);
        expect([operator, kind, request, contrary && truthOf(contrary, request)]).toEqual([
          operator,
          kind,
          request,
          truth === 'holds' ? 'fails' : 'holds',
        ]);
        expect(again && truthOf(again, request)).toBe(truth);
      }
    }
  });

  test('Null asks for the key to be there, or not to be', () => {
    const missing: ConditionTest = {
      operator: 'Null',
      quantifier: null,
      ifExists: false,
      key: 'aws:SourceAccount',
      values: ['true'],
    };
    expect(contraryTest(missing)).toEqual({ ...missing, values: ['false'] });
    expect(contraryTest({ ...missing, values: ['true', 'false'] })).toBeNull();
    // Of a set: that no value is there, and that one is.
    const none: ConditionTest = { ...missing, quantifier: 'ForAllValues' };
    const some: ConditionTest = { ...missing, quantifier: 'ForAnyValue', values: ['false'] };
    expect(contraryTest(none)).toEqual(some);
    expect([null, ['a']].map((values) => [truthOf(none, values), truthOf(some, values)])).toEqual([
      ['holds', 'fails'],
      ['fails', 'holds'],
    ]);
  });
});
