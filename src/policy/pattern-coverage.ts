import type { PatternReading } from './resource-coverage.js';
import { includes, overlaps } from './resource-pattern.js';
import type { StatementReading } from './statement-reading.js';

/** Whether a statement, its conditions aside, is about all that a pattern matches, whatever variables stand for. */
export function isAboutAll({ coverage }: StatementReading, pattern: PatternReading): boolean {
  const { inverted, patterns } = coverage;
  if (inverted) return patterns.every((exception) => !overlaps(exception.loose, pattern.loose));
  return patterns.some((named) => includes(named.strict, pattern.strict));
}

/** Whether a statement, its conditions aside, may be about some of what a pattern matches. */
export function isAboutSome({ coverage }: StatementReading, pattern: PatternReading): boolean {
  const { inverted, patterns } = coverage;
  if (inverted) return !patterns.some((exception) => includes(exception.strict, pattern.strict));
  return patterns.some((named) => overlaps(named.loose, pattern.loose));
}
