import type { IndexSet } from '../catalog/index-set.js';

/** A run of consecutive indexes, both ends included. */
export interface IndexRun {
  readonly first: number;
  readonly last: number;
}

/** `3` or `3+5`: how many indexes are left out before the run, and how many more follow its first. */
const RUN = /^(\d+)(?:\+(\d+))?$/;

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
  for (const part of text.split(',')) {
    const match = RUN.exec(part);
    if (match === null) continue;
    const first = next + Number(match[1]);
    const last = first + Number(match[2] ?? 0);
    runs.push({ first, last });
    next = last + 1;
  }
  return runs;
}
