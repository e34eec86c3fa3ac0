import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexSet } from '../../src/catalog/index-set.js';
import { indexRuns, indexRunsText } from '../../src/assessment/index-runs.js';

describe('sets of indexes as text', () => {
  it('says how many are left out before each run and how many follow its first', () => {
    expect(indexRunsText(IndexSet.of([0, 1, 2, 3, 4, 5, 9]))).toBe('0+5,3');
    expect(indexRunsText(IndexSet.of([7]))).toBe('7');
    expect(indexRunsText(IndexSet.empty)).toBe('');
  });

  it('reads runs with both ends', () => {
    expect(indexRuns('0+5,3')).toEqual([
      { first: 0, last: 5 },
      { first: 9, last: 9 },
    ]);
    expect(indexRuns('')).toEqual([]);
  });

  it('leaves out what is not a run', () => {
    expect(indexRuns('a,3-1,+2,4,1.5')).toEqual([{ first: 4, last: 4 }]);
  });

  it('reads back whatever is written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(400)), (indexes) => {
        const read = indexRuns(indexRunsText(IndexSet.of(indexes))).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
        );
        expect(read).toEqual([...indexes].sort((a, b) => a - b));
      }),
    );
  });
});
