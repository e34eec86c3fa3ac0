import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionIndexes, actionRuns, actionSetSize } from '../../src/report-app/model/action-set.js';

describe('action sets', () => {
  it('reads single indexes and runs', () => {
    expect(actionIndexes('0-5,9')).toEqual([0, 1, 2, 3, 4, 5, 9]);
    expect(actionRuns('0-5,9')).toEqual([
      { first: 0, last: 5 },
      { first: 9, last: 9 },
    ]);
    expect(actionSetSize('0-5,9')).toBe(7);
  });

  it('reads the empty set', () => {
    expect(actionIndexes('')).toEqual([]);
    expect(actionSetSize('')).toBe(0);
  });

  it('leaves out what is not a run', () => {
    expect(actionIndexes('a,3-1,-2,4,1.5')).toEqual([4]);
  });

  it('reads back whatever indexes are written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), (indexes) => {
        const sorted = [...indexes].sort((a, b) => a - b);
        expect(actionIndexes(written(sorted))).toEqual(sorted);
        expect(actionSetSize(written(sorted))).toBe(sorted.length);
      }),
    );
  });
});

/** Writes ascending indexes as the Assessment does. */
function written(indexes: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const index of indexes) {
    const run = runs[runs.length - 1];
    if (run !== undefined && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}
