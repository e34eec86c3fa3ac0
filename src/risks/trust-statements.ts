import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import { ASSUMING_ACTIONS, callsOf, isAboutAction, type AssumingAction } from '../policy/statement-action.js';
import { admittedPrincipals, denialsOf, keysOf, type Uses } from './admitted-principals.js';
import type { TrustEvidence } from './risk-kind.js';
import type { PrincipalName } from '../policy/principal-name.js';
import type { TrustedPrincipal } from './trusted-principal.js';

/**
 * Everyone a trust policy lets assume the role, less those whom a Deny turns away whatever the request. A Deny
 * that depends on something the caller cannot choose puts those it names under a condition.
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
  return admittedPrincipals(document.statements, assuming)
    .filter(({ uses }) => uses.length > 0)
    .map(({ principal, statement, uses, limits }) => ({
      ...principal,
      statement,
      actions: uses,
      denials: denialsOf(limits),
      conditionKeys: keysOf(limits),
    }));
}

const assuming: Uses<readonly AssumingAction[]> = {
  given(allow) {
    const actions = assumingActions(allow);
    return actions.length === 0 ? [] : [actions];
  },
  suiting: actionsOf,
  divided(used, deny) {
    const denied = assumingActions(deny);
    return used.every((action) => denied.includes(action))
      ? { taken: used, left: null }
      : { taken: null, left: used };
  },
};

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

/** Those of the calls that a principal can make; none where the statement allows only those of others. */
function actionsOf(principal: PrincipalName, allowed: readonly AssumingAction[]): readonly AssumingAction[] {
  const calls = callsOf(principal);
  return allowed.filter((action) => calls.includes(action));
}
