import { issuerOfClaim } from './claim-issuer.js';
import table from './data/caller-keys.json' with { type: 'json' };

/** Who signs requests on its own account; a role by its sessions. */
export type SigningCaller = 'user' | 'role' | 'root';

const OF_SERVICES = inLowerCase(table.ofServices);
const OF_ROLES = inLowerCase(table.ofRoles);
const OF_ROOT_SESSIONS = inLowerCase(table.ofRootSessions);
const IN_EVERY_SESSION = inLowerCase(table.inEverySession);
const OF_SOME_KIND = new Set([...OF_SERVICES, ...OF_ROLES, ...OF_ROOT_SESSIONS, ...IN_EVERY_SESSION]);

function inLowerCase(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map((key) => key.toLowerCase()));
}

/** Whether only requests of services hold a condition key: whom they act for. */
export function isOfServices(key: string): boolean {
  return OF_SERVICES.has(key.toLowerCase());
}

/** Whether it hangs on the kind of caller if its requests hold a condition key. */
export function hangsOnKindOfCaller(key: string): boolean {
  const lowerCase = key.toLowerCase();
  return OF_SOME_KIND.has(lowerCase) || issuerOfClaim(lowerCase) !== null;
}

/**
 * Whether no request of a caller holds a condition key. Users are signed in by nobody else, so that theirs hold no
 * claims.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function neverHolds(caller: SigningCaller, key: string): boolean {
  const lowerCase = key.toLowerCase();
  if (OF_SERVICES.has(lowerCase)) return true;
  if (caller !== 'root' && OF_ROOT_SESSIONS.has(lowerCase)) return true;
  return caller === 'user' && (OF_ROLES.has(lowerCase) || issuerOfClaim(lowerCase) !== null);
}

/** Whether every request of a caller holds a condition key, with whatever value. */
export function alwaysHolds(caller: SigningCaller, key: string): boolean {
  return caller === 'role' && IN_EVERY_SESSION.has(key.toLowerCase());
}
