import { expect, it } from 'vitest';
import { isWithinPattern } from '../../src/policy/written-patterns.js';

it.each([
  ['a prefix', 'arn:aws:s3:::a/x/*', 'arn:aws:s3:::a/*', true],
  ['the wider of the two', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a/x/*', false],
  ['everything', 'arn:aws:s3:::a/*', '*', true],
  ['the same', 'arn:aws:s3:::a?/*', 'arn:aws:s3:::a?/*', true],
  [
    'an asterisk that a question mark would take for one character',
    'arn:aws:s3:::a*/*',
    'arn:aws:s3:::a?/*',
    false,
  ],
  ['a question mark that an asterisk takes', 'arn:aws:s3:::a?/*', 'arn:aws:s3:::a*/*', true],
  ['question marks that stand for different characters', 'arn:aws:s3:::a?b', 'arn:aws:s3:::a??', true],
  ['a variable', 'arn:aws:s3:::home/${aws:username}/*', 'arn:aws:s3:::home/*', true],
  ['another variable', 'arn:aws:s3:::${aws:username}/*', 'arn:aws:s3:::${aws:userid}/*', false],
])('tells whether a pattern lies within another: %s', (_, pattern, other, expected) => {
  expect(isWithinPattern(pattern, other)).toBe(expected);
});
