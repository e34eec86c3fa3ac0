import fc from 'fast-check';
import type { JsonValue } from '../../src/assessment/assessment.js';

/** Actions that requests are made of: with one required type, several, only optional ones, and none. */
export const ASKED_ACTIONS = [
  's3:GetObject',
  's3:PutBucketPolicy',
  's3:ListAllMyBuckets',
  's3:DeleteObject',
  'iam:PassRole',
  'iam:CreateAccessKey',
  'iam:CreatePolicyVersion',
  'iam:ListUsers',
  'ec2:RunInstances',
  'ec2:CreateTags',
  'ec2:DescribeInstances',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  'lambda:UpdateFunctionCode',
  'sqs:SendMessage',
  'sqs:ListQueues',
  'ecr:GetAuthorizationToken',
  'secretsmanager:GetSecretValue',
  'sts:AssumeRole',
] as const;

const ACTION_PATTERNS = [
  ...ASKED_ACTIONS,
  's3:*',
  's3:Get*',
  'S3:?et*',
  's3:*Object*',
  'sqs:*',
  'lambda:*',
  'iam:*',
  'iam:Create*',
  'iam:Pass*',
  'ec2:*',
  'ec2:Run*',
  '*',
  's*:List*',
  'nothing:Here',
];

const RESOURCE_PATTERNS = [
  '*',
  '*',
  '*',
  'arn:*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::*/*',
  'arn:aws:s3:::reports/*',
  'arn:aws:s3:::home/${aws:username}/*',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::111122223333:role/app/*',
  'arn:aws:iam::111122223333:user/*',
  'arn:aws:ec2:*:*:*',
  'arn:aws:ec2:*:*:instance/*',
  'arn:aws:lambda:*:111122223333:function:*',
  'arn:aws:sqs:*:*:*',
  'arn:aws:sqs:eu-west-1:111122223333:jobs',
  'arn:aws:secretsmanager:*:*:secret:*',
];

const CONDITIONS: readonly JsonValue[] = [
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
  { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'ec2.amazonaws.com'] } },
  { StringLike: { 'aws:PrincipalArn': '*' } },
];

const some = (values: readonly string[], maxLength: number) =>
  fc.subarray([...new Set(values)], { minLength: 1, maxLength });
const element = (usual: string, inverted: string) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(inverted) });

const statement = (effect: 'Allow' | 'Deny') =>
  fc
    .tuple(
      element('Action', 'NotAction'),
      some(ACTION_PATTERNS, 4),
      element('Resource', 'NotResource'),
      some(RESOURCE_PATTERNS, 3),
      fc.option(fc.constantFrom(...CONDITIONS), { freq: 3 }),
      fc.option(fc.constantFrom('One', 'Two', 'Three'), { freq: 2 }),
      fc.boolean(),
    )
    .map(([actionElement, actions, resourceElement, resources, condition, sid, isString]): JsonValue => {
      const written = (values: readonly string[]): JsonValue =>
        isString && values.length === 1 ? (values[0] ?? '') : values;
      return {
        ...(sid === null ? {} : { Sid: sid }),
        Effect: effect,
        [actionElement]: written(actions),
        [resourceElement]: written(resources),
        ...(condition === null ? {} : { Condition: condition }),
      };
    });

/** Identity policies of one to four statements, with Denies among them. */
export const drawnPolicy: fc.Arbitrary<JsonValue> = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 5, arbitrary: statement('Allow') }, { weight: 1, arbitrary: statement('Deny') }),
      { minLength: 1, maxLength: 4 },
    ),
    fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
  )
  .map(([Statement, Version]): JsonValue => ({ Version, Statement }));

const PRINCIPALS: readonly JsonValue[] = [
  '*',
  { AWS: '*' },
  { AWS: 'arn:aws:iam::444455556666:root' },
  { AWS: ['arn:aws:iam::444455556666:role/exporter', 'arn:aws:iam::111122223333:role/deployer'] },
  { AWS: ['AROAEXAMPLEEXAMPLE123', 'arn:aws:iam::111122223333:root'] },
  { Service: 'scheduler.amazonaws.com' },
  { Service: ['scheduler.amazonaws.com', 'lambda.amazonaws.com'], AWS: '444455556666' },
];

/** Trust policies for sts:AssumeRole. */
export const drawnTrust: fc.Arbitrary<JsonValue> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
        fc.constantFrom(...PRINCIPALS),
        fc.boolean(),
        fc.option(
          fc.constantFrom<JsonValue>(
            { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
            { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
          ),
          { freq: 2 },
        ),
      )
      .map(([Effect, principal, isInverted, condition]): JsonValue => ({
        Effect,
        ...(isInverted && typeof principal === 'object' && Effect === 'Allow' && isAccount(principal)
          ? { NotPrincipal: principal }
          : { Principal: principal }),
        Action: 'sts:AssumeRole',
        ...(condition === null ? {} : { Condition: condition }),
      })),
    { minLength: 1, maxLength: 3 },
  )
  .map((Statement): JsonValue => ({ Version: '2012-10-17', Statement }));

function isAccount(principal: JsonValue): boolean {
  return JSON.stringify(principal) === '{"AWS":"arn:aws:iam::444455556666:root"}';
}
