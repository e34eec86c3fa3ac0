import { expect, test } from 'vitest';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { InputError } from '../../src/policy/input-error.js';

const document = {
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
};

test.each(['arn:aws:s3:::data', 'arn:aws-cn:kms:cn-north-1:111122223333:key/1'])('%s is read', (arn) => {
  expect([...parseResourcePolicies({ [arn]: document }).keys()]).toEqual([arn]);
});

const NO_ARN = 'the key of a resource policy is the ARN of the resource';
const WILDCARD =
  'the key of a resource policy is the ARN of one resource, without wildcards; the policy of a bucket stands under the ARN of the bucket';

test.each([
  ['data', NO_ARN],
  ['', NO_ARN],
  ['arn:', NO_ARN],
  ['arn:aws:s3', NO_ARN],
  ['arn:aws:s3:::', NO_ARN],
  ['arn:aws:s3:::data/*', WILDCARD],
  ['arn:aws:kms:*:111122223333:key/1', WILDCARD],
])('%j is no key', (key, message) => {
  expect(() => parseResourcePolicies({ [key]: document })).toThrow(
    new InputError(message, `$[${JSON.stringify(key)}]`),
  );
});
