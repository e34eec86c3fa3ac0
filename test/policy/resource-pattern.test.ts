import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  includes,
  overlaps,
  patternSymbols,
  templateSymbols,
  textSymbols,
} from '../../src/policy/resource-pattern.js';

const matches = (pattern: string, arn: string, variablesKnown = true) =>
  includes(patternSymbols(pattern, variablesKnown, 'constant'), textSymbols(arn));

const ROLE = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
const OBJECT = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const covers = (pattern: string, template: string) =>
  includes(patternSymbols(pattern, true, 'constant'), templateSymbols(template, 'aws', '111122223333'));

describe('resource patterns against ARNs', () => {
  it.each([
    ['*', 'arn:aws:s3:::bucket/key', true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::BUCKET', 'arn:aws:s3:::bucket', false],
    ['arn:aws:s3:::b?cket', 'arn:aws:s3:::bucket', true],
    ['arn:aws:iam::*', 'arn:aws:iam::111122223333:role/a', true],
    ['arn:aws:iam::*:role/a', 'arn:aws:iam::111122223333:role/a', true],
    ['arn:aws:logs:eu-*:111122223333:log-group:x', 'arn:aws:logs:eu-west-1:111122223333:log-group:x', true],
    ['arn:aws:logs:eu*1:111122223333:log-group:x', 'arn:aws:logs:eu:1:111122223333:log-group:x', false],
    ['arn:aws:sqs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', true],
    ['arn:aws:s3:::a${*}b', 'arn:aws:s3:::a*b', true],
    ['arn:aws:s3:::a${*}b', 'arn:aws:s3:::axb', false],
  ])('%s matches %s: %s', (pattern, arn, expected) => expect(matches(pattern, arn)).toBe(expected));

  it('takes variables for text where the version knows none', () => {
    expect(matches('arn:aws:s3:::a${*}b', 'arn:aws:s3:::a${xyz}b', false)).toBe(true);
  });

  it.each([
    ['${BucketArn}/*', 'arn:aws:s3:::bucket/key', true],
    ['${BucketArn}/*', 'arn:aws:s3:::bucket', false],
    ['${Prefix}:s3:::bucket', 'arn:aws:s3:::bucket', true],
    ['${Name}-jobs', 'arn:aws:sqs:eu-west-1:111122223333:nightly-jobs', true],
    ['${Name}-jobs', 'arn:aws:sqs:eu-west-1:111122223333:jobs', false],
    ['${Arn}', 'arn:aws:s3:::bucket/key', true],
    ['${Arn}', '*', false],
    ['${*}', 'arn:aws:s3:::bucket', false],
  ])('%s, whose variable may hold several segments, can match %s: %s', (pattern, arn, expected) => {
    expect(includes(patternSymbols(pattern, true, 'wildcard'), textSymbols(arn))).toBe(expected);
  });

  it('agrees with a regular expression on the resource part', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':'), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        const expression = new RegExp(
          `^${p.replace(/[*?]/g, (wildcard) => (wildcard === '*' ? '.*' : '.'))}$`,
        );
        expect(matches(`arn:aws:s3:::${p}`, `arn:aws:s3:::${t}`)).toBe(expression.test(t));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('resource patterns against all ARNs of a type', () => {
  it.each([
    ['*', ROLE, true],
    ['arn:aws:iam::111122223333:role/*', ROLE, true],
    ['arn:*:iam::*:role/*', ROLE, true],
    ['arn:aws:iam::*:*', ROLE, true],
    ['arn:aws:iam::444455556666:role/*', ROLE, false],
    ['arn:aws-cn:iam::111122223333:role/*', ROLE, false],
    ['arn:aws:iam::111122223333:role/service/*', ROLE, false],
    ['arn:aws:iam::111122223333:role/?*', ROLE, true],
    ['arn:aws:iam::111122223333:role/*?', ROLE, true],
    ['arn:aws:iam::111122223333:role/??*', ROLE, false],
    ['arn:aws:s3:::*', OBJECT, true],
    ['arn:aws:s3:::*/*', OBJECT, true],
    ['arn:aws:s3:::*/${aws:username}', OBJECT, false],
  ])('%s covers %s: %s', (pattern, template, expected) => expect(covers(pattern, template)).toBe(expected));
});

describe('overlap of patterns', () => {
  const overlap = (a: string, b: string) =>
    overlaps(patternSymbols(a, true, 'wildcard'), patternSymbols(b, true, 'wildcard'));

  it.each([
    ['arn:aws:s3:::a*', 'arn:aws:s3:::*b', true],
    ['arn:aws:s3:::a*', 'arn:aws:s3:::b*', false],
    ['arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/alice/x', true],
    ['*', 'arn:aws:s3:::b', true],
  ])('%s and %s: %s', (a, b, expected) => expect(overlap(a, b)).toBe(expected));

  it('is what inclusion implies, whichever way round', () => {
    const pattern = fc
      .string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 })
      .map((p) => `arn:aws:s3:::${p}`);
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const [left, right] = [patternSymbols(a, true, 'constant'), patternSymbols(b, true, 'constant')];
        expect(overlaps(left, right)).toBe(overlaps(right, left));
        if (includes(left, right)) expect(overlaps(left, right)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told right of long runs of question marks', () => {
    const many = fc.integer({ min: 0, max: 60 }).map((count) => '?'.repeat(count));
    const long = fc.array(fc.oneof(many, fc.constantFrom('a', 'b', '*')), { maxLength: 4 });
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    const prefix = 'arn:aws:s3:::';
    fc.assert(
      fc.property(long, short, (parts, other) => {
        const one = parts.join('');
        expect(overlap(prefix + one, prefix + other)).toBe(haveTextInCommon(one, other));
        expect(overlap(prefix + other, prefix + one)).toBe(haveTextInCommon(one, other));
      }),
      { numRuns: 1000 },
    );
  });

  it('knows how long a pattern of question marks is', () => {
    const marks = '?'.repeat(100);
    expect(overlap(`arn:aws:s3:::${marks}`, 'arn:aws:s3:::a?b')).toBe(false);
    expect(overlap(`arn:aws:s3:::${marks}`, 'arn:aws:s3:::a*b')).toBe(true);
  });
});

/** Whether some text matches both, trying from every pair of places. */
function haveTextInCommon(one: string, other: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const [a, b] = [one[i], other[j]];
    let result = a === undefined && b === undefined;
    if (a === '*') result ||= from(i + 1, j) || (b !== undefined && from(i, j + 1));
    if (b === '*') result ||= from(i, j + 1) || (a !== undefined && from(i + 1, j));
    if (a !== undefined && b !== undefined && a !== '*' && b !== '*')
      result ||= (a === b || a === '?' || b === '?') && from(i + 1, j + 1);
    known.set(key, result);
    return result;
  };
  return from(0, 0);
}
