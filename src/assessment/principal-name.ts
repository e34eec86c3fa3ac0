import type { Assessment } from './assessment.js';

/**
 * What a principal is called that a chain speaks of; one of another account with its account.
 *
 * @param principal - an index as they stand in `escalation`
 */
export function principalName(
  { principals, escalation }: Pick<Assessment, 'principals' | 'escalation'>,
  principal: number,
): string {
  const own = principals[principal];
  if (own !== undefined) return own.name;
  const other = escalation.otherPrincipals?.[principal - principals.length];
  if (other === undefined) return '';
  return other.accountId === null ? other.name : `${other.name} (account ${other.accountId})`;
}

/** The ARN of a principal that a chain speaks of. */
export function principalArn(
  { principals, escalation }: Pick<Assessment, 'principals' | 'escalation'>,
  principal: number,
): string {
  const found = principals[principal] ?? escalation.otherPrincipals?.[principal - principals.length];
  return found?.arn ?? '';
}
