import { accountWith, documentWith, managedPolicy } from './account-with.js';
import { one, type IsolatedProblem } from './isolated-problem.js';

const POLICY = '$.Policies[0]';
const sound = documentWith({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });

const withPolicy = (changes: Readonly<Record<string, unknown>>) =>
  accountWith({ policies: [managedPolicy('bad', changes)] });

export const ISOLATED_IN_POLICIES: readonly IsolatedProblem[] = [
  {
    name: 'a policy without a name',
    input: withPolicy({ PolicyName: undefined }),
    notAssessed: one(
      'policy',
      `${POLICY}.PolicyName`,
      'PolicyName must be a text, not nothing, so the policy is left out',
    ),
  },
  {
    name: 'a policy without an ARN',
    input: withPolicy({ Arn: '' }),
    notAssessed: one(
      'policy bad',
      `${POLICY}.Arn`,
      'Arn must be a text, not an empty one, so the policy is left out',
    ),
  },
  {
    name: 'a policy without versions',
    input: withPolicy({ PolicyVersionList: [] }),
    notAssessed: one(
      'policy bad',
      `${POLICY}.PolicyVersionList`,
      'the policy has no version, so it is not assessed',
    ),
  },
  {
    name: 'an object for the versions',
    input: withPolicy({ PolicyVersionList: { v1: {} } }),
    notAssessed: [
      {
        what: 'policy bad',
        where: `${POLICY}.PolicyVersionList`,
        reason: 'PolicyVersionList must be a list, not an object',
      },
      {
        what: 'policy bad',
        where: `${POLICY}.PolicyVersionList`,
        reason: 'the policy has no version, so it is not assessed',
      },
    ],
  },
  {
    name: 'a policy without a default version',
    input: withPolicy({
      DefaultVersionId: 'v9',
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: false, Document: sound }],
    }),
    notAssessed: one(
      'policy bad',
      `${POLICY}.PolicyVersionList`,
      'no version of the policy is marked as its default, so it is not assessed',
    ),
  },
  {
    name: 'a policy with two default versions',
    input: withPolicy({
      DefaultVersionId: 'v1',
      PolicyVersionList: ['v2', 'v1'].map((VersionId) => ({
        VersionId,
        IsDefaultVersion: true,
        Document: sound,
      })),
    }),
    notAssessed: one(
      'policy bad',
      `${POLICY}.PolicyVersionList`,
      '2 versions are marked as the default; v1 is assessed',
    ),
  },
  {
    name: 'a default version without a document',
    input: withPolicy({ PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true }] }),
    notAssessed: one(
      'version v1 of policy bad',
      `${POLICY}.PolicyVersionList[0].Document`,
      'the document is missing, so it is not assessed',
    ),
  },
  {
    name: 'a text for a mark',
    input: withPolicy({
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: 'true', Document: sound }],
    }),
    notAssessed: one(
      'version v1 of policy bad',
      `${POLICY}.PolicyVersionList[0].IsDefaultVersion`,
      'IsDefaultVersion must be true or false, not a string',
    ),
  },
  {
    name: 'a text for a count',
    input: withPolicy({ AttachmentCount: 'many' }),
    notAssessed: one(
      'policy bad',
      `${POLICY}.AttachmentCount`,
      'AttachmentCount must be a number, not a string',
    ),
  },
  {
    name: 'two policies of one id',
    input: accountWith({ policies: [managedPolicy('bad'), managedPolicy('worse', { PolicyId: 'ANPABAD' })] }),
    notAssessed: one(
      'policy worse',
      '$.Policies[1].PolicyId',
      'arn:aws:iam::111122223333:policy/bad has this id too; both are kept, this one under its ARN instead of the id',
    ),
  },
];
