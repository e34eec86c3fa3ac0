import type { PolicyDocument, Statement } from './policy-document.js';
import { accountOf, principalsIn } from './principal-name.js';
import { isAboutAction, type AssumingAction } from './statement-action.js';
import { isResourceBased } from './statement-reading.js';

/** What a policy is for: what its holder may do, who may assume a role, or who may use a resource. */
export type PolicyPurpose = 'identity' | 'trust' | 'resource';

const ASSUMING: readonly AssumingAction[] = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

/**
 * Tells from a document alone what it is for. One with statements of both sorts, which AWS takes nowhere, counts as
 * an identity policy.
 */
export function policyPurpose({ statements }: PolicyDocument): PolicyPurpose {
  if (statements.length === 0 || !statements.every(isResourceBased)) return 'identity';
  return statements.some(isAboutTrust) ? 'trust' : 'resource';
}

function isAboutTrust(statement: Statement): boolean {
  const { actions, notActions, resources, notResources } = statement;
  if (notActions === null && actions.every((pattern) => /^sts:/i.test(pattern))) return true;
  // Of all policies that name principals, those of roles have no resource; a wildcard there means to assume.
  if (resources !== null || notResources !== null) return false;
  return ASSUMING.some((action) => isAboutAction(statement, action));
}

/** The account of a role as its trust policy shows it: identity providers are always of the role's own account. */
export function accountOfTrust({ statements }: PolicyDocument): string | null {
  for (const { principals } of statements) {
    if (principals === null) continue;
    for (const { kind, name } of principalsIn(principals)) {
      const provider = kind === 'federated' && /:(?:oidc|saml)-provider\//.test(name);
      const account = provider ? accountOf({ kind: 'aws', name }) : null;
      if (account !== null) return account;
    }
  }
  return null;
}
