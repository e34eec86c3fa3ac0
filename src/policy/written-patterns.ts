import { globMatches } from '../catalog/glob.js';
import { includes, overlaps, patternSymbols } from './resource-pattern.js';
import { replaceVariables } from './template-variables.js';

/** Whether a resource pattern is another as written, or the other matches it letter for letter, wildcards included. */
export function isWithinPattern(pattern: string, other: string): boolean {
  if (pattern === other) return true;
  if (!other.includes('?')) return globMatches(other, pattern);
  // An asterisk would be one letter to a question mark, and stands for any number.
  return includes(patternSymbols(other, false, 'constant'), patternSymbols(pattern, false, 'constant'));
}

const ARN_SEGMENTS = 6;

/** Whether two resource patterns as written may match one resource: part by part, where both are written as whole ARNs. */
export function mayOverlap(one: string, other: string): boolean {
  const [parts, others] = [partsOf(one), partsOf(other)];
  return parts.length === ARN_SEGMENTS && others.length === ARN_SEGMENTS
    ? parts.every((part, place) => textsOverlap(part, others[place] ?? ''))
    : textsOverlap(one, other);
}

function partsOf(pattern: string): readonly string[] {
  // The name of a policy variable may hold colons.
  const parts = replaceVariables(pattern, () => '*').split(':');
  return parts.length < ARN_SEGMENTS
    ? parts
    : [...parts.slice(0, ARN_SEGMENTS - 1), parts.slice(ARN_SEGMENTS - 1).join(':')];
}

function textsOverlap(one: string, other: string): boolean {
  return overlaps(patternSymbols(one, true, 'wildcard'), patternSymbols(other, true, 'wildcard'));
}
