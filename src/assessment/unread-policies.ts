import { DocumentStore } from '../account/document-store.js';
import type { Assessment } from './assessment.js';

/**
 * How many policies of an assessment could not be read and would have been assessed, had they been: not those that
 * nobody holds or a rule excludes. Trust policies are among them where their findings count.
 */
export function unreadPolicies(
  assessment: Pick<Assessment, 'policies' | 'principals' | 'documents' | 'options' | 'notAssessed'>,
): number {
  const { policies, principals, documents, options, notAssessed } = assessment;
  // Each of them stands there too; mostly there is none, and nothing need be parsed again.
  if (notAssessed.length === 0) return 0;
  const store = new DocumentStore();
  const isUnread = (document: number | null): boolean =>
    document === null || !store.add(documents[document]).parsed.ok;
  const held = policies.filter(
    ({ document, attachedTo, excludedBy }) =>
      excludedBy === null && attachedTo.length > 0 && isUnread(document),
  );
  const trusts = principals.filter(
    ({ role, excludedBy }) =>
      options.flagTrustPolicies && role !== null && excludedBy === null && isUnread(role.trustPolicy),
  );
  return held.length + trusts.length;
}
