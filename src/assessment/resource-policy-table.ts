import type { AccountResourcePolicy } from '../account/account.js';
import { sourceIdentity, type AssessedSources } from './assessed-sources.js';
import type { AssessedResourcePolicy } from './assessment.js';
import type { DocumentTable } from './policy-table.js';

/** Names a resource policy in every assessment: by its resource, or by where it stands in files. */
export function resourcePolicyIdentity(
  { name, arn, document }: AccountResourcePolicy,
  sources: AssessedSources | undefined,
): string {
  const source = sources?.documents.get(document);
  const identity = sourceIdentity(source, sources);
  if (identity === null) return `resource policy ${arn ?? name}`;
  return source?.address === undefined ? `${identity} ${name}` : identity;
}

/** A resource policy as it stands in an assessment. */
export function assessedResourcePolicy(
  policy: AccountResourcePolicy,
  documents: DocumentTable,
  excludedBy: string | null,
  sources: AssessedSources | undefined,
): AssessedResourcePolicy {
  const { name, arn, type, accountId, document, blocksPublicAccess } = policy;
  const source = sources?.documents.get(document);
  return {
    name,
    arn,
    resourceType: type,
    accountId,
    document: document.parsed.ok ? documents.add(document) : null,
    blocksPublicAccess,
    excludedBy,
    ...(source === undefined ? {} : { source }),
  };
}
