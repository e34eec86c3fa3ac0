import { describe, expect, test } from 'vitest';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { accountOfTrust, policyPurpose } from '../../src/policy/policy-purpose.js';

const read = (...statements: readonly object[]) =>
  parsePolicyDocument({ Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) });

const ANYONE = { Principal: '*' };
const HOLDER = { Action: 's3:*', Resource: '*' };

describe('what a policy is for', () => {
  test.each([
    ['without principals', [HOLDER], 'identity'],
    ['with statements of both sorts', [HOLDER, { ...ANYONE, Action: 'sts:AssumeRole' }], 'identity'],
    ['to assume', [{ ...ANYONE, Action: 'sts:AssumeRoleWithSAML' }], 'trust'],
    ['to assume, in capitals and with a resource', [{ ...ANYONE, Action: 'STS:*', Resource: '*' }], 'trust'],
    [
      'to assume and to tag the session',
      [{ ...ANYONE, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
      'trust',
    ],
    ['everything but something, without a resource', [{ ...ANYONE, NotAction: 'iam:*' }], 'trust'],
    [
      'all but named principals',
      [{ NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
      'trust',
    ],
    ['everything on a queue', [{ ...ANYONE, Action: '*', Resource: 'arn:aws:sqs:*:*:q' }], 'resource'],
    ['a repository, which names no resource', [{ ...ANYONE, Action: 'ecr:*' }], 'resource'],
    ['a bucket', [{ ...ANYONE, Action: 's3:GetObject', NotResource: 'arn:aws:s3:::b/*' }], 'resource'],
  ])('%s', (_name, statements, purpose) => {
    expect(policyPurpose(read(...statements))).toBe(purpose);
  });

  test('a document without a statement', () => {
    expect(policyPurpose(parsePolicyDocument({ Statement: [] }))).toBe('identity');
  });
});

describe('the account of a role by its trust policy', () => {
  const trusting = (Principal: object | string) =>
    accountOfTrust(read({ Principal, Action: 'sts:AssumeRole' }));

  test('is that of an identity provider, and nobody else tells it', () => {
    expect(trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Okta' })).toBe('111122223333');
    expect(trusting({ Federated: 'accounts.google.com' })).toBe(null);
    expect(trusting({ AWS: '111122223333' })).toBe(null);
    expect(trusting('*')).toBe(null);
  });
});
