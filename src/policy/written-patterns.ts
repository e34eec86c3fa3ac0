import { globMatches } from '../catalog/glob.js';
import { overlaps, patternSymbols } from './resource-pattern.js';

/** Whether a resource pattern is another as written, or the other matches it letter for letter, wildcards included. */
export function isWithinPattern(pattern: string, other: string): boolean {
  return pattern === other || globMatches(other, pattern);
}

/** Whether two resource patterns as written may match one resource. */
export function mayOverlap(one: string, other: string): boolean {
  return overlaps(patternSymbols(one, true, 'wildcard'), patternSymbols(other, true, 'wildcard'));
}
