import type { Account, Principal } from '../../account/account.js';
import type { OrganizationPolicies } from '../../account/organization-policies.js';
import { DocumentReader } from '../../access/document-reader.js';
import type { PolicyAccess } from '../../access/policy-access.js';
import { wholeAccess } from '../../access/whole-access.js';
import type { Catalog } from '../../catalog/catalog.js';
import { analyseEscalation } from '../../escalation/graph/analyse-escalation.js';
import { parsePolicyDocument } from '../../policy/parse-policy-document.js';
import { accountOfResourcePolicy, accountOfTrust, policyPurpose } from '../../policy/policy-purpose.js';
import type { ResourcePolicy, TrustPolicy } from '../../risks/risk-kind.js';
import type { EscalationVerdict } from '../assessment.js';
import { judgedResourcePolicy } from '../judged-resource-policy.js';
import type { NamedPolicy } from '../scan-policy.js';
import type { SubjectDifference } from './access-difference.js';
import type { ComparedBoundary } from './compared-resources.js';

/** A principal or a policy on one side of a comparison. */
export interface ComparedSubject {
  /** The same on both sides for what is to be compared. */
  readonly key: string;
  readonly type: SubjectDifference['type'];
  readonly name: string;
  readonly arn: string | null;
  /** Null for a trust policy or the policy of a resource alone. */
  readonly access: PolicyAccess | null;
  readonly boundary: ComparedBoundary;
  readonly trust: TrustPolicy | null;
  /** Null but for the policy of a resource. */
  readonly resource: ResourcePolicy | null;
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
  settings: ComparisonSettings,
  ignoresAccounts: boolean,
): readonly ComparedSubject[] {
  return subjectsOfPrincipals(accounts, settings, ({ type, name, arn, path }) =>
    // Its members have what a group gives.
    type === 'group' ? null : { key: ignoresAccounts ? `${type} ${path}${name}` : arn, type, name, arn },
  );
}

/**
 * Principals with what each can really do.
 *
 * @param namesOf - what tells a principal apart; null for one that is not compared
 */
export function subjectsOfPrincipals(
  accounts: readonly Account[],
  { catalog, organizationPolicies, isKnownAccount }: ComparisonSettings,
  namesOf: (principal: Principal) => Pick<ComparedSubject, 'key' | 'type' | 'name' | 'arn'> | null,
): readonly ComparedSubject[] {
  const { graph, accesses, search } = analyseEscalation(
    accounts,
    new DocumentReader(catalog),
    organizationPolicies,
  );
  return graph.population.principals.flatMap((principal, number): readonly ComparedSubject[] => {
    const access = accesses[number];
    const names = namesOf(principal);
    if (names === null || access === undefined) return [];
    const { type, accountId } = principal;
    const document = type === 'role' ? principal.trustPolicy?.parsed : undefined;
    return [
      {
        ...names,
        access: wholeAccess(access),
        boundary: typeof access.boundary === 'string' ? access.boundary : access.boundary.allows,
        trust: document?.ok === true ? { document: document.document, accountId, isKnownAccount } : null,
        resource: null,
        administrator: type === 'group' ? null : search.surestVerdict(number),
      },
    ];
  });
}

/**
 * Policies that stand alone.
 *
 * @throws {InputError} if one is not a policy document
 */
export function subjectsOfPolicies(
  policies: readonly NamedPolicy[],
  { catalog, isKnownAccount }: ComparisonSettings,
): readonly ComparedSubject[] {
  const documents = new DocumentReader(catalog);
  return policies.map(({ name, document: json, accountId: given }): ComparedSubject => {
    const document = parsePolicyDocument(json);
    const purpose = policyPurpose(document);
    const subject = { key: `${purpose} ${name}`, name, arn: null, ...NOTHING_KNOWN };
    const alone = { accountId: null, partition: '' };
    if (purpose === 'identity')
      return { ...subject, type: 'policy', access: documents.read(document, alone) };
    if (purpose === 'trust') {
      const accountId = given ?? accountOfTrust(document);
      return { ...subject, type: 'trust policy', trust: { document, accountId, isKnownAccount } };
    }
    const accountId = given ?? accountOfResourcePolicy(document);
    const policy = { ...alone, accountId, type: null, blocksPublicAccess: false };
    const resource = judgedResourcePolicy(policy, document, documents, isKnownAccount);
    return { ...subject, type: 'resource policy', resource };
  });
}

/** What is to be said of a policy that stands alone, but for what it is about. */
export const NOTHING_KNOWN = {
  access: null,
  boundary: 'none',
  trust: null,
  resource: null,
  administrator: null,
} as const;
