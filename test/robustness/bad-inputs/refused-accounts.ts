import { nestedLists } from './account-with.js';

/** JSON that is not authorization details at all, with the one sentence that must be said of it. */
export interface RefusedAccount {
  readonly name: string;
  readonly input: unknown;
  readonly message: string;
  readonly where: string;
}

const HOW_TO_MAKE = 'make the file with: aws iam get-account-authorization-details > account.json';
const mustBe = (type: string) =>
  `authorization details must be a JSON object or a list of them, not ${type}; ${HOW_TO_MAKE}`;
const NONE_OF = `this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details; ${HOW_TO_MAKE}`;
const nothing = (reason: string) => `nothing in the file can be read; the first problem is: ${reason}`;

export const REFUSED_ACCOUNTS: readonly RefusedAccount[] = [
  { name: 'null', input: null, message: mustBe('null'), where: '$' },
  { name: 'a number', input: 42, message: mustBe('a number'), where: '$' },
  { name: 'a text', input: 'UserDetailList', message: mustBe('a string'), where: '$' },
  {
    name: 'a text of fifty million characters',
    input: 'x'.repeat(50_000_000),
    message: mustBe('a string'),
    where: '$',
  },
  { name: 'true', input: true, message: mustBe('a boolean'), where: '$' },
  {
    name: 'an empty list',
    input: [],
    message: `this is an empty list, not authorization details; ${HOW_TO_MAKE}`,
    where: '$',
  },
  { name: 'a list of null', input: [null], message: mustBe('null'), where: '$[0]' },
  {
    name: 'a page within two lists',
    input: [[{ UserDetailList: [] }]],
    message: mustBe('a list'),
    where: '$[0]',
  },
  {
    name: 'a million lists in each other',
    input: nestedLists(1_000_000),
    message: mustBe('a list'),
    where: '$[0]',
  },
  { name: 'an empty object', input: {}, message: NONE_OF, where: '$' },
  { name: 'lists under other names', input: { Users: [], Roles: [] }, message: NONE_OF, where: '$' },
  {
    name: 'lists in another case',
    input: { userdetaillist: [], policies: [] },
    message: NONE_OF,
    where: '$',
  },
  {
    name: 'lists hidden under __proto__',
    input: JSON.parse('{"__proto__":{"UserDetailList":[]}}'),
    message: NONE_OF,
    where: '$',
  },
  {
    name: 'lists hidden under constructor',
    input: JSON.parse('{"constructor":{"prototype":{"UserDetailList":[]}}}'),
    message: NONE_OF,
    where: '$',
  },
  {
    name: 'a policy document',
    input: { Version: '2012-10-17', Statement: [] },
    message:
      'this is a policy document, not authorization details; scan it with: cloudsplaining scan-policy-file',
    where: '$',
  },
  {
    name: 'the results of an earlier scan',
    input: {
      groups: {},
      users: {},
      roles: {},
      aws_managed_policies: {},
      customer_managed_policies: {},
      inline_policies: {},
      exclusions: {},
      links: {},
    },
    message: 'these are results that a scan wrote, not authorization details; name the file that was scanned',
    where: '$',
  },
  {
    name: 'the findings of an earlier scan',
    input: { format: 'cloudsplaining-assessment', version: 1, policies: [] },
    message:
      'these are findings that a scan wrote, not authorization details; name the file that was scanned',
    where: '$',
  },
  {
    name: 'a wrapping around a text',
    input: { GetAccountAuthorizationDetailsResponse: 'denied' },
    message: mustBe('a string'),
    where: '$.GetAccountAuthorizationDetailsResponse',
  },
  {
    name: 'an object for a list',
    input: { UserDetailList: {} },
    message: nothing('UserDetailList must be a list, not an object'),
    where: '$.UserDetailList',
  },
  {
    name: 'a number for a list',
    input: { Policies: 7 },
    message: nothing('Policies must be a list, not a number'),
    where: '$.Policies',
  },
  {
    name: 'entries that are no objects',
    input: { UserDetailList: [1, 'x', null, []] },
    message: nothing('an entry of UserDetailList must be an object, not a number'),
    where: '$.UserDetailList[0]',
  },
  {
    name: 'a single user that has no name',
    input: { UserDetailList: [{}] },
    message: nothing('UserName must be a text, not nothing, so the user is left out'),
    where: '$.UserDetailList[0].UserName',
  },
];
