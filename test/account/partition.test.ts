import { expect, test } from 'vitest';
import { partitionOf } from '../../src/account/partition.js';

test.each([
  [null, 'aws', 'us-east-1', 'us-east-1'],
  ['eu-central-1', 'aws', 'us-east-1', 'us-east-1'],
  ['us-west-2', 'aws', 'us-east-1', 'us-east-1'],
  ['cn-northwest-1', 'aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ['fips-us-gov-west-1', 'aws-us-gov', 'us-gov-west-1', 'us-gov-west-1'],
  ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1', 'us-gov-west-1'],
  ['us-isob-east-1', 'aws-iso-b', 'us-isob-east-1', 'us-isob-east-1'],
  ['us-iso-west-1', 'aws-iso', 'us-iso-east-1', 'us-iso-east-1'],
  ['eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1'],
])('the partition of %s is %s', (region, partition, globalRegion, organizationsRegion) => {
  expect(partitionOf(region)).toMatchObject({ partition, globalRegion, organizationsRegion });
});
