import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import table from '../../src/policy/data/resource-control-policy-services.json' with { type: 'json' };
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { isResourceControlled, leavesOutFullAccess } from '../../src/policy/resource-control.js';

const policy = (...effects: readonly ('Allow' | 'Deny')[]) => ({
  document: parsePolicyDocument({
    Version: '2012-10-17',
    Statement: effects.map((Effect) => ({ Effect, Action: 's3:*', Resource: '*' })),
  }),
});

describe('resource control policies', () => {
  it('bind the services that the catalogue lists', () => {
    expect([...loadCatalog().resourceControlPolicyServices].sort()).toEqual([...table.prefixes].sort());
  });

  it.each([
    ['s3:GetObject', true],
    ['KMS:Decrypt', true],
    ['kms:RetireGrant', false],
    ['iam:CreateUser', false],
    ['s3express', false],
  ])('%s: %s', (action, bound) => {
    expect(isResourceControlled(action)).toBe(bound);
  });

  it.each([
    ['no policy', [], false],
    ['one that denies', [policy('Deny')], true],
    ['several that deny', [policy('Deny', 'Deny'), policy('Deny')], true],
    ['one that allows among them', [policy('Deny'), policy('Allow')], false],
  ] as const)('leave out full access: %s', (_, policies, leftOut) => {
    expect(leavesOutFullAccess(policies)).toBe(leftOut);
  });
});
