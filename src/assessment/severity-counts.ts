import type { Severity, SeverityCounts } from './assessment.js';

/** A number for each severity, to count in. */
export function noCounts(): Record<Severity, number> {
  return { critical: 0, high: 0, medium: 0, low: 0, none: 0 };
}

/** The sums of several counts. */
export function sumCounts(all: Iterable<SeverityCounts>): SeverityCounts {
  const sum = noCounts();
  for (const counts of all) {
    sum.critical += counts.critical;
    sum.high += counts.high;
    sum.medium += counts.medium;
    sum.low += counts.low;
    sum.none += counts.none;
  }
  return sum;
}

/** All of them together. */
export function totalOf(counts: SeverityCounts): number {
  return counts.critical + counts.high + counts.medium + counts.low + counts.none;
}
