import { globMatches } from '../catalog/glob.js';
import type { PolicyDocument, Statement } from '../policy/policy-document.js';
import { isAnyone, names, principalsIn, type PrincipalName } from '../policy/principal-name.js';
import { areConditionsWithin } from './grants-within.js';

/** Stands for all whom a statement with NotPrincipal lets in. */
export const EVERYONE_BUT = 'NotPrincipal';

/**
 * Whether everyone whom one trust policy lets in is let in by another too, by a statement of the same or more calls
 * under no further condition; and both deny the same.
 *
 * @param except - names of principals that are not asked about
 */
export function trustsWithin(
  inner: PolicyDocument,
  outer: PolicyDocument,
  except: ReadonlySet<string>,
): boolean {
  if (denialText(inner) !== denialText(outer)) return false;
  const wider = allowing(outer);
  return allowing(inner).every((statement) =>
    letIn(statement)
      .filter(({ name }) => !except.has(name))
      .every((principal) =>
        wider.some(
          (other) =>
            letsIn(other, principal, statement) &&
            hasCallsOf(other, statement) &&
            areConditionsWithin(other.conditions, statement.conditions),
        ),
      ),
  );
}

function allowing({ statements }: PolicyDocument): readonly Statement[] {
  return statements.filter(({ effect }) => effect === 'Allow');
}

function denialText({ statements }: PolicyDocument): string {
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  return JSON.stringify(denies.map((statement) => JSON.stringify({ ...statement, index: 0 })).sort());
}

function letIn({ principals, notPrincipals }: Statement): readonly PrincipalName[] {
  if (notPrincipals !== null) return [{ kind: 'aws', name: EVERYONE_BUT }];
  return principals === null ? [] : principalsIn(principals);
}

function letsIn(other: Statement, principal: PrincipalName, statement: Statement): boolean {
  if (other.notPrincipals !== null) {
    if (principal.name === EVERYONE_BUT)
      return JSON.stringify(other.notPrincipals) === JSON.stringify(statement.notPrincipals);
    return !names(other.notPrincipals, principal);
  }
  if (other.principals === null || principal.name === EVERYONE_BUT) return false;
  const { kind, name } = principal;
  return principalsIn(other.principals).some(
    (each) => (each.kind === kind && each.name === name) || (kind === 'aws' && isAnyone(each)),
  );
}

/** Whether a statement is about every call that another is about. */
function hasCallsOf(other: Statement, statement: Statement): boolean {
  if (other.notActions !== null || statement.notActions !== null) {
    return (
      JSON.stringify([other.actions, other.notActions]) ===
      JSON.stringify([statement.actions, statement.notActions])
    );
  }
  return statement.actions.every((action) =>
    other.actions.some(
      (each) =>
        each.toLowerCase() === action.toLowerCase() || globMatches(each.toLowerCase(), action.toLowerCase()),
    ),
  );
}
