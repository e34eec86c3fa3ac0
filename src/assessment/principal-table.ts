import type { Principal } from '../account/account.js';
import type { AssessedPrincipal } from './assessment.js';
import type { AssessedSources } from './assessed-sources.js';
import { managedBy } from './managed-by.js';
import type { DocumentTable, PolicyEntry } from './policy-table.js';
import type { TrustSentences } from './trust-in-words.js';

/** What principals refer to in an assessment. */
export interface PrincipalReferences {
  readonly entries: readonly PolicyEntry[];
  /** Indexes of the policies that each principal holds. */
  readonly byPrincipal: readonly (readonly number[])[];
  /** The rule that excludes each; null for none. */
  readonly excludedPrincipals: readonly (string | null)[];
  readonly documents: DocumentTable;
  readonly trustSentences: TrustSentences;
  readonly sources: AssessedSources | undefined;
}

/** The principals as they stand in an assessment. */
export function assessedPrincipalsOf(
  principals: readonly Principal[],
  { entries, byPrincipal, excludedPrincipals, documents, trustSentences, sources }: PrincipalReferences,
): readonly AssessedPrincipal[] {
  const policyNumbers = new Map(entries.map((entry, index) => [entry.managed, index]));
  const principalNumbers = new Map(principals.map((principal, index) => [principal, index]));
  return principals.map((principal, index): AssessedPrincipal => {
    const {
      id,
      name,
      type,
      arn,
      accountId,
      path,
      createDate,
      tags,
      permissionsBoundary: boundary,
    } = principal;
    const held = byPrincipal[index] ?? [];
    const source = sources?.principals.get(principal);
    return {
      id,
      name,
      type,
      arn,
      accountId,
      path,
      managedBy: managedBy(principal),
      createDate,
      policies: held,
      ...ownInlineNames(principal, held, entries),
      groups:
        principal.type === 'user' ? principal.groups.map((group) => principalNumbers.get(group) ?? -1) : [],
      permissionsBoundary:
        boundary === null
          ? null
          : {
              arn: boundary.arn,
              policy: boundary.policy === null ? null : (policyNumbers.get(boundary.policy) ?? null),
            },
      tags,
      excludedBy: excludedPrincipals[index] ?? null,
      role: principal.type === 'role' ? assessedRole(principal, documents, trustSentences, sources) : null,
      ...(source === undefined ? {} : { source }),
    };
  });
}

function assessedRole(
  { trustPolicy, accountId, lastUsed, instanceProfiles }: Principal & { readonly type: 'role' },
  documents: DocumentTable,
  trustSentences: TrustSentences,
  sources: AssessedSources | undefined,
): AssessedPrincipal['role'] {
  const document = documents.add(trustPolicy);
  const trustSource = trustPolicy === null ? undefined : sources?.documents.get(trustPolicy);
  return {
    trustPolicy: document,
    trustInWords: trustSentences.add(
      document === null ? null : (documents.documents[document] ?? null),
      accountId,
    ),
    lastUsed,
    // They came out of JSON.parse, so they are JSON values.
    instanceProfiles: instanceProfiles as readonly [],
    ...(trustSource === undefined ? {} : { trustSource }),
  };
}

/** What a principal calls the inline policies that stand under another holder's name. */
function ownInlineNames(
  principal: Principal,
  held: readonly number[],
  entries: readonly PolicyEntry[],
): Pick<AssessedPrincipal, 'inlineNames'> {
  const inlineNames = held.flatMap((policy) => {
    const entry = entries[policy];
    if (entry === undefined || entry.type !== 'inline') return [];
    const name =
      principal.inlinePolicies.find(({ document }) => document === entry.document)?.name ?? entry.name;
    return name === entry.name ? [] : [{ policy, name }];
  });
  return inlineNames.length === 0 ? {} : { inlineNames };
}
