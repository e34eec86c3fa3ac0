import {
  guardrailsOf,
  placeOf,
  type OrganizationPolicies,
  type PolicyLevel,
} from '../../account/organization-policies.js';
import type { OrganizationPlace } from '../../account/organization-place.js';
import { principalContext, type Actor, type CallerContext } from '../../access/principal-context.js';
import type { Statement } from '../../policy/policy-document.js';
import { isAboutAction } from '../../policy/statement-action.js';
import { memoised } from './grouped.js';

/** What is known of callers and of what they ask for, beyond what their own account says. */
export interface KnownCallers {
  /** Where an account stands in the organisation; null where that is not known. */
  readonly placeOf: (accountId: string | null) => OrganizationPlace | null;
  /** Whether the service control policies on an account let nobody in it assume any role. */
  readonly areKeptFromAssuming: (accountId: string) => boolean;
  /** What every request of a principal holds; the same object whenever it is asked for. */
  readonly contextOf: (actor: Actor) => CallerContext;
}

/**
 * What an organisation's file tells of callers.
 *
 * @param contextOf - what else every request of a principal holds; without it, what follows from the principal itself
 */
export function knownCallers(
  organization: OrganizationPolicies | null,
  contextOf?: KnownCallers['contextOf'],
): KnownCallers {
  const contexts = new WeakMap<Actor, CallerContext>();
  const place = (accountId: string | null) => placeOf(organization, accountId);
  return {
    placeOf: place,
    areKeptFromAssuming: (accountId) => {
      const levels = guardrailsOf(organization, accountId)?.serviceControlPolicies ?? null;
      return levels !== null && (levels.length === 0 || levels.some(letsNobodyAssume));
    },
    contextOf: (actor) =>
      memoised(
        contexts,
        actor,
        () => contextOf?.(actor) ?? principalContext(actor, { place: place(actor.accountId) }),
      ),
  };
}

/**
 * Nothing is left of an action that one level does not allow, or denies whatever it is used on.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
function letsNobodyAssume({ policies }: PolicyLevel): boolean {
  const statements = policies
    .flatMap(({ document }) => document.statements)
    .filter((statement) => isAboutAction(statement, 'sts:assumerole'));
  return statements.some(deniesEverywhere) || !statements.some(({ effect }) => effect === 'Allow');
}

function deniesEverywhere({ effect, conditions, resources }: Statement): boolean {
  return effect === 'Deny' && conditions.length === 0 && resources?.includes('*') === true;
}
