import { accountWith, documentWith, nestedLists, role, user } from './account-with.js';
import { one, type IsolatedProblem } from './isolated-problem.js';

const ROLE = '$.RoleDetailList[1]';
const USER = '$.UserDetailList[0]';
const sound = documentWith({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });

const withRole = (changes: Readonly<Record<string, unknown>>) =>
  accountWith({ roles: [role('bad', changes)] });
const withUser = (changes: Readonly<Record<string, unknown>>) =>
  accountWith({ users: [user('bad', changes)] });

export const ISOLATED_IN_PRINCIPALS: readonly IsolatedProblem[] = [
  {
    name: 'no name',
    input: withRole({ RoleName: undefined }),
    notAssessed: one(
      'role',
      `${ROLE}.RoleName`,
      'RoleName must be a text, not nothing, so the role is left out',
    ),
  },
  {
    name: 'an empty name',
    input: withRole({ RoleName: '' }),
    notAssessed: one(
      'role',
      `${ROLE}.RoleName`,
      'RoleName must be a text, not an empty one, so the role is left out',
    ),
  },
  {
    name: 'a number for a name',
    input: withUser({ UserName: 7 }),
    notAssessed: one(
      'user',
      `${USER}.UserName`,
      'UserName must be a text, not a number, so the user is left out',
    ),
  },
  {
    name: 'no ARN',
    input: withRole({ Arn: null }),
    notAssessed: one('role bad', `${ROLE}.Arn`, 'Arn must be a text, not null, so the role is left out'),
  },
  {
    name: 'an ARN that is none',
    input: withRole({ Arn: 'role/bad' }),
    notAssessed: one('role bad', `${ROLE}.Arn`, '"role/bad" is not an ARN, so the role is left out'),
  },
  {
    name: 'a number for an id',
    input: withRole({ RoleId: 7 }),
    notAssessed: one('role bad', `${ROLE}.RoleId`, 'RoleId must be a text, not a number'),
  },
  {
    name: 'an object for the inline policies',
    input: withRole({ RolePolicyList: { a: 1 } }),
    notAssessed: one('role bad', `${ROLE}.RolePolicyList`, 'RolePolicyList must be a list, not an object'),
  },
  {
    name: 'an inline policy that is a text',
    input: withRole({ RolePolicyList: ['admin'] }),
    notAssessed: one(
      'role bad',
      `${ROLE}.RolePolicyList[0]`,
      'an entry of RolePolicyList must be an object, not a string',
    ),
  },
  {
    name: 'an inline policy without a document',
    input: withRole({ RolePolicyList: [{ PolicyName: 'broken' }] }),
    notAssessed: one(
      'inline policy broken of role bad',
      `${ROLE}.RolePolicyList[0].PolicyDocument`,
      'the document is missing, so it is not assessed',
    ),
  },
  {
    name: 'an inline policy without a name',
    input: withRole({ RolePolicyList: [{ PolicyDocument: sound }] }),
    notAssessed: one(
      'inline policy of role bad',
      `${ROLE}.RolePolicyList[0].PolicyName`,
      'PolicyName must be a text, not nothing, so it is assessed without its name',
    ),
  },
  {
    name: 'two inline policies of one name',
    input: withRole({
      RolePolicyList: ['s3:*', 'sns:*'].map((Action) => ({
        PolicyName: 'twice',
        PolicyDocument: documentWith({ Effect: 'Allow', Action, Resource: '*' }),
      })),
    }),
    notAssessed: one(
      'inline policy twice of role bad',
      `${ROLE}.RolePolicyList[1].PolicyName`,
      'another inline policy of the same principal has this name; both are kept',
    ),
  },
  {
    name: 'a text for the attached policies',
    input: withRole({ AttachedManagedPolicies: 'admin' }),
    notAssessed: one(
      'role bad',
      `${ROLE}.AttachedManagedPolicies`,
      'AttachedManagedPolicies must be a list, not a string',
    ),
  },
  {
    name: 'an attached policy with a number for its ARN',
    input: withRole({ AttachedManagedPolicies: [{ PolicyName: 'x', PolicyArn: 7 }] }),
    notAssessed: one(
      'attached policy of role bad',
      `${ROLE}.AttachedManagedPolicies[0].PolicyArn`,
      'PolicyArn must be a text, not a number, so it is not known which policy is attached',
    ),
  },
  {
    name: 'an attached policy that is not in the file',
    input: withRole({
      AttachedManagedPolicies: [{ PolicyName: 'gone', PolicyArn: 'arn:aws:iam::111122223333:policy/gone' }],
    }),
    notAssessed: one(
      'policy arn:aws:iam::111122223333:policy/gone',
      `${ROLE}.AttachedManagedPolicies[0]`,
      'it is attached to one principal but is not in the file, so it is not assessed',
    ),
  },
  {
    name: 'a permissions boundary that is not in the file',
    input: withRole({
      PermissionsBoundary: {
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/gone',
      },
    }),
    notAssessed: one(
      'policy arn:aws:iam::111122223333:policy/gone',
      `${ROLE}.PermissionsBoundary.PermissionsBoundaryArn`,
      'it is the permissions boundary of one principal but is not in the file, so its limits are not known',
    ),
  },
  {
    name: 'a text for the permissions boundary',
    input: withRole({ PermissionsBoundary: 'x' }),
    notAssessed: one(
      'role bad',
      `${ROLE}.PermissionsBoundary`,
      'PermissionsBoundary must be an object, not a string',
    ),
  },
  {
    name: 'no trust policy',
    input: withRole({ AssumeRolePolicyDocument: null }),
    notAssessed: one(
      'role bad',
      `${ROLE}.AssumeRolePolicyDocument`,
      'the document is missing, so it is not assessed',
    ),
  },
  {
    name: 'a malformed trust policy',
    input: withRole({
      AssumeRolePolicyDocument: documentWith({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: 7 }),
    }),
    notAssessed: one(
      'role bad',
      `${ROLE}.AssumeRolePolicyDocument`,
      'Principal must be "*" or an object, not a number (at $.Statement[0].Principal of the document)',
    ),
  },
  {
    name: 'a list for the last use',
    input: withRole({ RoleLastUsed: [] }),
    notAssessed: one('role bad', `${ROLE}.RoleLastUsed`, 'RoleLastUsed must be an object, not a list'),
  },
  {
    name: 'an instance profile of a million lists in each other',
    input: withRole({ InstanceProfileList: [{ Roles: nestedLists(1_000_000) }] }),
    notAssessed: one(
      'instance profile of role bad',
      `${ROLE}.InstanceProfileList[0]`,
      'it is nested more than 64 levels deep, so it is left out',
    ),
  },
  {
    name: 'an object for the tags',
    input: withRole({ Tags: { Team: 'x' } }),
    notAssessed: one('role bad', `${ROLE}.Tags`, 'Tags must be a list, not an object'),
  },
  {
    name: 'a tag without a key',
    input: withRole({ Tags: [{ Value: 'x' }] }),
    notAssessed: one(
      'tag of role bad',
      `${ROLE}.Tags[0].Key`,
      'Key must be a text, not nothing, so the tag is left out',
    ),
  },
  {
    name: 'an object for a date',
    input: withRole({ CreateDate: {} }),
    notAssessed: one('role bad', `${ROLE}.CreateDate`, 'CreateDate must be a date, not an object'),
  },
  {
    name: 'a date beyond all calendars',
    input: withRole({ CreateDate: 1e300 }),
    notAssessed: one('role bad', `${ROLE}.CreateDate`, 'CreateDate must be a date, not a number'),
  },
  {
    name: 'a number in the groups of a user',
    input: withUser({ GroupList: [7] }),
    notAssessed: one('user bad', `${USER}.GroupList[0]`, "a group's name must be a text, not a number"),
  },
  {
    name: 'a group that is not in the file',
    input: withUser({ GroupList: ['gone', 'constructor'] }),
    notAssessed: ['gone', 'constructor'].map((group, index) => ({
      what: `group ${group}`,
      where: `${USER}.GroupList[${index}]`,
      reason: 'its members include one principal but it is not in the file, so its policies are not known',
    })),
  },
  {
    name: 'the same role twice',
    input: accountWith({ roles: [role('bad'), role('bad')] }),
    notAssessed: one(
      'role bad',
      '$.RoleDetailList[2].Arn',
      'the file holds arn:aws:iam::111122223333:role/bad more than once; the first is kept and this one is left out',
    ),
  },
  {
    name: 'two roles of one name',
    input: accountWith({
      roles: [
        role('bad'),
        role('bad', { Arn: 'arn:aws:iam::111122223333:role/other/bad', RoleId: 'AROAOTHER' }),
      ],
    }),
    notAssessed: one(
      'role bad',
      '$.RoleDetailList[2].RoleName',
      'arn:aws:iam::111122223333:role/bad in the same account has this name too; both are kept',
    ),
  },
];
