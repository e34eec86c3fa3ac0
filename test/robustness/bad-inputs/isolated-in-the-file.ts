import { accountWith } from './account-with.js';
import { one, type IsolatedProblem } from './isolated-problem.js';

export const ISOLATED_IN_THE_FILE: readonly IsolatedProblem[] = [
  {
    name: 'entries of the wrong types',
    input: accountWith({ roles: [null, 'x', [], 7] }),
    notAssessed: (['null', 'a string', 'a list', 'a number'] as const).map((type, index) => ({
      what: 'the file',
      where: `$.RoleDetailList[${index + 1}]`,
      reason: `an entry of RoleDetailList must be an object, not ${type}`,
    })),
  },
  {
    name: 'a list that is an object',
    input: { ...accountWith({}), UserDetailList: {} },
    notAssessed: one('the file', '$.UserDetailList', 'UserDetailList must be a list, not an object'),
  },
  {
    name: 'a list that is a text',
    input: { ...accountWith({}), Policies: 'none' },
    notAssessed: one('the file', '$.Policies', 'Policies must be a list, not a string'),
  },
  {
    name: 'a page that says more follow',
    input: [accountWith({}), { ...accountWith({ roles: [] }), RoleDetailList: [], IsTruncated: true }],
    notAssessed: one(
      'the file',
      '$[1].IsTruncated',
      'the file is truncated: its last page says that more follow, so part of the account is missing',
    ),
  },
  {
    name: 'a marker left over',
    input: { ...accountWith({}), NextToken: 'eyJNYXJr' },
    notAssessed: one(
      'the file',
      '$.NextToken',
      'the file is truncated: its last page says that more follow, so part of the account is missing',
    ),
  },
  {
    name: 'a page that is a text',
    input: [accountWith({}), 'page 2'],
    notAssessed: one(
      'a page of the file',
      '$[1]',
      'authorization details must be a JSON object or a list of them, not a string; make the file with: aws iam get-account-authorization-details > account.json',
    ),
  },
];
