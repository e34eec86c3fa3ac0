import type { Role, User } from '../account/account.js';
import type { RequestContext } from '../policy/evaluate-conditions.js';

/** Who can make requests; groups cannot. */
export type Actor = User | Role;

/** What every request of a principal holds, and how it can sign. */
export interface PrincipalContext extends RequestContext {
  /** Whether it can sign with an access key, without a session and all that sessions bring. */
  readonly hasAccessKeys: boolean;
}

const PRINCIPAL_TAG = 'aws:principaltag/';

const FIXED_KEYS = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:username',
  'kms:calleraccount',
]);

/** Whether a condition key says something of the caller that is settled once the caller is known. */
export function isFixedByPrincipal(key: string): boolean {
  const lowerCase = key.toLowerCase();
  return FIXED_KEYS.has(lowerCase) || lowerCase.startsWith(PRINCIPAL_TAG);
}

/**
 * What every request of a principal holds, whoever sends it and whatever it is for. All other keys are unknown.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalContext(actor: Actor): PrincipalContext {
  // Few statements ask, and every principal has a context.
  let fixed: ReadonlyMap<string, readonly string[] | null> | null = null;
  return {
    hasAccessKeys: actor.type === 'user',
    value(key) {
      const lowerCase = key.toLowerCase();
      fixed ??= fixedValues(actor);
      const known = fixed.get(lowerCase);
      if (known !== undefined) return known;
      // The session of a role may carry tags that its role lacks.
      return actor.type === 'user' && lowerCase.startsWith(PRINCIPAL_TAG) ? null : undefined;
    },
  };
}

function fixedValues(actor: Actor): ReadonlyMap<string, readonly string[] | null> {
  const fixed = new Map<string, readonly string[] | null>([
    ['aws:principalarn', [actor.arn]],
    ['aws:principaltype', [actor.type === 'user' ? 'User' : 'AssumedRole']],
    ['aws:principalisawsservice', ['false']],
    ['aws:username', actor.type === 'user' ? [actor.name] : null],
  ]);
  if (actor.accountId !== null) {
    fixed.set('aws:principalaccount', [actor.accountId]);
    fixed.set('kms:calleraccount', [actor.accountId]);
  }
  for (const { key, value } of actor.tags) fixed.set(PRINCIPAL_TAG + key.toLowerCase(), [value]);
  return fixed;
}
