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

const RESOURCE_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

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

/**
 * The account of a resource as its policy shows it: that in which the resources are that it names, or, for a key, whose
 * policy has to let the own account administer it, the one account that may do everything with it.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function accountOfResourcePolicy({ statements }: PolicyDocument): string | null {
  const named = statements.flatMap(({ resources, notResources }) =>
    [...(resources ?? []), ...(notResources ?? [])].flatMap((arn) => RESOURCE_ACCOUNT.exec(arn)?.[1] ?? []),
  );
  const administrators = statements
    .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => /^kms:\*$/i.test(action)))
    .flatMap(({ principals }) => (principals === null ? [] : principalsIn(principals)))
    .flatMap((principal) => (principal.name.endsWith(':root') ? (accountOf(principal) ?? []) : []));
  return onlyOf(named) ?? (named.length === 0 ? onlyOf(administrators) : null);
}

function onlyOf(accounts: readonly string[]): string | null {
  const [first = null, ...others] = new Set(accounts);
  return others.length === 0 ? first : null;
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
