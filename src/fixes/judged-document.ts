import type { PolicyAccess } from '../access/policy-access.js';
import { policyAccess } from '../access/policy-access.js';
import type { JsonValue } from '../assessment/assessment.js';
import { analyseDocument } from '../assessment/document-analysis.js';
import type { Catalog } from '../catalog/catalog.js';
import type { IndexSet } from '../catalog/index-set.js';
import { InputError } from '../policy/input-error.js';
import { parsePolicyDocument } from '../policy/parse-policy-document.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { CoverageJudge } from '../policy/resource-coverage.js';
import type { KindsInForce } from '../risks/kinds-in-force.js';
import type { Grade } from '../risks/risk-kind.js';
import type { Place } from './named-resource.js';

/** Everything besides its text that decides what is found in a document. */
export interface Circumstances {
  readonly catalog: Catalog;
  readonly judge: CoverageJudge;
  readonly kinds: KindsInForce;
  readonly includedActions: IndexSet;
  readonly excludedActions: IndexSet;
  readonly flagAllRiskyActions: boolean;
  readonly isKnownAccount: (accountId: string) => boolean;
  /** Of the role, for trust policies. */
  readonly accountId: string | null;
  readonly purpose: 'identity' | 'trust';
  /** What ARNs are filled with. */
  readonly place: Place;
}

/** What a kind finds in a document, in the form in which documents are compared. */
export interface Risk {
  readonly kind: string;
  /** A second group that counts in no total. */
  readonly extended: boolean;
  readonly grade: Grade;
  readonly counts: boolean;
  /** Actions by their numbers; ids of escalation paths, prefixes of services, or trusted principals by their names. */
  readonly members: IndexSet | ReadonlySet<string>;
  /** Every action concerned; null for trust policies. */
  readonly actions: IndexSet | null;
  readonly statements: readonly number[];
}

/** A document with what is found in it. */
export interface JudgedDocument {
  readonly json: JsonValue;
  readonly document: PolicyDocument;
  /** Null for trust policies. */
  readonly access: PolicyAccess | null;
  readonly risks: readonly Risk[];
}

/** Judges a document as an assessment does; null if it is none. */
export function judgeDocument(json: JsonValue, circumstances: Circumstances): JudgedDocument | null {
  let document: PolicyDocument;
  try {
    document = parsePolicyDocument(json);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
  if (circumstances.purpose === 'trust')
    return { json, document, access: null, risks: trustRisks(document, circumstances) };
  const access = policyAccess(document, circumstances.catalog, circumstances.judge);
  return { json, document, access, risks: identityRisks(document, access, circumstances) };
}

function identityRisks(
  document: PolicyDocument,
  access: PolicyAccess,
  circumstances: Circumstances,
): readonly Risk[] {
  return analyseDocument(document, access, circumstances).findings.map(
    ({ kind, extended, grade, actions, services, paths, grantedBy }) => ({
      kind: kind.id,
      extended,
      grade,
      counts: !extended && (grade === 'unrestricted' || circumstances.flagAllRiskyActions),
      members: paths !== null ? new Set(paths) : services !== null ? new Set(services) : actions,
      actions,
      statements: grantedBy,
    }),
  );
}

function trustRisks(
  document: PolicyDocument,
  { accountId, isKnownAccount, kinds }: Circumstances,
): readonly Risk[] {
  return kinds.onTrustPolicies.flatMap((kind) =>
    kind
      .assess({ document, accountId, isKnownAccount })
      .map(({ grade, extended, trusted, statements }): Risk => ({
        kind: kind.id,
        extended,
        grade,
        counts: !extended,
        members: new Set(trusted),
        actions: null,
        statements,
      })),
  );
}
