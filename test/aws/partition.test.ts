import { describe, expect, test } from 'vitest';
import { partitionOf } from '../../src/aws/partition.js';
import { regionOf } from '../../src/aws/region.js';
import { useAwsEnvironment } from './aws-environment.js';

const environment = useAwsEnvironment();
const NOWHERE = { profile: null, region: null, endpointUrl: null };

test.each([
  [null, 'aws', 'us-east-1', 'us-east-1'],
  ['eu-central-1', 'aws', 'us-east-1', 'us-east-1'],
  ['us-west-2', 'aws', 'us-east-1', 'us-east-1'],
  ['cn-northwest-1', 'aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1', 'us-gov-west-1'],
  ['us-isob-east-1', 'aws-iso-b', 'us-isob-east-1', 'us-isob-east-1'],
  ['us-iso-west-1', 'aws-iso', 'us-iso-east-1', 'us-iso-east-1'],
  ['eusc-de-east-1', 'aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1'],
])('the partition of %s is %s', (region, partition, globalRegion, organizationsRegion) => {
  expect(partitionOf(region)).toMatchObject({ partition, globalRegion, organizationsRegion });
});

describe('the region of a connection', () => {
  const profiles = '[default]\nregion = eu-west-1\n[profile china]\nregion = cn-north-1\n[profile plain]\n';

  test('is the one it names before all', async () => {
    environment.set({ AWS_REGION: 'us-west-1', AWS_DEFAULT_REGION: 'us-west-2' });
    expect(await regionOf({ ...NOWHERE, region: 'eu-north-1' })).toBe('eu-north-1');
    expect(await regionOf(NOWHERE)).toBe('us-west-1');
  });

  test("is the environment's, then the profile's", async () => {
    environment.write('config', profiles);
    environment.set({ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' });
    expect(await regionOf({ ...NOWHERE, profile: 'china' })).toBe('us-west-2');
    environment.set({ AWS_DEFAULT_REGION: '' });
    expect(await regionOf({ ...NOWHERE, profile: 'china' })).toBe('cn-north-1');
    expect(await regionOf({ ...NOWHERE, profile: 'plain' })).toBeNull();
    expect(await regionOf(NOWHERE)).toBe('eu-west-1');
    environment.set({ AWS_PROFILE: 'china' });
    expect(await regionOf(NOWHERE)).toBe('cn-north-1');
    environment.set({ AWS_PROFILE: '' });
    expect(await regionOf(NOWHERE)).toBe('eu-west-1');
  });

  test('is not known without any', async () => {
    expect(await regionOf(NOWHERE)).toBeNull();
  });
});
