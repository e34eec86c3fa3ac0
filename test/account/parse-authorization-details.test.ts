import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { InputError } from '../../src/policy/input-error.js';
import { allow, attached, group, policy, role, user } from './details.js';

function errorOf(input: unknown): { message: string; where: string } {
  try {
    parseAuthorizationDetails(input);
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, where: error.where };
    throw error;
  }
  throw new Error('nothing was thrown');
}

const MAKE = 'make the file with: aws iam get-account-authorization-details > account.json';

describe('the forms of authorization details', () => {
  const users = [user('ann'), user('bob')];
  const roles = [role('builder', attached('deploy'))];
  const policies = [policy('deploy')];
  const merged = { UserDetailList: users, GroupDetailList: [], RoleDetailList: roles, Policies: policies };
  const result = (page: unknown) => ({
    GetAccountAuthorizationDetailsResponse: {
      GetAccountAuthorizationDetailsResult: page,
      ResponseMetadata: { RequestId: 'r' },
    },
  });

  it.each([
    ["the AWS CLI's merged object", merged],
    ['a list of it alone', [merged]],
    [
      'the object without its empty list',
      { UserDetailList: users, RoleDetailList: roles, Policies: policies },
    ],
    ['the object with null for a list', { ...merged, GroupDetailList: null }],
    ['an object with unknown keys', { ...merged, Comment: { made: 'by hand' } }],
    [
      'raw pages',
      [
        { UserDetailList: users.slice(0, 1), Policies: policies, IsTruncated: true, Marker: 'm' },
        { UserDetailList: users.slice(1), RoleDetailList: roles, IsTruncated: false },
      ],
    ],
    [
      'wrapped raw pages',
      [
        result({ UserDetailList: users.slice(0, 1), IsTruncated: true, Marker: 'm' }),
        result({
          UserDetailList: users.slice(1),
          RoleDetailList: roles,
          Policies: policies,
          IsTruncated: false,
        }),
      ],
    ],
    ['a result without the response around it', { GetAccountAuthorizationDetailsResult: merged }],
    [
      'URL-encoded documents',
      {
        ...merged,
        Policies: [
          policy('deploy', {
            PolicyVersionList: [
              {
                VersionId: 'v1',
                IsDefaultVersion: true,
                Document: encodeURIComponent(JSON.stringify(allow('s3:GetObject'))),
              },
            ],
          }),
        ],
      },
    ],
  ])('reads %s', (_what, input) => {
    const account = parseAuthorizationDetails(input);
    expect(account.problems).toEqual([]);
    expect(account.users.map(({ name }) => name)).toEqual(['ann', 'bob']);
    expect(account.groups).toEqual([]);
    expect(account.roles.map(({ attachedPolicies }) => attachedPolicies)).toEqual([account.managedPolicies]);
    expect(account.managedPolicies.map(({ document }) => document?.text)).toEqual([
      JSON.stringify(allow('s3:GetObject')),
    ]);
  });

  it('reads an account in which there is nothing', () => {
    expect(parseAuthorizationDetails({ UserDetailList: [] })).toEqual({
      accountId: null,
      partition: 'aws',
      principalsByAccount: new Map(),
      users: [],
      groups: [],
      roles: [],
      managedPolicies: [],
      problems: [],
    });
  });

  it.each([
    ['IsTruncated', true],
    ['IsTruncated', 'true'],
    ['Marker', 'next'],
    ['NextToken', 'next'],
  ])('reports a file whose last page has %s: %j', (key, value) => {
    expect(
      parseAuthorizationDetails([{ UserDetailList: [] }, { UserDetailList: [], [key]: value }]).problems,
    ).toEqual([
      {
        what: 'the file',
        where: `$[1].${key}`,
        reason:
          'the file is truncated: its last page says that more follow, so part of the account is missing',
      },
    ]);
  });

  it('takes a marker for nothing on a page that says it is the last', () => {
    expect(
      parseAuthorizationDetails({ UserDetailList: [], IsTruncated: false, Marker: 'm' }).problems,
    ).toEqual([]);
  });

  it('names the place of a problem in a wrapped page', () => {
    const [problem] = parseAuthorizationDetails([
      { UserDetailList: [user('ann')] },
      result({ Policies: [7] }),
    ]).problems;
    expect(problem).toEqual({
      what: 'the file',
      where: '$[1].GetAccountAuthorizationDetailsResponse.GetAccountAuthorizationDetailsResult.Policies[0]',
      reason: 'an entry of Policies must be an object, not a number',
    });
  });

  it('reports a page that is none and reads the others', () => {
    const account = parseAuthorizationDetails([{ UserDetailList: users }, 'junk', { Other: [] }]);
    expect(account.users.length).toBe(2);
    expect(account.problems.map(({ what, where }) => [what, where])).toEqual([
      ['a page of the file', '$[1]'],
      ['a page of the file', '$[2]'],
    ]);
  });
});

