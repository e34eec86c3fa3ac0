import type { AssessedPolicy, Assessment } from '../assessment/assessment.js';

/** A policy's name; of an inline policy with whose it is, since many principals have one of the same name. */
export function policyTitle(
  { name, type, attachedTo }: AssessedPolicy,
  { principals }: Pick<Assessment, 'principals'>,
): string {
  const [holder, ...others] = attachedTo;
  if (type !== 'inline' || holder === undefined) return name;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${name} of ${principals[holder]?.name ?? 'unknown'}${more}`;
}
