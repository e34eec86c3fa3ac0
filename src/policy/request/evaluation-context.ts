import { alwaysHolds, neverHolds, type SigningCaller } from '../caller-keys.js';
import { globalRegionOf } from '../global-region.js';
import { parseInstant } from '../instant.js';
import type { RequestContext } from '../policy-variables.js';
import { lacksOwner, OWNER_KEYS } from '../resource-owner-keys.js';
import type { Caller, CallerKind } from './caller.js';
import type { EvaluatedRequest } from './evaluation-input.js';

const PRINCIPAL_TYPES: Readonly<Partial<Record<CallerKind, string>>> = {
  user: 'User',
  role: 'AssumedRole',
  assumedRole: 'AssumedRole',
  federatedUser: 'FederatedUser',
  root: 'Account',
  anonymous: 'Anonymous',
};

/**
 * What is known of a request's context: what is given, then what follows from the caller and the resource.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function evaluationContext(
  request: EvaluatedRequest,
  caller: Caller,
  resourceAccount: string | null,
): RequestContext {
  const implied = impliedKeys(caller, request.action, resourceAccount);
  const signing = signingCaller(caller);
  return {
    beginning(key) {
      const lowerCase = key.toLowerCase();
      if (request.unknownKeys?.includes(lowerCase) === true) return undefined;
      const known = request.beginnings?.get(lowerCase);
      return known ?? (signing !== null && alwaysHolds(signing, lowerCase) ? '' : undefined);
    },
    value(key) {
      const lowerCase = key.toLowerCase();
      if (request.unknownKeys?.includes(lowerCase) === true) return undefined;
      const given = request.context.get(lowerCase);
      if (given !== undefined) return given;
      const known = implied.get(lowerCase);
      if (known !== undefined) return known;
      const derived =
        timeGivenOtherwise(lowerCase, request.context) ?? chainGivenOtherwise(lowerCase, request.context);
      if (derived !== undefined) return derived;
      if (signing !== null && neverHolds(signing, lowerCase)) return null;
      const isAbsent =
        request.contextIsComplete ||
        request.completePrefixes?.some((prefix) => lowerCase.startsWith(prefix)) === true;
      return isAbsent ? null : undefined;
    },
  };
}

/** What is known of every request of a caller, whatever it asks for. */
export function contextOfCaller(caller: Caller): RequestContext {
  const implied = impliedKeys(caller, '', null);
  const signing = signingCaller(caller);
  return {
    value(key) {
      const known = implied.get(key.toLowerCase());
      return known === undefined && signing !== null && neverHolds(signing, key) ? null : known;
    },
  };
}

/** Null for callers of whom it is not known how they sign, and for those who do not. */
function signingCaller({ kind }: Caller): SigningCaller | null {
  if (kind === 'assumedRole') return 'role';
  return kind === 'user' || kind === 'role' || kind === 'root' ? kind : null;
}

function impliedKeys(
  caller: Caller,
  action: string,
  resourceAccount: string | null,
): ReadonlyMap<string, readonly string[] | null> {
  const { kind, arn, accountId, name, roleArn } = caller;
  const isService = kind === 'service';
  const implied = new Map<string, readonly string[] | null>([
    // The key is in signed requests only.
    ['aws:principalisawsservice', kind === 'anonymous' ? null : [String(isService)]],
    ['aws:username', kind === 'user' ? [name] : null],
    ['aws:principalservicename', isService ? [arn] : null],
  ]);
  if (!isService) implied.set('aws:principalservicenameslist', null);
  const type = PRINCIPAL_TYPES[kind];
  if (type !== undefined) implied.set('aws:principaltype', [type]);
  const userId = userIdOf(caller);
  if (userId !== null) implied.set('aws:userid', [userId]);
  if (accountId !== null) {
    implied.set('aws:principalarn', [roleArn ?? arnOf(caller)]);
    implied.set('aws:principalaccount', [accountId]);
    implied.set('kms:calleraccount', [accountId]);
  } else if (kind !== 'canonicalUser') {
    // Neither services nor those who have not signed in come from an account.
    for (const key of UNSIGNED_LACKS) implied.set(key, null);
    if (kind === 'anonymous') implied.set('aws:principalaccount', [NOBODY]);
  }
  const region = globalRegionOf(action, caller.partition);
  if (region !== null) implied.set('aws:requestedregion', [region]);
  if (lacksOwner(action)) for (const key of OWNER_KEYS) implied.set(key, null);
  else if (resourceAccount !== null) {
    implied.set('aws:resourceaccount', [resourceAccount]);
    if (/^s3:/i.test(action)) implied.set('s3:resourceaccount', [resourceAccount]);
  }
  return implied;
}

/** An account that is given by its number stands for its root user, as in a policy. */
function arnOf({ kind, arn, partition, accountId }: Caller): string {
  return kind === 'root' ? `arn:${partition}:iam::${accountId ?? ''}:root` : arn;
}

const UNSIGNED_LACKS = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
];

/** What AWS fills in where nobody has signed in. */
const NOBODY = 'anonymous';

/**
 * The caller's unique id, where it holds nothing that only AWS knows.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function userIdOf({ kind, accountId, name }: Caller): string | null {
  if (kind === 'anonymous') return NOBODY;
  if (kind === 'root') return accountId;
  return kind === 'federatedUser' ? `${accountId ?? ''}:${name}` : null;
}

/** The time of a request, in the notation of the one key and of the other. */
const TIMES: Readonly<Record<string, { readonly other: string; readonly write: (time: number) => string }>> =
  {
    'aws:epochtime': { other: 'aws:currenttime', write: (time) => String(Math.floor(time / 1000)) },
    'aws:currenttime': { other: 'aws:epochtime', write: (time) => new Date(time).toISOString() },
  };

function timeGivenOtherwise(
  key: string,
  context: EvaluatedRequest['context'],
): readonly string[] | undefined {
  const time = TIMES[key];
  const [given, ...more] = (time === undefined ? null : context.get(time.other)) ?? [];
  const instant = given === undefined || more.length > 0 ? null : parseInstant(given);
  return time === undefined || instant === null ? undefined : [time.write(instant)];
}

const CALLED_VIA = 'aws:calledvia';

/**
 * What follows from the services through which a request came.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia
 */
function chainGivenOtherwise(
  key: string,
  context: EvaluatedRequest['context'],
): readonly string[] | null | undefined {
  if (!key.startsWith(CALLED_VIA) && key !== 'aws:viaawsservice') return undefined;
  const services = context.get(CALLED_VIA);
  if (services === undefined) return undefined;
  const first = services?.[0];
  const last = services?.at(-1);
  // Requests of services that are not in the chain lack the list.
  if (first === undefined || last === undefined) return key === 'aws:viaawsservice' ? undefined : null;
  if (key === 'aws:viaawsservice') return ['true'];
  return key === 'aws:calledviafirst' ? [first] : key === 'aws:calledvialast' ? [last] : undefined;
}
