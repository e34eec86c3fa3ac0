import type { AccountResourcePolicy } from '../account/account.js';
import type { DocumentReader } from '../access/document-reader.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { ResourcePolicy } from '../risks/risk-kind.js';

/** The policy of a resource as kinds of risk are asked about it. */
export function judgedResourcePolicy(
  policy: Pick<AccountResourcePolicy, 'type' | 'accountId' | 'partition' | 'blocksPublicAccess'>,
  document: PolicyDocument,
  reader: DocumentReader,
  isKnownAccount: (accountId: string) => boolean,
): ResourcePolicy {
  const { type, accountId, blocksPublicAccess } = policy;
  return {
    document,
    resource: { type, accountId },
    isKnownAccount,
    blocksPublicAccess,
    catalog: reader.catalog,
    judge: reader.judge(policy),
  };
}
