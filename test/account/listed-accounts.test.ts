import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFault, fileNameFor } from '../../src/account/file-names.js';
import { parseListedAccounts } from '../../src/account/listed-accounts.js';
import { InputError } from '../../src/policy/input-error.js';

function complaint(input: unknown): string {
  try {
    parseListedAccounts(input);
  } catch (error) {
    if (error instanceof InputError) return `${error.where}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a list of accounts', () => {
  it('keeps names and ids in their order', () => {
    expect(
      parseListedAccounts({ accounts: { default_account: '123456789012', prod: '012345678901' } }),
    ).toEqual([
      { name: 'default_account', id: '123456789012' },
      { name: 'prod', id: '012345678901' },
    ]);
  });

  it('takes an unquoted id of twelve digits', () => {
    expect(parseListedAccounts({ accounts: { a: 123456789012 } })).toEqual([
      { name: 'a', id: '123456789012' },
    ]);
  });

  it.each([
    [[], '$: the file needs "accounts", with an account id for each name'],
    [null, '$: the file needs "accounts", with an account id for each name'],
    [{ accounts: null }, '$.accounts: no account is listed; give each a name and its id'],
    [
      { accounts: ['123456789012'] },
      '$.accounts: "accounts" holds a name and an id for each account, such as prod: "123456789012", and not a list',
    ],
    [
      { accounts: { prod: '123456789012', 'prod.findings': '123456789013' } },
      '$.accounts["prod.findings"]: the name of an account becomes a file name, and this one ends as the name of another file of an account does; choose another',
    ],
    [{}, '$: the file needs "accounts", with an account id for each name'],
    [{ accounts: {} }, '$.accounts: no account is listed; give each a name and its id'],
    [
      { accounts: { prod: 12345678901 } },
      '$.accounts.prod: an account id has 12 digits, and YAML takes an unquoted one that begins with 0 for another number; write the id in quotes, such as "012345678901"',
    ],
    [{ accounts: { a: '12345' } }, '$.accounts.a: an account id is a string of 12 digits, not "12345"'],
    [{ accounts: { a: null } }, '$.accounts.a: an account id is a string of 12 digits, not null'],
    [
      { accounts: { a: '123456789012', b: '123456789012' } },
      '$.accounts.b: a has the same account id, 123456789012; take one of them out',
    ],
    [
      { accounts: { Prod: '123456789012', prod: '123456789013' } },
      '$.accounts.prod: Prod and prod would be written to the same files; rename one of them',
    ],
    [
      { accounts: { 'caf\u{e9}': '123456789012', 'cafe\u{301}': '123456789013' } },
      '$.accounts.cafe\u{301}: caf\u{e9} and cafe\u{301} would be written to the same files; rename one of them',
    ],
    [
      { accounts: { '': '123456789012' } },
      '$.accounts[""]: the name of an account becomes a file name, and this one is empty; choose another',
    ],
    [
      { accounts: { '../prod': '123456789012' } },
      '$.accounts["../prod"]: the name of an account becomes a file name, and this one holds a character that file names cannot have; choose another',
    ],
  ])('refuses %j', (input, expected) => {
    expect(complaint(input)).toBe(expected);
  });
});

describe('a file name', () => {
  it.each([
    ['prod', null],
    ['Größe 2 (eu-west-1)', null],
    ['', 'this one is empty'],
    ['.hidden', 'this one begins or ends with a full stop or a space'],
    ['nul', 'this one is a device of Windows'],
    ['prod.findings', 'this one ends as the name of another file of an account does'],
    ['prod.Crossings', 'this one ends as the name of another file of an account does'],
    ['prod.assessment', 'this one ends as the name of another file of an account does'],
    ['findings', null],
    ['Index', 'this one is taken by a file over all accounts'],
    ['a'.repeat(101), 'this one is longer than 100 characters'],
    ['漢'.repeat(67), 'this one takes more than 200 bytes'],
    ['a\u009b31m', 'this one holds a character that file names cannot have'],
    ['\u202elmth.exe', 'this one holds a character that file names cannot have'],
  ])('of %j', (name, fault) => {
    expect(fileNameFault(name)).toBe(fault);
  });

  it('is made of any name', () => {
    expect(fileNameFor('Prod / EU', 'x')).toBe('Prod - EU');
    expect(fileNameFor('..', '123456789012')).toBe('123456789012');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(fileNameFault(fileNameFor(name, '123456789012'))).toBeNull();
      }),
    );
  });
});
