import type { CredentialStore, StoredCredentials } from './credential-store.js';
import type { Partition } from './endpoint-options.js';
import { ServiceFailure, type ServiceName } from './service-failure.js';
import {
  isBodyAsSigned,
  isSignatureRight,
  signedRequest,
  unsignedHeaders,
  type SignedRequest,
} from './signature.js';
import type { WireRequest } from './wire.js';

const REGIONS: Readonly<Record<Partition, RegExp>> = {
  aws: /^(?!cn-|us-gov-)[a-z]{2}-[a-z]+-\d$/,
  'aws-cn': /^cn-[a-z]+-\d$/,
  'aws-us-gov': /^us-gov-[a-z]+-\d$/,
};
const LARGEST_SKEW_MILLISECONDS = 15 * 60 * 1000;

/** What requests are checked against. */
export interface AuthenticationContext {
  readonly credentials: CredentialStore;
  readonly partition: Partition;
  /** Milliseconds since 1970, by the endpoint's clock. */
  readonly now: number;
  /** Other times by which a client may sign. */
  readonly otherTimes: readonly number[];
}

/**
 * Finds out who signed a request, in the order in which AWS complains: who, with what token, for what, when, and
 * whether the signature is theirs.
 *
 * @throws {ServiceFailure} as the service would answer
 */
export function authenticate(
  request: WireRequest,
  service: ServiceName,
  context: AuthenticationContext,
): { readonly caller: StoredCredentials; readonly signed: SignedRequest } {
  const signed = signedRequest(request);
  if (signed === null) throw failures(service).notSigned();
  const caller = context.credentials.find(signed.accessKeyId);
  if (caller === null) throw failures(service).unknownKey();
  if ((request.headers.get('x-amz-security-token') ?? null) !== caller.sessionToken)
    throw failures(service).wrongToken();
  if (signed.service !== service || !REGIONS[context.partition].test(signed.region))
    throw failures(service).badSignature('Credential should be scoped to a valid region.');
  checkTime(signed, service, context);
  if (unsignedHeaders(request, signed).length > 0 || !isBodyAsSigned(request))
    throw failures(service).badSignature(MISMATCH);
  if (!isSignatureRight(request, signed, service, caller.secretAccessKey))
    throw failures(service).badSignature(MISMATCH);
  if (context.credentials.isExpired(caller, context.now)) throw expiredToken(service);
  return { caller, signed };
}

/** The answer to credentials that were good once. */
export function expiredToken(service: ServiceName): ServiceFailure {
  switch (service) {
    case 's3':
      return new ServiceFailure('ExpiredToken', 400, 'The provided token has expired.');
    case 'organizations':
      return new ServiceFailure(
        'ExpiredTokenException',
        400,
        'The security token included in the request is expired',
      );
    case 'iam':
    case 'sts':
      return new ServiceFailure('ExpiredToken', 403, 'The security token included in the request is expired');
  }
}

/** The answer to a request that was signed more than a quarter of an hour before or after the endpoint's time. */
function skewed(service: ServiceName, signedAt: string, now: number): ServiceFailure {
  if (service === 's3')
    return new ServiceFailure(
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
      { details: { RequestTime: signedAt, ServerTime: new Date(now).toISOString() } },
    );
  const isPast = timeOf(signedAt) < now;
  const limit = basicTime(isPast ? now - LARGEST_SKEW_MILLISECONDS : now + LARGEST_SKEW_MILLISECONDS);
  return failures(service).badSignature(
    isPast
      ? `Signature expired: ${signedAt} is now earlier than ${limit} (${basicTime(now)} - 15 min.)`
      : `Signature not yet current: ${signedAt} is still later than ${limit} (${basicTime(now)} + 15 min.)`,
  );
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function checkTime(
  signed: SignedRequest,
  service: ServiceName,
  { now, otherTimes }: AuthenticationContext,
): void {
  const signedTime = timeOf(signed.signedAt);
  if (Number.isNaN(signedTime) || !signed.signedAt.startsWith(signed.date))
    throw failures(service).badSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signed.date}' != '${signed.signedAt}'.`,
    );
  const times = [now, ...otherTimes];
  if (!times.some((time) => Math.abs(signedTime - time) <= LARGEST_SKEW_MILLISECONDS))
    throw skewed(service, signed.signedAt, now);
}

/** Each protocol's own words for the same refusals. */
function failures(service: ServiceName) {
  const invalidToken = 'The security token included in the request is invalid.';
  switch (service) {
    case 's3':
      return {
        notSigned: () => new ServiceFailure('AccessDenied', 403, 'Access Denied'),
        unknownKey: () =>
          new ServiceFailure(
            'InvalidAccessKeyId',
            403,
            'The AWS Access Key Id you provided does not exist in our records.',
          ),
        wrongToken: () =>
          new ServiceFailure('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'),
        badSignature: (message: string) => new ServiceFailure('SignatureDoesNotMatch', 403, message),
      };
    case 'organizations':
      return {
        notSigned: () =>
          new ServiceFailure('MissingAuthenticationTokenException', 400, 'Missing Authentication Token'),
        unknownKey: () => new ServiceFailure('UnrecognizedClientException', 400, invalidToken),
        wrongToken: () => new ServiceFailure('UnrecognizedClientException', 400, invalidToken),
        badSignature: (message: string) => new ServiceFailure('InvalidSignatureException', 400, message),
      };
    case 'iam':
    case 'sts':
      return {
        notSigned: () =>
          new ServiceFailure('MissingAuthenticationToken', 403, 'Request is missing Authentication Token'),
        unknownKey: () => new ServiceFailure('InvalidClientTokenId', 403, invalidToken),
        wrongToken: () => new ServiceFailure('InvalidClientTokenId', 403, invalidToken),
        badSignature: (message: string) => new ServiceFailure('SignatureDoesNotMatch', 403, message),
      };
  }
}

/** Milliseconds since 1970 of a time such as `20260102T030405Z`. */
function timeOf(basic: string): number {
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function basicTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
