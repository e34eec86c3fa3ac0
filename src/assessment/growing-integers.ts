const FIRST_CAPACITY = 1024;

/** A list of 32-bit integers that takes up four bytes for each, where an array takes eight. */
export class GrowingIntegers {
  length = 0;
  private values = new Int32Array(FIRST_CAPACITY);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** The value at a place that was filled; 0 elsewhere. */
  at(place: number): number {
    return this.values[place] ?? 0;
  }
}
