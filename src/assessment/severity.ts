import { InputError } from '../policy/input-error.js';
import type { Severity } from './assessment.js';

/** Severities, gravest first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'none'];

/** One step down the scale; `none` stays. */
export function oneStepLower(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? 'none';
}

/** Whether a severity is at least as grave as another. */
export function isAtLeast(severity: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(other);
}

/** Whether findings of a severity are looked for: without any that are asked for, all are. */
export function isLookedFor(severity: Severity, asked: readonly Severity[]): boolean {
  return asked.length === 0 || asked.includes(severity);
}

/** @throws {InputError} naming the place unless the value is a severity */
export function severityAt(value: unknown, where: string): Severity {
  const severity = SEVERITIES.find((each) => each === value);
  if (severity === undefined) throw new InputError(`a severity is one of ${SEVERITIES.join(', ')}`, where);
  return severity;
}
