import type { Assessment } from './assessment.js';

const ACCOUNT_ID = /(?<!\d)\d{12}(?!\d)/g;

/** Whether the trust policy of a role names one of some accounts. */
export function trustPoliciesName(
  { principals, documents }: Pick<Assessment, 'principals' | 'documents'>,
  accountIds: ReadonlySet<string>,
): boolean {
  if (accountIds.size === 0) return false;
  const policies = new Set(principals.flatMap(({ role }) => role?.trustPolicy ?? []));
  return [...policies].some((policy) =>
    [...JSON.stringify(documents[policy] ?? null).matchAll(ACCOUNT_ID)].some(([id]) => accountIds.has(id)),
  );
}
