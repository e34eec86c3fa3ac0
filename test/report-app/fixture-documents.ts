import type { JsonValue } from '../../src/assessment/assessment.js';

const LONG_SID = 'Sid'.repeat(700);
const HOSTILE_TEXT = '</script><svg onload=globalThis.attacked=1>\u2028\u202E$&\u{1F5DD}';

function document(...statements: readonly JsonValue[]): JsonValue {
  return { Version: '2012-10-17', Statement: statements };
}

/** The documents of the fixture, in the order in which policies and roles refer to them. */
export const FIXTURE_DOCUMENTS: readonly JsonValue[] = [
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  document(
    { Sid: 'PassAnyRole', Effect: 'Allow', Action: ['iam:PassRole', 'lambda:CreateFunction'], Resource: '*' },
    {
      Sid: 'Build',
      Effect: 'Allow',
      NotAction: ['organizations:*', 'account:*'],
      NotResource: 'arn:aws:s3:::audit/*',
    },
    {
      Sid: 'Publish',
      Effect: 'Allow',
      Action: ['lambda:InvokeFunction', 's3:PutBucketPolicy'],
      Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'],
    },
    {
      Sid: 'StayInEurope',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
    },
  ),
  document({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::*/*' }),
  document(
    {
      Effect: 'Allow',
      Action: ['iam:CreatePolicyVersion', 's3:GetObject'],
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
    { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:role/break-glass' },
  ),
  document({
    Sid: HOSTILE_TEXT,
    Effect: 'Allow',
    Action: 'iam:CreatePolicyVersion',
    Resource: '*',
    Condition: { StringLike: { [HOSTILE_TEXT]: [HOSTILE_TEXT, 'مدير'] } },
  }),
  document({
    Sid: LONG_SID,
    Effect: 'Allow',
    Action: ['ec2:RunInstances', 'ec2:TerminateInstances'],
    Resource: '*',
  }),
  document({ Effect: 'Allow', Action: ['cloudwatch:GetMetricData'], Resource: '*' }),
  document({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  document({ Effect: 'Allow', Action: ['ec2:RunInstances', 'ec2:TerminateInstances'], Resource: '*' }),
  document({
    Effect: 'Allow',
    Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] },
    Action: 'sts:AssumeRole',
  }),
  document(
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999900001111:root' }, Action: 'sts:AssumeRole' },
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
    },
  ),
  document({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
];
