import type { IndexSet } from '../catalog/index-set.js';

/** A run of consecutive indexes, both ends included. */
export interface IndexRun {
  readonly first: number;
  readonly last: number;
}

const DIGIT_0 = '0'.charCodeAt(0);

/** Writes runs of indexes, in ascending order and apart from each other, as the Assessment's tables hold them. */
export class IndexRunsText {
  private readonly parts: string[] = [];
  private next = 0;

  add(first: number, last: number): void {
    const skipped = first - this.next;
    this.parts.push(last === first ? String(skipped) : `${skipped}+${last - first}`);
    this.next = last + 1;
  }

  get text(): string {
    return this.parts.join(',');
  }
}

/** A set of indexes in the form of the Assessment's tables: `0+5,3` for 0 to 5 and 9. */
export function indexRunsText(set: IndexSet): string {
  const runs = new IndexRunsText();
  set.forEachRun((start, end) => runs.add(start, end - 1));
  return runs.text;
}

/** Reads a set back. What is not a run is left out. */
export function indexRuns(text: string): readonly IndexRun[] {
  const runs: IndexRun[] = [];
  let next = 0;
  for (let start = 0; start <= text.length;) {
    const comma = text.indexOf(',', start);
    const end = comma < 0 ? text.length : comma;
    const plus = text.indexOf('+', start);
    const isLong = plus >= 0 && plus < end;
    const skipped = wholeNumber(text, start, isLong ? plus : end);
    const more = isLong ? wholeNumber(text, plus + 1, end) : 0;
    if (skipped >= 0 && more >= 0) {
      const first = next + skipped;
      next = first + more + 1;
      runs.push({ first, last: next - 1 });
    }
    start = end + 1;
  }
  return runs;
}

/** The number that digits make; -1 where there is something else. By hand: there are millions in a large account. */
function wholeNumber(text: string, start: number, end: number): number {
  if (start === end) return -1;
  let value = 0;
  for (let position = start; position < end; position++) {
    const digit = text.charCodeAt(position) - DIGIT_0;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
