import { describe, expect, test } from 'vitest';
import { regionOf } from '../../src/aws/region.js';
import { useAwsEnvironment } from './aws-environment.js';

const environment = useAwsEnvironment();
const NOWHERE = { profile: null, region: null, endpointUrl: null };

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
