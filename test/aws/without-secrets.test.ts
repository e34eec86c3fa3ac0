import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../src/aws/without-secrets.js';

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength, maxLength });
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

describe('a text from elsewhere', () => {
  test('loses access keys', () => {
    fc.assert(
      fc.property(fc.constantFrom('AKIA', 'ASIA'), letters(UPPER, 16, 16), (kind, rest) => {
        const shown = withoutSecrets(`key ${kind}${rest} is not known`, {});
        expect(shown).toBe(`key ${kind}${rest.slice(0, 1)}*** is not known`);
      }),
    );
  });

  test('loses secret keys and session tokens', () => {
    fc.assert(
      fc.property(letters(BASE64, 40, 400), (secret) => {
        // A run of letters in words could be a name, and random text is none but by a rare chance.
        fc.pre(/\d/.test(secret) && /[A-Z]{2}/.test(secret) && /[a-z]\d[A-Za-z]/.test(secret));
        expect(withoutSecrets(`secret=${secret}!`, {})).not.toContain(secret.slice(8, 32));
      }),
    );
  });

  test('loses whatever the environment holds as a secret', () => {
    const environment = { AWS_SECRET_ACCESS_KEY: 'short-secret', AWS_SESSION_TOKEN: 'a.b.c.d.e' };
    expect(withoutSecrets('short-secret and a.b.c.d.e', environment)).toBe('*** and ***');
  });

  test('loses web identity tokens', () => {
    expect(withoutSecrets('token eyJhbGciOi.eyJpc3MiOi.c2ln is old', {})).toBe('token *** is old');
  });

  test.each([
    'arn:aws:iam::111122223333:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess/ada@example.com',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrators_0a1b2c3d4e5f6a7b/ada0123456789',
    'iam:GetAccountAuthorizationDetails',
    '/home/somebody/projects/accounts/configuration',
    'the answer to organizations:ListOrganizationalUnitsForParent could not be read',
  ])('keeps %s', (text) => {
    expect(withoutSecrets(text, {})).toBe(text);
  });
});
