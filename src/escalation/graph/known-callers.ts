import { placeOf, type OrganizationPolicies } from '../../account/organization-policies.js';
import type { OrganizationPlace } from '../../account/organization-place.js';
import { principalContext, type Actor } from '../../access/principal-context.js';
import type { RequestContext } from '../../policy/evaluate-conditions.js';
import { memoised } from './grouped.js';

/** What is known of callers and of what they ask for, beyond what their own account says. */
export interface KnownCallers {
  /** Where an account stands in the organisation; null where that is not known. */
  readonly placeOf: (accountId: string | null) => OrganizationPlace | null;
  /** What every request of a principal holds; the same object whenever it is asked for. */
  readonly contextOf: (actor: Actor) => RequestContext;
}

/** What an organisation's file tells of callers. */
export function knownCallers(organization: OrganizationPolicies | null): KnownCallers {
  const contexts = new WeakMap<Actor, RequestContext>();
  const place = (accountId: string | null) => placeOf(organization, accountId);
  return {
    placeOf: place,
    contextOf: (actor) =>
      memoised(contexts, actor, () => principalContext(actor, { place: place(actor.accountId) })),
  };
}