describe('files that are no authorization details', () => {
  it.each([
    ['null', null, '$', `authorization details must be a JSON object or a list of them, not null; ${MAKE}`],
    [
      'a text',
      'x',
      '$',
      `authorization details must be a JSON object or a list of them, not a string; ${MAKE}`,
    ],
    ['an empty list', [], '$', `this is an empty list, not authorization details; ${MAKE}`],
    [
      'a list of lists',
      [[[]]],
      '$[0]',
      `authorization details must be a JSON object or a list of them, not a list; ${MAKE}`,
    ],
    [
      'another object',
      { users: [] },
      '$',
      `this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details; ${MAKE}`,
    ],
    [
      'keys of Object.prototype',
      JSON.parse('{"__proto__":{"Policies":[]},"constructor":{}}') as unknown,
      '$',
      `this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details; ${MAKE}`,
    ],
    [
      'a policy document',
      allow('s3:*'),
      '$',
      'this is a policy document, not authorization details; scan it with: cloudsplaining scan-policy-file',
    ],
    [
      'a list that is none',
      { Policies: 'x' },
      '$.Policies',
      'nothing in the file can be read; the first problem is: Policies must be a list, not a string',
    ],
    [
      'entries of which none can be read',
      { RoleDetailList: [{}, 1], Policies: [] },
      '$.RoleDetailList[1]',
      'nothing in the file can be read; the first problem is: an entry of RoleDetailList must be an object, not a number',
    ],
  ])('refuses %s', (_what, input, where, message) => {
    expect(errorOf(input)).toEqual({ message, where });
  });

  it('does not overflow on a file nested very deep', () => {
    const depth = 200_000;
    expect(errorOf(JSON.parse('['.repeat(depth) + ']'.repeat(depth))).where).toBe('$[0]');
  });
});

describe('the account of a file', () => {
  const arn = (account: string, resource: string, partition = 'aws') => ({
    Arn: `arn:${partition}:iam::${account}:${resource}`,
  });

  it('is the one most principals belong to, with its partition', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [user('ann', arn('111111111111', 'user/ann'))],
      RoleDetailList: [
        role('a', arn('222222222222', 'role/a', 'aws-us-gov')),
        role('b', arn('222222222222', 'role/b', 'aws-us-gov')),
      ],
      GroupDetailList: [
        group('staff', arn('111111111111', 'group/staff')),
        group('x', arn('222222222222', 'group/x', 'aws-us-gov')),
      ],
    });
    expect(account.accountId).toBe('222222222222');
    expect(account.partition).toBe('aws-us-gov');
    expect([...account.principalsByAccount]).toEqual([
      ['111111111111', 2],
      ['222222222222', 3],
    ]);
    expect(account.roles.map(({ accountId, partition }) => `${partition} ${accountId}`)).toEqual([
      'aws-us-gov 222222222222',
      'aws-us-gov 222222222222',
    ]);
  });

  it('is the first seen among equals', () => {
    const account = parseAuthorizationDetails({
      UserDetailList: [
        user('ann', arn('333333333333', 'user/ann', 'aws-cn')),
        user('bob', arn('111111111111', 'user/bob')),
      ],
    });
    expect([account.accountId, account.partition]).toEqual(['333333333333', 'aws-cn']);
  });

  it("is that of the customer's policies where there are no principals", () => {
    const account = parseAuthorizationDetails({
      Policies: [
        policy('ReadOnlyAccess', arn('aws', 'policy/ReadOnlyAccess', 'aws-cn')),
        policy('a', arn('111111111111', 'policy/a', 'aws-cn')),
        policy('b', arn('222222222222', 'policy/b', 'aws-cn')),
        policy('c', arn('222222222222', 'policy/c', 'aws-cn')),
      ],
    });
    expect([account.accountId, account.partition, account.principalsByAccount.size]).toEqual([
      '222222222222',
      'aws-cn',
      0,
    ]);
  });

  it('is not known where ARNs name none', () => {
    const account = parseAuthorizationDetails({ RoleDetailList: [role('a', arn('XXXXXXXXXXXX', 'role/a'))] });
    expect([account.accountId, account.roles[0]?.accountId]).toEqual([null, null]);
  });
});
