import { denyStrength, limitingTests } from '../policy/condition-grade.js';
import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import { isAboutAction, type AssumingAction } from '../policy/statement-action.js';
import type { TrustEvidence } from './risk-kind.js';
import { isAnyone, principalsIn, spared, type PrincipalName } from '../policy/principal-name.js';
import type { TrustedPrincipal } from './trusted-principal.js';

const ASSUMING_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

interface TrustDeny {
  readonly statement: Statement;
  readonly actions: readonly AssumingAction[];
  /** Keys on which it depends whether the Deny applies; empty if it always does. */
  readonly conditionKeys: readonly string[];
}

/**
 * Everyone a trust policy lets assume the role, less those whom a Deny turns away whatever the request. A Deny
 * that depends on something the caller cannot choose puts those it names under a condition.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustedPrincipals(document: PolicyDocument): readonly TrustedPrincipal[] {
  let principals = byDocument.get(document);
  if (principals === undefined) {
    principals = readPrincipals(document);
    byDocument.set(document, principals);
  }
  return principals;
}

/** Every kind asks for the same. */
const byDocument = new WeakMap<PolicyDocument, readonly TrustedPrincipal[]>();

function readPrincipals(document: PolicyDocument): readonly TrustedPrincipal[] {
  const denies = document.statements.flatMap(trustDeny);
  return document.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => {
      const actions = assumingActions(statement);
      if (actions.length === 0) return [];
      const keys = limitingTests(statement.conditions).map(({ key }) => key);
      return allowedPrincipals(statement).flatMap((principal) =>
        denies
          .reduce(afterDeny, [{ principal, used: actionsOf(principal, actions), conditionKeys: keys }])
          .map((left) => ({
            ...left.principal,
            statement,
            actions: left.used,
            conditionKeys: [...new Set(left.conditionKeys)],
          })),
      );
    });
}

/** A principal that is let in as far as the statements go that were looked at. */
interface Admitted {
  readonly principal: PrincipalName;
  readonly used: readonly AssumingAction[];
  readonly conditionKeys: readonly string[];
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

function ascending(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function assumingActions(statement: Statement): readonly AssumingAction[] {
  return ASSUMING_ACTIONS.filter((action) => isAboutAction(statement, action));
}

function allowedPrincipals({ principals, notPrincipals }: Statement): readonly PrincipalName[] {
  // Everyone except a few is everyone for whoever is not among the few.
  if (notPrincipals !== null) return [{ kind: 'aws', name: '*' }];
  return principals === null ? [] : principalsIn(principals);
}

/** The calls a principal can make; all that the statement allows where none of them suits it. */
function actionsOf(principal: PrincipalName, allowed: readonly AssumingAction[]): readonly AssumingAction[] {
  const own = allowed.filter((action) => callsOf(principal).includes(action));
  return own.length > 0 ? own : allowed;
}

function callsOf(principal: PrincipalName): readonly AssumingAction[] {
  if (isAnyone(principal)) return ASSUMING_ACTIONS;
  if (principal.kind !== 'federated') return ['sts:assumerole'];
  if (/^\*+$/.test(principal.name)) return ['sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];
  return principal.name.includes(':saml-provider/')
    ? ['sts:assumerolewithsaml']
    : ['sts:assumerolewithwebidentity'];
}

function trustDeny(statement: Statement): readonly TrustDeny[] {
  if (statement.effect !== 'Deny') return [];
  const actions = assumingActions(statement);
  const strength = denyStrength(statement.conditions);
  if (actions.length === 0 || strength.kind === 'evadable' || strength.kind === 'confining') return [];
  const conditionKeys = strength.kind === 'always' ? [] : strength.tests.map(({ key }) => key);
  return [{ statement, actions, conditionKeys }];
}

/** Who is left after one more Deny, those it spares by name in place of the whole they belong to. */
function afterDeny(admitted: readonly Admitted[], deny: TrustDeny): readonly Admitted[] {
  return admitted.flatMap((entry): Admitted[] => {
    if (!entry.used.every((action) => deny.actions.includes(action))) return [entry];
    const { principal, used, conditionKeys } = entry;
    const left = spared(deny.statement, principal);
    if (left.includes(principal)) return [entry];
    const named = left.map((each) => ({ ...entry, principal: each, used: actionsOf(each, used) }));
    if (deny.conditionKeys.length === 0) return named;
    return [...named, { ...entry, conditionKeys: [...conditionKeys, ...deny.conditionKeys] }];
  });
}
