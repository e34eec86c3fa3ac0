import { describe, expect, it } from 'vitest';
import { actionIndexes, actionSetSize } from '../../src/report-app/model/action-set.js';

describe('action sets', () => {
  it('reads single indexes and runs', () => {
    expect(actionIndexes('0+5,3')).toEqual([0, 1, 2, 3, 4, 5, 9]);
    expect(actionSetSize('0+5,3')).toBe(7);
  });

  it('reads the empty set', () => {
    expect(actionIndexes('')).toEqual([]);
    expect(actionSetSize('')).toBe(0);
  });
});
