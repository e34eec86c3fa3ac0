import { describe, expect, test } from 'vitest';
import { explainFailure } from '../../src/aws/explain-failure.js';
import { MalformedAnswerError } from '../../src/aws/malformed-answer.js';
import { UnknownProfileError } from '../../src/aws/profiles.js';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const ADA = 'arn:aws:iam::111122223333:user/ada';

const error = (name: string, message = '', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode }, $fault: 'client' });
const explain = (failure: unknown, doing: { profile?: string; account?: string; operation?: string } = {}) =>
  explainFailure(failure, { operation: DETAILS, ...doing });

describe('a failure is explained in one sentence', () => {
  test.each([
    [
      'no credentials',
      error('CredentialsProviderError', 'Could not load credentials from any providers'),
      {},
      'no AWS credentials were found; name a profile with --profile, or make one with: aws configure.',
    ],
    [
      'a profile without credentials',
      error('CredentialsProviderError', 'Could not load credentials from any providers'),
      { profile: 'prod' },
      'profile prod gives no credentials; complete it with: aws configure --profile prod.',
    ],
    [
      'an unknown profile',
      new UnknownProfileError('prdo'),
      { profile: 'prdo' },
      'there is no profile prdo in the shared configuration and credentials files; check the name, or make it with: aws configure --profile prdo.',
    ],
    [
      'IAM Identity Center',
      error('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
      { profile: 'prod' },
      'the session of IAM Identity Center is missing or has ended; log in with: aws sso login --profile prod.',
    ],
    [
      'MFA without a terminal',
      error('CredentialsProviderError', 'Profile prod requires multi-factor authentication, but no MFA code'),
      { profile: 'prod' },
      'profile prod needs the code of an MFA device, which is asked for on a terminal only; run this on one, or put the credentials of a session into the environment.',
    ],
    [
      'a source that fails',
      error('CredentialsProviderError', 'Command failed: vault read\nat line 3'),
      { profile: 'prod' },
      'the credential_process of profile prod failed; run its command by itself to see why.',
    ],
    [
      'an expired session',
      error('ExpiredToken', 'The security token included in the request is expired', status(403)),
      { profile: 'prod' },
      'the session of the credentials of profile prod has expired; get a new one (with IAM Identity Center: aws sso login --profile prod).',
    ],
    [
      'a key with the end of a line in it',
      error('TypeError', 'Invalid character in header content ["authorization"]', {
        code: 'ERR_INVALID_CHAR',
      }),
      {},
      'these credentials hold a character that cannot be in them, such as the end of a line; copy them again.',
    ],
    [
      'a session token with one',
      error('TypeError', 'Invalid character in header content ["x-amz-security-token"]', {
        code: 'ERR_INVALID_CHAR',
      }),
      { profile: 'prod' },
      'the credentials of profile prod hold a character that cannot be in them, such as the end of a line; copy them again.',
    ],
    [
      'an unknown key',
      error('InvalidClientTokenId', 'The security token included in the request is invalid.', status(403)),
      {},
      'AWS does not know these credentials; check the access key, and for an account in China or GovCloud name one of its regions with --region.',
    ],
    [
      'a wrong secret',
      error('SignatureDoesNotMatch', 'The request signature we calculated does not match', status(403)),
      {},
      'AWS does not accept what these credentials signed; check the secret access key, and the clock of this machine.',
    ],
    [
      'a wrong clock',
      error('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than', status(403)),
      {},
      'the clock of this machine is further from the time than AWS allows; set it and try again.',
    ],
    [
      'a wrong MFA code',
      error(
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
        status(403),
      ),
      {},
      'AWS did not accept the code of the MFA device; try again with its next code.',
    ],
  ])('%s', (_, failure, doing, sentence) => {
    expect(explain(failure, doing)).toEqual({ sentence, isTransient: false, kind: 'credentials' });
  });

  test.each([
    [
      'a permission that is missing',
      `User: ${ADA} is not authorized to perform: ${DETAILS} on resource: * because no identity-based policy allows the ${DETAILS} action`,
      {},
      `${ADA} may not use ${DETAILS} (no identity-based policy allows it); give it the permission ${DETAILS}, which AWS's policy SecurityAudit holds.`,
    ],
    [
      'a Deny',
      `User: ${ADA} is not authorized to perform: ${DETAILS} on resource: * with an explicit deny in a service control policy`,
      { account: '444455556666' },
      `${ADA} may not use ${DETAILS} in account 444455556666 (an explicit deny in a service control policy); exempt the caller from that Deny of ${DETAILS}.`,
    ],
    [
      'a role',
      `User: ${ADA} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/audit`,
      {},
      `${ADA} may not assume arn:aws:iam::444455556666:role/audit; the role must be there and trust the caller with the same external id, and the caller needs sts:AssumeRole.`,
    ],
    [
      'the bucket, which is in no account that is scanned',
      `User: ${ADA} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/k" because no identity-based policy allows the s3:PutObject action`,
      { account: '444455556666', operation: 's3:PutObject' },
      `${ADA} may not use s3:PutObject (no identity-based policy allows it); give it the permission s3:PutObject.`,
    ],
    [
      'the key of the bucket',
      `User: ${ADA} is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-central-1:111122223333:key/k because no identity-based policy allows the kms:GenerateDataKey action`,
      { account: '444455556666', operation: 's3:PutObject' },
      `${ADA} may not use kms:GenerateDataKey (no identity-based policy allows it); give it the permission kms:GenerateDataKey.`,
    ],
    [
      'an organisation',
      "You don't have permissions to access this resource.",
      { operation: 'organizations:ListRoots' },
      'the caller may not use organizations:ListRoots; use the management account of the organisation, or an account it delegates to, with the permission organizations:ListRoots.',
    ],
  ])('%s', (_, message, doing, sentence) => {
    expect(explain(error('AccessDenied', message, status(403)), doing)).toEqual({
      sentence,
      isTransient: false,
      kind: 'permission',
    });
  });

  test.each([
    [
      'a name',
      error('Error', 'getaddrinfo ENOTFOUND iam.example.com', { code: 'ENOTFOUND' }),
      'the address iam.example.com is not known here; check the network, --region and --endpoint-url, and HTTPS_PROXY where there is a proxy.',
      true,
    ],
    [
      'a refusal',
      error('TimeoutError', 'connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED' }),
      'no connection to 127.0.0.1:9; check the network and --endpoint-url, and HTTPS_PROXY where there is a proxy.',
      true,
    ],
    [
      'a break',
      error('TimeoutError', 'socket hang up', { code: 'ECONNRESET' }),
      `the connection broke while ${DETAILS} was answered, again and again; check the network and try again.`,
      true,
    ],
    [
      'silence',
      error('TimeoutError', 'no bytes'),
      `no answer to ${DETAILS} in time; check the network, and HTTPS_PROXY where there is a proxy, and try again.`,
      true,
    ],
    [
      'a certificate',
      error('Error', 'self-signed certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'the certificate of the service is not trusted here (SELF_SIGNED_CERT_IN_CHAIN); put the certificate of whoever issued it, such as your proxy, into a file and name that in AWS_CA_BUNDLE.',
      false,
    ],
    [
      'a region',
      error(
        'Error',
        'Region not accepted: region="EU (Ireland)" is not a valid hostname component.\n\nmore for programmers',
      ),
      'EU (Ireland) is no region; name one such as eu-central-1 with --region, or correct AWS_REGION, AWS_DEFAULT_REGION or the profile.',
      false,
    ],
  ])('the network: %s', (_, failure, sentence, isTransient) => {
    expect(explain(failure)).toEqual({ sentence, isTransient, kind: 'connection' });
  });

  test.each([
    [
      'throttled',
      error('Throttling', 'Rate exceeded', status(400)),
      `AWS kept refusing ${DETAILS} because it is asked too often; try again later.`,
      true,
    ],
    [
      'service',
      error('ServiceUnavailable', 'busy', status(503)),
      `AWS failed to answer ${DETAILS} (status 503, ServiceUnavailable); try again later.`,
      true,
    ],
    [
      'service',
      new MalformedAnswerError('the answer names no caller'),
      `the answer to ${DETAILS} could not be read (the answer names no caller); check --endpoint-url and whatever stands between here and AWS, and try again.`,
      true,
    ],
    [
      'service',
      error('AWSOrganizationsNotInUseException', 'Your account is not a member', status(400)),
      'this account is in no organisation; use credentials of its management account, or do without --organization.',
      false,
    ],
    [
      'other',
      error('ValidationError', 'Invalid Marker.', status(400)),
      `${DETAILS} failed: Invalid Marker.`,
      false,
    ],
    ['other', 'a text', `${DETAILS} failed: a text.`, false],
  ])('an answer: %s', (kind, failure, sentence, isTransient) => {
    expect(explain(failure)).toEqual({ sentence, isTransient, kind });
  });
});
