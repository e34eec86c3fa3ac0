import { globMatches } from '../catalog/glob.js';
import type { Statement } from './policy-document.js';

/** The three calls that hand out a role's credentials. */
export type AssumingAction = 'sts:assumerole' | 'sts:assumerolewithsaml' | 'sts:assumerolewithwebidentity';

/**
 * Whether a statement's Action or NotAction is about an action.
 *
 * @param action - in lower case
 */
export function isAboutAction({ actions, notActions }: Statement, action: string): boolean {
  const matches = (pattern: string) => globMatches(pattern.toLowerCase(), action);
  return notActions === null ? actions.some(matches) : !notActions.some(matches);
}
