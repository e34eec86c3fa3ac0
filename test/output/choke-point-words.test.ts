import { expect, it } from 'vitest';
import { chokePointWords } from '../../src/output/choke-point-words.js';

const statement = { policy: 0, holder: 0, statement: 0 };
const words = (count: number, atLeast: number, isComplete: boolean) =>
  chokePointWords({
    statements: Array.from({ length: count }, () => statement),
    atLeast,
    isSmallest: isComplete && atLeast === count,
    isComplete,
  });

it('says how sure the number of statements to change is', () => {
  expect([words(1, 1, true), words(9, 7, true), words(9, 9, false), words(1200, 7, false)]).toEqual([
    '1 statement would have to change so that nobody else can',
    'at most 9 statements would have to change so that nobody else can, and no fewer than 7',
    '9 statements would have to change to close the ways that were looked at, not all of them',
    'at most 1,200 statements would have to change to close the ways that were looked at, not all of them, and no fewer than 7',
  ]);
});
