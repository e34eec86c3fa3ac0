import { describe, expect, it } from 'vitest';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';

const USER = 'arn:aws:iam::111122223333:user/ann';
const ROLE = 'arn:aws:iam::111122223333:role/target';

function assuming(principal: string, allowed: boolean): readonly string[] {
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: allowed ? 'sts:AssumeRole' : 's3:*', Resource: '*' },
  };
  return evaluateRequest({
    request: {
      principal: USER,
      action: 'sts:AssumeRole',
      resource: { arn: ROLE, accountId: '111122223333' },
    },
    identityPolicies: [{ name: 'own', document }],
    resourcePolicy: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' },
    },
  }).notes;
}

describe('the reasons why a request is not allowed', () => {
  it('do not blame a trust policy that leaves it to the account', () => {
    expect(assuming('arn:aws:iam::111122223333:root', false)).toEqual([
      'an identity policy does not allow it',
    ]);
  });

  it('name the trust policy where it trusts somebody else', () => {
    expect(assuming('arn:aws:iam::111122223333:user/bob', true)).toEqual([
      'the trust policy does not allow it',
    ]);
  });

  it('name both where neither allows it', () => {
    expect(assuming('arn:aws:iam::111122223333:user/bob', false)).toEqual([
      'an identity policy does not allow it',
      'the trust policy does not allow it',
    ]);
  });

  it('are none where both allow it', () => {
    expect(assuming('arn:aws:iam::111122223333:root', true)).toEqual([]);
  });
});
