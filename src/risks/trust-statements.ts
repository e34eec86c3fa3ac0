import { globMatches } from '../catalog/glob.js';
import { limitingTests } from '../policy/condition-grade.js';
import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import type { TrustEvidence } from './risk-kind.js';

const ASSUMING_ACTIONS = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/** One principal that a statement of a trust policy lets in. */
export interface TrustedPrincipal {
  readonly kind: 'aws' | 'service' | 'federated';
  /** As written; `*` for the bare wildcard. */
  readonly name: string;
  readonly statement: Statement;
  /** Keys of the tests that limit the statement; empty if it is unconditional. */
  readonly conditionKeys: readonly string[];
}

/**
 * Everyone a trust policy lets assume the role, less those whom a Deny without a condition turns away.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustedPrincipals(document: PolicyDocument): readonly TrustedPrincipal[] {
  const denied = document.statements.filter(
    (statement) =>
      statement.effect === 'Deny' && statement.conditions.length === 0 && concernsAssuming(statement),
  );
  return document.statements
    .filter((statement) => statement.effect === 'Allow' && concernsAssuming(statement))
    .flatMap((statement) => {
      const conditionKeys = [...new Set(limitingTests(statement.conditions).map(({ key }) => key))];
      return namedPrincipals(statement).map((principal) => ({ ...principal, statement, conditionKeys }));
    })
    .filter((principal) => !denied.some((statement) => turnsAway(statement, principal)));
}

/** Groups principals into one piece of evidence for the unconditional and one for the conditional ones. */
export function trustEvidence(
  principals: readonly TrustedPrincipal[],
  shownAs: (principal: TrustedPrincipal) => string,
  extended = false,
): readonly TrustEvidence[] {
  const groups = [
    {
      grade: 'unrestricted' as const,
      members: principals.filter(({ conditionKeys }) => conditionKeys.length === 0),
    },
    {
      grade: 'conditional' as const,
      members: principals.filter(({ conditionKeys }) => conditionKeys.length > 0),
    },
  ];
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ grade, members }) => ({
      grade,
      extended,
      trusted: ascending(members.map(shownAs)),
      statements: [...new Set(members.map(({ statement }) => statement.index))].sort((a, b) => a - b),
      conditionKeys: ascending(members.flatMap(({ conditionKeys }) => conditionKeys)),
    }));
}

/** Whether a principal stands for everyone: `*`, or the root of any account. */
export function isAnyone({ kind, name }: TrustedPrincipal): boolean {
  return kind === 'aws' && (/^\*+$/.test(name) || /^arn:[^:]+:iam::\*+:root$/.test(name));
}

function ascending(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function concernsAssuming({ actions, notActions }: Statement): boolean {
  if (notActions !== null) {
    return ASSUMING_ACTIONS.some(
      (action) => !notActions.some((pattern) => globMatches(pattern.toLowerCase(), action)),
    );
  }
  return actions.some((pattern) =>
    ASSUMING_ACTIONS.some((action) => globMatches(pattern.toLowerCase(), action)),
  );
}

function namedPrincipals({
  principals,
  notPrincipals,
}: Statement): readonly Pick<TrustedPrincipal, 'kind' | 'name'>[] {
  // Everyone except a few is everyone for whoever is not among the few.
  if (notPrincipals !== null) return [{ kind: 'aws', name: '*' }];
  if (principals === null) return [];
  if (principals.anyone) return [{ kind: 'aws', name: '*' }];
  return [
    ...principals.aws.map((name) => ({ kind: 'aws' as const, name })),
    ...principals.service.map((name) => ({ kind: 'service' as const, name })),
    ...principals.federated.map((name) => ({ kind: 'federated' as const, name })),
  ];
}

function turnsAway({ principals }: Statement, { kind, name }: TrustedPrincipal): boolean {
  if (principals === null) return false;
  return principals.anyone || principals[kind].includes('*') || principals[kind].includes(name);
}
