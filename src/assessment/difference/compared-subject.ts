import type { Account } from '../../account/account.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import { DocumentReader } from '../../access/document-reader.js';
import type { PolicyAccess } from '../../access/policy-access.js';
import { wholeAccess } from '../../access/whole-access.js';
import type { Catalog } from '../../catalog/catalog.js';
import { analyseEscalation } from '../../escalation/graph/analyse-escalation.js';
import { InputError } from '../../policy/input-error.js';
import { parsePolicyDocument } from '../../policy/parse-policy-document.js';
import type { PolicyDocument } from '../../policy/policy-document.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import { accountOfTrust, policyPurpose } from '../../policy/policy-purpose.js';
import type { TrustPolicy } from '../../risks/risk-kind.js';
import type { EscalationVerdict } from '../assessment.js';
import type { NamedPolicy } from '../scan-policy.js';
import type { SubjectDifference } from './access-difference.js';

/** A principal or a policy on one side of a comparison. */
export interface ComparedSubject {
  /** The same on both sides for what is to be compared. */
  readonly key: string;
  readonly type: SubjectDifference['type'];
  readonly name: string;
  readonly arn: string | null;
  /** Null for a trust policy alone. */
  readonly access: PolicyAccess | null;
  /** The Allow statements of its permissions boundary; null where it has none, or none that is known. */
  readonly boundary: readonly StatementReading[] | null;
  readonly trust: TrustPolicy | null;
  /** How surely it is or becomes administrator; null where it does not. */
  readonly administrator: EscalationVerdict | null;
}

/** What is asked of both sides alike. */
export interface ComparisonSettings {
  readonly catalog: Catalog;
  readonly organizationPolicies: OrganizationPolicies | null;
  readonly isKnownAccount: (accountId: string) => boolean;
}

/**
 * The users and roles of accounts, with what each can really do.
 *
 * @param ignoresAccounts - whether principals of the same type, path and name are the same in whichever account
 */
export function subjectsOfAccounts(
  accounts: readonly Account[],
  { catalog, organizationPolicies, isKnownAccount }: ComparisonSettings,
  ignoresAccounts: boolean,
): readonly ComparedSubject[] {
  const { graph, accesses, search } = analyseEscalation(
    accounts,
    new DocumentReader(catalog),
    organizationPolicies,
  );
  return graph.population.principals.flatMap((principal, number): readonly ComparedSubject[] => {
    const access = accesses[number];
    if (principal.type === 'group' || access === undefined) return [];
    const { type, name, arn, path, accountId } = principal;
    const document = principal.type === 'role' ? principal.trustPolicy?.parsed : undefined;
    return [
      {
        key: ignoresAccounts ? `${type} ${path}${name}` : arn,
        type,
        name,
        arn,
        access: wholeAccess(access),
        boundary: typeof access.boundary === 'string' ? null : access.boundary.allows,
        trust: document?.ok === true ? { document: document.document, accountId, isKnownAccount } : null,
        administrator: search.surestVerdict(number),
      },
    ];
  });
}

/**
 * Policies that stand alone.
 *
 * @throws {InputError} if one is not a policy document, or a resource policy
 */
export function subjectsOfPolicies(
  policies: readonly NamedPolicy[],
  { catalog, isKnownAccount }: ComparisonSettings,
): readonly ComparedSubject[] {
  const documents = new DocumentReader(catalog);
  return policies.map(({ name, document: json, accountId }): ComparedSubject => {
    const document: PolicyDocument = parsePolicyDocument(json);
    const purpose = policyPurpose(document);
    if (purpose === 'resource')
      throw new InputError(
        `policy ${name} is a resource policy, and only identity policies and trust policies are compared`,
      );
    const isTrust = purpose === 'trust';
    return {
      key: `${purpose} ${name}`,
      type: isTrust ? 'trust policy' : 'policy',
      name,
      arn: null,
      boundary: null,
      access: isTrust ? null : documents.read(document, { accountId: null, partition: '' }),
      trust: isTrust ? { document, accountId: accountId ?? accountOfTrust(document), isKnownAccount } : null,
      administrator: null,
    };
  });
}
