/** The parsed contents of an exclusions file that says nothing that can be acted on. */
export interface RefusedExclusions {
  readonly name: string;
  readonly input: unknown;
  readonly message: string;
  readonly where: string;
}

const notAKey = (key: string) =>
  `${JSON.stringify(key)} is not a key of an exclusions file; the keys are policies, roles, users, groups, include-actions, exclude-actions, known-accounts`;

export const REFUSED_EXCLUSIONS: readonly RefusedExclusions[] = [
  { name: 'an unknown key', input: { polices: ['x'] }, message: notAKey('polices'), where: '$.polices' },
  {
    name: 'a key of the library, not of the file',
    input: { includeActions: [] },
    message: notAKey('includeActions'),
    where: '$.includeActions',
  },
  {
    name: 'the key constructor',
    input: { constructor: ['x'] },
    message: notAKey('constructor'),
    where: '$.constructor',
  },
  {
    name: 'the key __proto__',
    input: JSON.parse('{"__proto__":["x"]}'),
    message: notAKey('__proto__'),
    where: '$.__proto__',
  },
  {
    name: 'a list',
    input: ['AdministratorAccess'],
    message: 'an exclusions file must hold keys such as policies and roles, not a list',
    where: '$',
  },
  {
    name: 'a text',
    input: 'policies',
    message: 'an exclusions file must hold keys such as policies and roles, not a string',
    where: '$',
  },
  {
    name: 'a number',
    input: 7,
    message: 'an exclusions file must hold keys such as policies and roles, not a number',
    where: '$',
  },
  {
    name: 'an object for an entry',
    input: { roles: [{ name: 'x' }] },
    message: 'an entry of roles must be a text, not an object',
    where: '$.roles[0]',
  },
  {
    name: 'an object for a list',
    input: { users: { a: 1 } },
    message: 'an entry of users must be a text, not an object',
    where: '$.users',
  },
  {
    name: 'a list in a list',
    input: { groups: ['a', ['b']] },
    message: 'an entry of groups must be a text, not a list',
    where: '$.groups[1]',
  },
  {
    name: 'a truth value',
    input: { users: [true] },
    message: 'an entry of users must be a text, not a boolean',
    where: '$.users[0]',
  },
  {
    name: 'an account id that lost its zero',
    input: { 'known-accounts': [12345678901] },
    message: '12345678901 was read as a number; put the entry in quotes, as in "012345678901"',
    where: '$.known-accounts[0]',
  },
];
