import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowOffsets } from '../../src/report-app/list/row-offsets.js';
import { RowWindow, type ScrolledElement } from '../../src/report-app/list/row-window.js';

describe('offsets of rows', () => {
  it('are the sums of the heights above, whatever is corrected in whatever order', () => {
    const corrections = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 500 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 61 }), corrections, (count, changes) => {
        const offsets = new RowOffsets(count, 36);
        const heights = Array.from({ length: count }, () => 36);
        for (const [row, height] of changes) {
          offsets.setHeight(row, height);
          if (row < count) heights[row] = height;
        }
        let start = 0;
        heights.forEach((height, row) => {
          expect(offsets.startOf(row)).toBe(start);
          expect(offsets.rowAt(start)).toBe(row);
          expect(offsets.rowAt(start + height - 1)).toBe(row);
          start += height;
        });
        expect(offsets.startOf(count)).toBe(start);
        expect(offsets.rowAt(start + 1000)).toBe(count - 1);
      }),
    );
  });

  it('say by how much a row grew, and nothing for rows that are not there', () => {
    const offsets = new RowOffsets(3, 36);
    expect(offsets.setHeight(1, 50)).toBe(14);
    expect(offsets.setHeight(1, 40)).toBe(-10);
    expect(offsets.setHeight(1, 40)).toBe(0);
    expect(offsets.setHeight(3, 40)).toBe(0);
    expect(new RowOffsets(0, 36).rowAt(100)).toBe(0);
  });
});

/** An element whose rows have the heights of a list, as far as the window keeps them in the document. */
class FakeElement implements ScrolledElement {
  scrollTop = 0;
  clientHeight = 400;
  readonly rows = new RowWindow();
  private readonly heights: (row: number) => number;

  constructor(count: number, heights: (row: number) => number) {
    this.heights = heights;
    this.rows.setCount(count);
    this.rows.attach(this);
    this.settle();
  }

  headHeight(): number {
    return 40;
  }

  *rowHeights(): Iterable<readonly [number, number]> {
    const { first, end } = this.rows.slice();
    for (let row = first; row < end; row++) yield [row, this.heights(row)];
  }

  /** Renders and measures until nothing moves, as the hook does. */
  settle(): void {
    while (this.rows.measure());
  }

  /** Rows wholly in sight, below the head. */
  inSight(): readonly number[] {
    const { first, end, above } = this.rows.slice();
    const seen: number[] = [];
    let top = above;
    for (let row = first; row < end; row++) {
      const bottom = top + this.heights(row);
      if (top >= this.scrollTop && bottom + this.headHeight() <= this.scrollTop + this.clientHeight)
        seen.push(row);
      top = bottom;
    }
    return seen;
  }
}

describe('the rows in sight', () => {
  it('are few of 200,000, with the room of the others above and below', () => {
    const element = new FakeElement(200_000, () => 36);
    expect(element.rows.slice()).toEqual({ first: 0, end: 20, above: 0, below: 36 * 199_980 });
    element.scrollTop = 3_600_000;
    expect(element.rows.slice()).toEqual({
      first: 99_992,
      end: 100_020,
      above: 36 * 99_992,
      below: 36 * 99_980,
    });
  });

  it('are none of none', () => {
    expect(new FakeElement(0, () => 36).rows.slice()).toEqual({ first: 0, end: 0, above: 0, below: 0 });
  });

  it('hold the row that was asked for, whatever the heights turn out to be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(999), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 90 }),
        (wanted, spread) => {
          const element = new FakeElement(1000, (row) => 20 + ((row * 37) % spread));
          for (const row of wanted) {
            element.rows.scrollTo(row);
            element.settle();
            expect(element.inSight()).toContain(row);
          }
        },
      ),
    );
  });

  it('do not move a row that is in sight already', () => {
    const element = new FakeElement(100, () => 36);
    element.scrollTop = 360;
    element.rows.scrollTo(12);
    element.settle();
    expect(element.scrollTop).toBe(360);
  });

  it('stay where they are when rows above turn out higher', () => {
    const element = new FakeElement(1000, (row) => (row < 500 ? 36 : 50));
    element.scrollTop = 36 * 505;
    const before = element.rows.slice();
    element.settle();
    // Eight rows lie above; those from 500 on were taken for 36 high.
    expect(before.first).toBe(497);
    expect(element.scrollTop).toBe(36 * 505 + 5 * 14);
  });

  it('forget heights when there is another number of rows', () => {
    const element = new FakeElement(10, () => 50);
    element.rows.setCount(5);
    // Until they are measured, rows are taken to be as high as those before.
    expect(element.rows.slice()).toEqual({ first: 0, end: 5, above: 0, below: 0 });
    element.rows.setCount(100);
    expect(element.rows.slice().below).toBe(83 * 50);
  });

  it('ignore rows without height, which a hidden table has', () => {
    const element = new FakeElement(100, () => 36);
    element.rows.attach({
      scrollTop: 0,
      clientHeight: 0,
      headHeight: () => 0,
      rowHeights: () => [[0, 0]],
    });
    expect(element.rows.measure()).toBe(false);
    expect(element.rows.slice().above).toBe(0);
  });
});
