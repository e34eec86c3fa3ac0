import type { Role, User } from '../account/account.js';
import {
  CALLER_ORGANIZATION_KEYS,
  organizationOfCaller,
  organizationOfResource,
  type OrganizationPlace,
} from '../account/organization-place.js';
import { alwaysHolds, hangsOnKindOfCaller, isOfServices, neverHolds } from '../policy/caller-keys.js';
import type { RequestContext } from '../policy/evaluate-conditions.js';
import type { ConditionTest } from '../policy/policy-document.js';
import type { OwnOrganization } from '../policy/own-resources.js';
import { keysNeeded } from '../policy/policy-variables.js';
import { LACKING_WITH_ACCESS_KEY } from './access-key.js';

/** Who can make requests; groups cannot. */
export type Actor = User | Role;

/** What every request of a caller holds. */
export interface CallerContext extends RequestContext {
  /** The same after it changed its own tags: those that it can change are unknown. Null or left out where it can change none. */
  readonly otherTags?: CallerContext | null;
}

/** What every request of a principal holds, and how it can sign. */
export interface PrincipalContext extends CallerContext {
  /** Whether it can sign with an access key, without a session and all that sessions bring. */
  readonly hasAccessKeys: boolean;
  /** Whether more is known of its requests than who makes them. */
  readonly knowsRequest: boolean;
  /** Of its account; null where it is not known. */
  readonly organization: OwnOrganization | null;
  /** Whether a test of the key can be decided, and so is no condition any more. */
  settles(key: string): boolean;
}

/** Values of a request by condition key in lower case. */
export type GivenContext = ReadonlyMap<string, readonly string[]>;

/** What is known of the requests of a principal besides who makes them. */
export interface KnownOfRequests {
  /** Wins over what follows from the principal. */
  readonly given?: GivenContext | undefined;
  /** Where its account stands in the organisation; null where that is not known. */
  readonly place: OrganizationPlace | null;
}

const NOTHING_GIVEN: GivenContext = new Map();

const PRINCIPAL_TAG = 'aws:principaltag/';
const USER_ID = 'aws:userid';

const FIXED_KEYS = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:username',
  USER_ID,
  'kms:calleraccount',
  CALLER_ORGANIZATION_KEYS.id,
  CALLER_ORGANIZATION_KEYS.path,
]);

/** Whether a condition key says something of the caller that is settled once the caller is known. */
export function isFixedByPrincipal(key: string): boolean {
  const lowerCase = key.toLowerCase();
  return FIXED_KEYS.has(lowerCase) || lowerCase.startsWith(PRINCIPAL_TAG) || isOfServices(lowerCase);
}

/** Whether a condition key says something of the caller, or is in requests of some kinds of callers only. */
export function hangsOnPrincipal(key: string): boolean {
  return isFixedByPrincipal(key) || hangsOnKindOfCaller(key);
}

/** The keys that say something of the caller and stand as variables in some texts, without a default. */
export function principalKeysIn(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text.includes('${'))
    .flatMap(keysNeeded)
    .filter(isFixedByPrincipal);
}

/**
 * Whether a test compares with something that the caller does not have, as its user name where it is a role: nothing is
 * equal to that.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function lacksVariable({ values }: ConditionTest, context: RequestContext): boolean {
  return principalKeysIn(values).some((key) => context.value(key) === null);
}

/**
 * What every request of a principal holds, whoever sends it and whatever it is for. All other keys are unknown.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalContext(
  actor: Actor,
  { given = NOTHING_GIVEN, place }: KnownOfRequests,
): PrincipalContext {
  // Few statements ask, and every principal has a context.
  let fixed: ReadonlyMap<string, readonly string[] | null> | null = null;
  return {
    // Where it is said what a session brings, it is not for the caller to choose a signature without.
    hasAccessKeys:
      actor.type === 'user' && ![...LACKING_WITH_ACCESS_KEY.keys()].some((key) => given.has(key)),
    knowsRequest: given.size > 0,
    organization:
      place === null ? null : new Map([...organizationOfCaller(place), ...organizationOfResource(place)]),
    settles: (key) => hangsOnPrincipal(key) || given.has(key.toLowerCase()),
    beginning(key) {
      const lowerCase = key.toLowerCase();
      if (lowerCase === USER_ID) return userIdBeginning(actor);
      return alwaysHolds(actor.type, lowerCase) ? '' : undefined;
    },
    value(key) {
      const lowerCase = key.toLowerCase();
      const value = given.get(lowerCase);
      if (value !== undefined) return value;
      fixed ??= fixedValues(actor, place);
      const known = fixed.get(lowerCase);
      if (known !== undefined) return known;
      if (neverHolds(actor.type, lowerCase)) return null;
      // The session of a role may carry tags that its role lacks.
      return actor.type === 'user' && lowerCase.startsWith(PRINCIPAL_TAG) ? null : undefined;
    },
  };
}

/**
 * The id that requests of a user have; undefined where the input does not tell it. Of a role it is known only with the
 * name of the session.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function userIdOf({ type, id }: Actor): string | undefined {
  return type === 'user' && id.startsWith('AIDA') ? id : undefined;
}

/**
 * What the id in requests of a role begins with, before the name of the session; undefined where the input does not
 * tell it, and for users.
 */
export function userIdBeginning({ type, id }: Actor): string | undefined {
  return type === 'role' && id.startsWith('AROA') ? `${id}:` : undefined;
}

function fixedValues(
  actor: Actor,
  place: OrganizationPlace | null,
): ReadonlyMap<string, readonly string[] | null> {
  const fixed = new Map<string, readonly string[] | null>([
    ['aws:principalarn', [actor.arn]],
    ['aws:principaltype', [actor.type === 'user' ? 'User' : 'AssumedRole']],
    ['aws:principalisawsservice', ['false']],
    // Nor has it these where a service uses it.
    ['aws:principalservicename', null],
    ['aws:principalservicenameslist', null],
    ['aws:username', actor.type === 'user' ? [actor.name] : null],
  ]);
  const userId = userIdOf(actor);
  if (userId !== undefined) fixed.set(USER_ID, [userId]);
  if (actor.accountId !== null) {
    fixed.set('aws:principalaccount', [actor.accountId]);
    fixed.set('kms:calleraccount', [actor.accountId]);
  }
  for (const [key, values] of organizationOfCaller(place)) fixed.set(key, values);
  for (const { key, value } of actor.tags) fixed.set(PRINCIPAL_TAG + key.toLowerCase(), [value]);
  return fixed;
}
