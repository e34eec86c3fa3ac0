import { RowOffsets } from './row-offsets.js';

/** Before any row was measured; near enough that the scroll bar does not jump. */
const ESTIMATED_HEIGHT = 36;
/** Rows beyond the edges, so that a step or a turn of the wheel finds them there. */
const OVERSCAN = 8;
/** Often enough for rows that turn out higher than thought, and an end should heights never settle. */
const MOST_CORRECTIONS = 10;
/** Browsers measure the same row a hair differently in different places. */
const LEAST_GROWTH = 0.05;

/** The rows to keep in the document, and the room that the others take. */
export interface RowSlice {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  readonly above: number;
  readonly below: number;
}

/** What of its element the window needs; tests give it one without a browser. */
export interface ScrolledElement {
  scrollTop: number;
  readonly clientHeight: number;
  readonly headHeight: () => number;
  /** Height of every row in the document, by its number. */
  readonly rowHeights: () => Iterable<readonly [row: number, height: number]>;
}

/** Which rows of a long table are in sight of its scrolling element. */
export class RowWindow {
  private offsets = new RowOffsets(0, ESTIMATED_HEIGHT);
  private estimate = ESTIMATED_HEIGHT;
  private element: ScrolledElement | null = null;
  /** The row that was asked for last and is not surely in sight yet. */
  private wanted: number | null = null;
  private corrections = 0;

  attach(element: ScrolledElement | null): void {
    this.element = element;
  }

  setCount(count: number): void {
    if (count === this.offsets.count) return;
    this.offsets = new RowOffsets(count, this.estimate);
    this.wanted = null;
  }

  slice(): RowSlice {
    const { offsets, element } = this;
    const top = element?.scrollTop ?? 0;
    const first = Math.max(0, offsets.rowAt(top) - OVERSCAN);
    const end = Math.min(offsets.count, offsets.rowAt(top + (element?.clientHeight ?? 0)) + 1 + OVERSCAN);
    return {
      first,
      end,
      above: offsets.startOf(first),
      below: offsets.startOf(offsets.count) - offsets.startOf(end),
    };
  }

  /** Scrolls as little as brings a row into sight, below the head that stays in place. */
  scrollTo(row: number): void {
    this.wanted = row;
    this.corrections = 0;
    this.bringIntoSight(row);
  }

  /** Takes note of the heights of the rows in the document; returns whether anything moved by it. */
  measure(): boolean {
    const { element, offsets } = this;
    if (element === null) return false;
    const top = element.scrollTop;
    let moved = false;
    let grownAbove = 0;
    for (const [row, height] of element.rowHeights()) {
      // A hidden table has no heights.
      if (height <= 0 || Math.abs(height - offsets.heightOf(row)) < LEAST_GROWTH) continue;
      const isAbove = offsets.startOf(row) + offsets.heightOf(row) <= top + grownAbove;
      const growth = offsets.setHeight(row, height);
      moved = true;
      this.estimate = height;
      if (isAbove) grownAbove += growth;
    }
    // What is in sight stays where it is, whatever the rows above it turn out to be.
    if (grownAbove !== 0) element.scrollTop = top + grownAbove;
    this.keepWantedInSight(moved);
    return moved;
  }

  private keepWantedInSight(moved: boolean): void {
    if (this.wanted === null) return;
    this.corrections++;
    if (moved && this.corrections <= MOST_CORRECTIONS) this.bringIntoSight(this.wanted);
    else this.wanted = null;
  }

  private bringIntoSight(row: number): void {
    const { element, offsets } = this;
    if (element === null) return;
    const start = offsets.startOf(row);
    // The head covers the first of what is in sight, and rows begin below it: to scroll by `start` shows the row.
    const lowest = start + offsets.heightOf(row) + element.headHeight() - element.clientHeight;
    if (element.scrollTop > start) element.scrollTop = start;
    else if (element.scrollTop < lowest) element.scrollTop = Math.min(lowest, start);
  }
}
