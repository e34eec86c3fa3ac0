import type { IndexSet } from '../catalog/index-set.js';

/** A set of indexes in the form of the Assessment's tables: `0-5,9`. */
export function indexRuns(set: IndexSet): string {
  const runs: string[] = [];
  set.forEachRun((start, end) => runs.push(end - start === 1 ? String(start) : `${start}-${end - 1}`));
  return runs.join(',');
}
