import { describe, expect, test } from 'vitest';
import { accountText } from '../../scripts/bench/generate-account.js';
import { assess, loadCatalog, parseAuthorizationDetails, type AssessedPrincipal } from '../../src/index.js';

const text = [...accountText({ principals: 400, seed: 1 })].join('');
const account = parseAuthorizationDetails(JSON.parse(text));
const catalog = loadCatalog();
const assessment = assess(account, { catalog, name: 'generated', now: new Date(catalog.date) });

const ofType = (type: AssessedPrincipal['type']) =>
  assessment.principals.filter((principal) => principal.type === type);

describe('generated accounts', () => {
  test('the same seed gives the same text, another seed another', () => {
    expect([...accountText({ principals: 400, seed: 1 })].join('')).toBe(text);
    expect([...accountText({ principals: 400, seed: 2 })].join('')).not.toBe(text);
  });

  test('of a hundred principals seventy are roles, twenty-five users and five groups', () => {
    expect([ofType('role').length, ofType('user').length, ofType('group').length]).toEqual([280, 100, 20]);
  });

  test('a principal holds about five policies', () => {
    const held = assessment.principals.reduce((sum, { policies }) => sum + policies.length, 0);
    expect(Math.round(held / assessment.principals.length)).toBe(5);
  });

  test('everything in them can be read, and every action is one that AWS has', () => {
    expect(assessment.notAssessed).toEqual([]);
    expect(
      assessment.policies.filter(({ unknownActions }) => unknownActions.length > 0).map(({ name }) => name),
    ).toEqual([]);
  });

  test('thirty policies are AWS-managed, AdministratorAccess among them', () => {
    const names = assessment.policies.filter(({ type }) => type === 'aws-managed').map(({ name }) => name);
    expect(names).toHaveLength(30);
    expect(names).toContain('AdministratorAccess');
  });

  test('every element of the policy language and every kind of finding stands in them', () => {
    for (const element of [
      'NotAction',
      'NotResource',
      'Condition',
      'PermissionsBoundary',
      'SAML:aud',
      'sts:ExternalId',
    ]) {
      expect(text).toContain(`"${element}":`);
    }
    expect(text).toContain('"Effect":"Deny"');
    expect([...new Set(assessment.findings.map(({ kind }) => kind))].sort()).toEqual(
      // An account's file holds no policies of resources.
      assessment.kinds
        .filter(({ scope }) => scope !== 'resource-policy')
        .map(({ id }) => id)
        .sort(),
    );
  });
});
