/**
 * Heights of the rows of a long table and where each row begins. A Fenwick tree: of 200,000 rows, one that turns out
 * higher than thought moves all those below it in a handful of steps.
 */
export class RowOffsets {
  readonly count: number;
  private readonly heights: Float64Array;
  /** Entry `i` holds the heights of the rows that end at row `i`, as many as the lowest set bit of `i` says. */
  private readonly sums: Float64Array;
  private readonly largestStep: number;

  constructor(count: number, estimate: number) {
    this.count = count;
    this.heights = new Float64Array(count).fill(estimate);
    this.sums = new Float64Array(count + 1);
    for (let entry = 1; entry <= count; entry++) this.sums[entry] = estimate * (entry & -entry);
    this.largestStep = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
  }

  /** Where a row begins; for `count`, the height of all. */
  startOf(row: number): number {
    let start = 0;
    for (let entry = Math.min(row, this.count); entry > 0; entry -= entry & -entry)
      start += this.sums[entry] ?? 0;
    return start;
  }

  heightOf(row: number): number {
    return this.heights[row] ?? 0;
  }

  /** Corrects a row's height and returns by how much it grew. */
  setHeight(row: number, height: number): number {
    const growth = height - this.heightOf(row);
    if (growth === 0 || row < 0 || row >= this.count) return 0;
    this.heights[row] = height;
    for (let entry = row + 1; entry <= this.count; entry += entry & -entry)
      this.sums[entry] = (this.sums[entry] ?? 0) + growth;
    return growth;
  }

  /** The row at a distance from the top: the last one that begins there or above. */
  rowAt(offset: number): number {
    let row = 0;
    let left = offset;
    for (let step = this.largestStep; step > 0; step >>= 1) {
      const height = this.sums[row + step];
      if (row + step > this.count || height === undefined || height > left) continue;
      row += step;
      left -= height;
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }
}
