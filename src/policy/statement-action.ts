import { globMatches } from '../catalog/glob.js';
import type { Statement } from './policy-document.js';
import { isAnyone, type PrincipalName } from './principal-name.js';

/** The three calls that hand out a role's credentials. */
export type AssumingAction = 'sts:assumerole' | 'sts:assumerolewithsaml' | 'sts:assumerolewithwebidentity';

export const ASSUMING_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
];

/**
 * Whether a statement's Action or NotAction is about an action.
 *
 * @param action - in lower case
 */
export function isAboutAction({ actions, notActions }: Statement, action: string): boolean {
  const matches = (pattern: string) => globMatches(pattern.toLowerCase(), action);
  return notActions === null ? actions.some(matches) : !notActions.some(matches);
}

/** Those of the calls that a principal of a trust policy can make, whatever the policy allows. */
export function callsOf(principal: PrincipalName): readonly AssumingAction[] {
  if (isAnyone(principal)) return ASSUMING_ACTIONS;
  if (principal.kind !== 'federated') return ['sts:assumerole'];
  if (/^\*+$/.test(principal.name)) return ['sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];
  return principal.name.includes(':saml-provider/')
    ? ['sts:assumerolewithsaml']
    : ['sts:assumerolewithwebidentity'];
}
