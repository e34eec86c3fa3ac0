import { describe, expect, it } from 'vitest';
import { nextRow } from '../../src/report-app/list/use-row-keys.js';

describe('the keys of a table', () => {
  it('go from row to row and stay within the table', () => {
    const rows = { count: 3, selected: -1 };
    expect(nextRow(0, 'ArrowDown', rows)).toBe(1);
    expect(nextRow(1, 'k', rows)).toBe(0);
    expect(nextRow(2, 'j', rows)).toBeNull();
    expect(nextRow(0, 'ArrowUp', rows)).toBeNull();
    expect(nextRow(0, 'x', rows)).toBeNull();
  });

  it('go into the table at its chosen row, at its first where none is chosen, or at an end', () => {
    expect(nextRow(null, 'ArrowDown', { count: 3, selected: 2 })).toBe(2);
    expect(nextRow(null, 'k', { count: 3, selected: -1 })).toBe(0);
    expect(nextRow(null, 'Home', { count: 3, selected: 2 })).toBe(0);
    expect(nextRow(null, 'End', { count: 3, selected: -1 })).toBe(2);
    expect(nextRow(null, 'End', { count: 0, selected: -1 })).toBeNull();
  });
});
