import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXCLUSIONS_TEMPLATE } from '../../src/assessment/exclusions-template.js';
import {
  DEFAULT_EXCLUSIONS,
  exclusionList,
  EXCLUSIONS_KEYS,
  NO_EXCLUSIONS,
  parseExclusions,
} from '../../src/assessment/exclusions.js';
import { InputError } from '../../src/policy/input-error.js';

function errorOf(input: unknown): { message: string; where: string } {
  try {
    parseExclusions(input);
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, where: error.where };
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('parseExclusions', () => {
  it('reads every key', () => {
    expect(
      parseExclusions({
        policies: ['a*'],
        roles: ['b'],
        users: ['c'],
        groups: ['d'],
        'include-actions': ['s3:GetObject'],
        'exclude-actions': ['logs:*'],
        'known-accounts': ['111122223333'],
      }),
    ).toEqual({
      policies: ['a*'],
      roles: ['b'],
      users: ['c'],
      groups: ['d'],
      includeActions: ['s3:GetObject'],
      excludeActions: ['logs:*'],
      knownAccounts: ['111122223333'],
    });
  });

  it.each([[null], [undefined], [{}], [{ policies: null, users: undefined }], [{ policies: [] }]])(
    'excludes nothing by %j',
    (input) => {
      expect(parseExclusions(input)).toEqual(NO_EXCLUSIONS);
    },
  );

  it('takes a text for a list of one, and an empty entry for an empty text', () => {
    expect(parseExclusions({ policies: 'a*', roles: ['', null] })).toEqual({
      ...NO_EXCLUSIONS,
      policies: ['a*'],
      roles: ['', ''],
    });
  });

  it('takes a known account without quotes where YAML did not change it', () => {
    expect(parseExclusions(parse('known-accounts: [111122223333, "012345678901"]'))).toEqual({
      ...NO_EXCLUSIONS,
      knownAccounts: ['111122223333', '012345678901'],
    });
    expect(parseExclusions(parse('known-accounts: 111122223333')).knownAccounts).toEqual(['111122223333']);
  });

  it.each([
    [
      'a leading zero',
      '- 012345678901',
      '12345678901 was read as a number; put the entry in quotes, as in "012345678901"',
    ],
    ['too few digits', '- 42', '42 was read as a number; put the entry in quotes, as in "012345678901"'],
    [
      'a fraction',
      '- 111122223333.5',
      '111122223333.5 was read as a number; put the entry in quotes, as in "012345678901"',
    ],
    [
      'thirteen digits',
      '- 1111222233334',
      '1111222233334 was read as a number; put the entry in quotes, as in "012345678901"',
    ],
    [
      'a minus',
      '- -11112222333',
      '-11112222333 was read as a number; put the entry in quotes, as in "012345678901"',
    ],
    ['infinity', '- .inf', 'Infinity was read as a number; put the entry in quotes, as in "012345678901"'],
  ])('wants quotes around an account with %s', (_what, entry, message) => {
    expect(errorOf({ 'known-accounts': parse(entry) as unknown })).toEqual({
      message,
      where: '$.known-accounts[0]',
    });
  });

  const keys =
    'the keys are policies, roles, users, groups, include-actions, exclude-actions, known-accounts';
  it.each([
    ['a list', ['a'], '$', 'an exclusions file must hold keys such as policies and roles, not a list'],
    ['a text', 'a', '$', 'an exclusions file must hold keys such as policies and roles, not a string'],
    ['a misspelt key', { polices: [] }, '$.polices', `"polices" is not a key of an exclusions file; ${keys}`],
    [
      'a key in another spelling',
      { excludeActions: [] },
      '$.excludeActions',
      `"excludeActions" is not a key of an exclusions file; ${keys}`,
    ],
    [
      '__proto__',
      JSON.parse('{"__proto__":[]}') as unknown,
      '$.__proto__',
      `"__proto__" is not a key of an exclusions file; ${keys}`,
    ],
    [
      'constructor',
      { constructor: [] },
      '$.constructor',
      `"constructor" is not a key of an exclusions file; ${keys}`,
    ],
    [
      'an object for a list',
      { roles: { a: 1 } },
      '$.roles',
      'an entry of roles must be a text, not an object',
    ],
    [
      'a list in a list',
      { roles: ['a', ['b']] },
      '$.roles[1]',
      'an entry of roles must be a text, not a list',
    ],
    ['true', { users: [true] }, '$.users[0]', 'an entry of users must be a text, not a boolean'],
    [
      'a number',
      { users: [2024] },
      '$.users[0]',
      '2024 was read as a number; put the entry in quotes, as in "2024"',
    ],
    [
      'a bare number',
      { groups: 7 },
      '$.groups',
      '7 was read as a number; put the entry in quotes, as in "7"',
    ],
  ])('refuses %s', (_what, input, where, message) => {
    expect(errorOf(input)).toEqual({ message, where });
  });

  it('throws nothing but an InputError on arbitrary input', () => {
    const close = fc.dictionary(
      fc.constantFrom(...EXCLUSIONS_KEYS, '__proto__'),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), close), (input) => {
        let lists: readonly (readonly string[])[] = [];
        try {
          const exclusions = parseExclusions(input);
          lists = EXCLUSIONS_KEYS.map((key) => exclusionList(exclusions, key));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
        expect(lists.flat().filter((rule) => typeof rule !== 'string')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the template', () => {
  it('says what is in force without an exclusions file', () => {
    expect(parseExclusions(parse(EXCLUSIONS_TEMPLATE))).toEqual(DEFAULT_EXCLUSIONS);
  });

  it('does not leave administrators out, and shows how to', () => {
    expect(DEFAULT_EXCLUSIONS).toEqual({
      policies: [
        'AWSServiceRoleFor*',
        '*ServiceRolePolicy',
        '*ServiceLinkedRolePolicy',
        'service-role*',
        'aws-service-role*',
      ],
      roles: ['service-role*', 'aws-service-role*'],
      users: [''],
      groups: [''],
      includeActions: [
        's3:GetObject',
        'ssm:GetParameter',
        'ssm:GetParameters',
        'ssm:GetParametersByPath',
        'secretsmanager:GetSecretValue',
      ],
      excludeActions: [''],
      knownAccounts: [''],
    });
    expect(EXCLUSIONS_TEMPLATE.split('\n').filter((line) => line.includes('AdministratorAccess'))).toEqual([
      '  # - "AdministratorAccess"',
    ]);
  });
});
