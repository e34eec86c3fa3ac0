import type { RequestContext } from '../policy-variables.js';
import { accountOf, isAccount, isAnyone, type PrincipalName } from '../principal-name.js';
import { holdsServiceNames } from '../service-names.js';
import { parseCaller } from './caller.js';
import { contextOfCaller } from './evaluation-context.js';

/** Any service, where no condition says which. */
export const ANY_SERVICE = '*';

const OF_ACCOUNT: ReadonlySet<string> = new Set(['aws:principalaccount', 'kms:calleraccount']);

/** What is known of the requests of a principal that a policy names. */
export function contextOfPrincipal(principal: PrincipalName): RequestContext {
  const { kind, name } = principal;
  if (isAnyone(principal)) return ANYONE;
  if (kind === 'service') return contextOfService(name);
  // The domain of some identity providers is like those of services.
  if (kind === 'federated') return contextOfCaller({ ...parseCaller(name), kind });
  const context = contextOfCaller(parseCaller(name));
  // Of an account all that is known of its principals is the account.
  return isAccount(name)
    ? { value: (key) => (OF_ACCOUNT.has(key.toLowerCase()) ? context.value(key) : ANYONE.value(key)) }
    : context;
}

/** Whether tests of who calls can be decided: for services and those of one account. A session hides the path of its role. */
export function isKnownCaller(principal: PrincipalName): boolean {
  if (principal.kind === 'service') return true;
  return accountOf(principal) !== null && !principal.name.includes(':assumed-role/');
}

/** Whoever calls on its own account is no service; services are told apart. */
const ANYONE: RequestContext = {
  value(key) {
    if (holdsServiceNames(key)) return null;
    return key.toLowerCase() === 'aws:principalisawsservice' ? ['false'] : undefined;
  },
};

function contextOfService(name: string): RequestContext {
  const context = contextOfCaller({ ...parseCaller(name), kind: 'service' });
  return {
    value(key) {
      if (!holdsServiceNames(key)) return context.value(key);
      return name === ANY_SERVICE ? undefined : [name];
    },
  };
}
