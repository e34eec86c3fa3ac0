import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/policy/input-error.js';
import { evaluateRequest } from '../../src/policy/request/evaluate-request.js';

const ACCOUNT = '111122223333';
const REQUEST = {
  principal: `arn:aws:iam::${ACCOUNT}:user/ann`,
  action: 's3:GetObject',
  resource: { arn: 'arn:aws:s3:::data/x' },
};
const document = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const named = (statement: object) => [{ name: 'p', document: document(statement) }];

function refusal(input: unknown): { readonly where: string; readonly message: string } {
  try {
    evaluateRequest(input);
  } catch (error) {
    if (error instanceof InputError) return { where: error.where, message: error.message };
    throw error;
  }
  return { where: '', message: 'nothing was refused' };
}

describe('whoever cannot send a request', () => {
  it.each([
    `arn:aws:iam::${ACCOUNT}:group/admins`,
    `arn:aws:iam::${ACCOUNT}:role/*`,
    `arn:aws:iam::${ACCOUNT}:user/`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/app`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/app/*`,
    'arn:aws:iam::1234:user/ann',
    'AIDAEXAMPLE',
    'ann',
    '',
  ])('is refused: %j', (principal) => {
    expect(refusal({ request: { ...REQUEST, principal } })).toEqual({
      where: '$.request.principal',
      message: `${JSON.stringify(principal)} cannot send a request: write the ARN of one user, role, session or root user, the name of a service or identity provider, or "*" for somebody who has not signed in`,
    });
  });

  it.each([
    `arn:aws:iam::${ACCOUNT}:role/path/app`,
    `arn:aws-cn:iam::${ACCOUNT}:root`,
    ACCOUNT,
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    'cognito-identity.amazonaws.com',
    'accounts.google.com',
    '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
    '*',
  ])('is told from those who can: %s', (principal) => {
    expect(refusal({ request: { ...REQUEST, principal } }).message).toBe('nothing was refused');
  });
});

describe('a resource', () => {
  it('is an ARN', () => {
    expect(refusal({ request: { ...REQUEST, resource: 'data/x' } })).toEqual({
      where: '$.request.resource',
      message: 'a resource is an ARN, or "*" for an action without one, not "data/x"',
    });
  });
});

describe('Principal', () => {
  it.each(['identityPolicies', 'permissionsBoundaries', 'sessionPolicies'])('has no place in %s', (key) => {
    expect(refusal({ request: REQUEST, [key]: named({ Principal: '*' }) })).toEqual({
      where: `$.${key}[0].document.Statement[0]`,
      message: 'a policy of this kind is about those it is attached to and takes no Principal',
    });
  });

  it('has no place in service control policies, nor has NotPrincipal', () => {
    const policies = named({ Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT } });
    expect(refusal({ request: REQUEST, serviceControlPolicies: [{ level: 'root', policies }] })).toEqual({
      where: '$.serviceControlPolicies[0].policies[0].document.Statement[0]',
      message: 'a policy of this kind is about those it is attached to and takes no NotPrincipal',
    });
  });

  it('must stand in a resource policy', () => {
    expect(refusal({ request: REQUEST, resourcePolicy: document({}) })).toEqual({
      where: '$.resourcePolicy.Statement[0]',
      message: 'a statement of a resource policy needs Principal or NotPrincipal',
    });
  });

  it('may stand in resource control policies and endpoint policies or be left out', () => {
    for (const statement of [{}, { Principal: '*' }]) {
      const policies = named(statement);
      const input = {
        request: REQUEST,
        identityPolicies: named({}),
        endpointPolicies: policies,
        resourceControlPolicies: [{ level: 'root', policies }],
      };
      expect(evaluateRequest(input).decision).toBe('allowed');
    }
  });
});

describe('what AWS does not know', () => {
  it.each([
    [{ Condition: { StringMatches: { a: 'b' } } }, '"StringMatches" is not a condition operator'],
    [{ Condition: { NullIfExists: { a: 'true' } } }, '"NullIfExists" is not a condition operator'],
    [
      { Condition: { 'ForSomeValues:StringEquals': { a: 'b' } } },
      '"ForSomeValues:StringEquals" is not a condition operator',
    ],
    [{ Resources: '*' }, '"Resources" is not an element of a statement'],
  ])('is refused: %j', (statement, message) => {
    expect(refusal({ request: REQUEST, identityPolicies: named(statement) }).message).toBe(message);
  });
});

describe('numbers that are far apart', () => {
  it.each([
    ['1', '1.0', 'NumericEquals', 'allowed'],
    ['123456789012345678901234567890', '123456789012345678901234567891', 'NumericEquals', 'implicitlyDenied'],
    ['.5', '0.50', 'NumericEquals', 'allowed'],
    ['-.5', '-0.4', 'NumericLessThan', 'allowed'],
    ['1e3', '1000', 'NumericEquals', 'implicitlyDenied'],
    ['99999999999999999999', '1', 'DateGreaterThan', 'implicitlyDenied'],
  ])('%s and %s under %s are %s', (given, wanted, operator, decision) => {
    const input = {
      request: { ...REQUEST, context: { 'aws:RequestTag/x': given } },
      identityPolicies: named({ Condition: { [operator]: { 'aws:RequestTag/x': wanted } } }),
    };
    expect(evaluateRequest(input).decision).toBe(decision);
  });
});
