import type { Doing, ErrorFacts, Failure } from './failure.js';

const THROTTLED =
  /^(?:Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete)/;

/** What each of these calls for, where the service says exactly what is wrong. */
const REFUSALS: Readonly<Record<string, string>> = {
  AWSOrganizationsNotInUseException:
    'this account is in no organisation; use credentials of its management account, or do without --organization',
  NoSuchBucket: 'there is no such bucket; check its name (--output-bucket, --resume or --baseline)',
  AccessControlListNotSupported: 'the bucket takes no ACLs; leave out --acl',
  PermanentRedirect: 'the bucket is in another region; name it with --region',
  RegionDisabledException: 'AWS STS is not active in this region for the account; name another with --region',
  OptInRequired: 'the account is not signed up for this service',
};

/** Answers of a service that could not do what it was asked. */
export function serviceFailure(facts: ErrorFacts, { operation }: Doing): Failure | null {
  const { name, status, message } = facts;
  const refusal = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
  if (refusal !== undefined) return { sentence: refusal, isTransient: false, kind: 'service' };
  if (THROTTLED.test(name) || status === 429) {
    return {
      sentence: `AWS kept refusing ${operation} because it is asked too often; try again later`,
      isTransient: true,
      kind: 'throttled',
    };
  }
  if (name === 'MalformedAnswerError') {
    return {
      sentence: `the answer to ${operation} could not be read (${message.replace(/^@aws-sdk /, '').replace(/\.$/, '')}); check --endpoint-url and whatever stands between here and AWS, and try again`,
      isTransient: true,
      kind: 'service',
    };
  }
  if (status >= 500) {
    return {
      sentence: `AWS failed to answer ${operation} (status ${status}${/^(?:Unknown|Error|$)/.test(name) ? '' : `, ${name}`}); try again later`,
      isTransient: true,
      kind: 'service',
    };
  }
  return null;
}
