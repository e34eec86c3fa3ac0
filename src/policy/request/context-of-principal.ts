import { isOfServices } from '../caller-keys.js';
import { issuerOfClaim } from '../claim-issuer.js';
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
  if (kind === 'federated') return contextOfProvider(name);
  const context = contextOfCaller(parseCaller(name));
  // Of an account all that is known of its principals is the account.
  return isAccount(name)
    ? { value: (key) => (OF_ACCOUNT.has(key.toLowerCase()) ? context.value(key) : ANYONE.value(key)) }
    : context;
}

/** Whether tests of who calls can be decided: for services and those of one account. A session hides the path of its role. */
export function isKnownCaller(principal: PrincipalName): boolean {
  if (principal.kind === 'service' || principal.kind === 'federated') return true;
  return accountOf(principal) !== null && !principal.name.includes(':assumed-role/');
}

/** Whoever calls on its own account is no service; services are told apart. */
const ANYONE: RequestContext = {
  value(key) {
    if (holdsServiceNames(key) || isOfServices(key)) return null;
    return key.toLowerCase() === 'aws:principalisawsservice' ? ['false'] : undefined;
  },
};

/**
 * Claims are keys that begin with the issuer of the token, `gitlab.com:sub`, and assertions have those of SAML: whoever
 * one provider signs in has none of the keys of another.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function contextOfProvider(name: string): RequestContext {
  // The domain of some identity providers is like those of services.
  const context = contextOfCaller({ ...parseCaller(name), kind: 'federated' });
  const own = name.includes(':saml-provider/') ? SAML : issuerWithin(name);
  if (/[*?]/.test(name)) return context;
  return {
    value(key) {
      const issuer = issuerOfClaim(key);
      if (issuer === null || isSameIssuer(issuer, own)) return context.value(key);
      return null;
    },
  };
}

const SAML = 'saml';
const PROVIDER_ARN = /^arn:[^:]+:iam::[^:]*:oidc-provider\//;

function issuerWithin(name: string): string {
  return name.replace(PROVIDER_ARN, '').toLowerCase();
}

function isSameIssuer(one: string, other: string): boolean {
  if (one.replace(/\/$/, '') === other.replace(/\/$/, '')) return true;
  // Identity pools have a domain of their own in some partitions.
  return one.startsWith(IDENTITY_POOLS) && other.startsWith(IDENTITY_POOLS);
}

const IDENTITY_POOLS = 'cognito-identity';

function contextOfService(name: string): RequestContext {
  const context = contextOfCaller({ ...parseCaller(name), kind: 'service' });
  return {
    value(key) {
      if (!holdsServiceNames(key)) return context.value(key);
      return name === ANY_SERVICE ? undefined : [name];
    },
  };
}
