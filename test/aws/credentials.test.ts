import { describe, expect, test } from 'vitest';
import { whoAmI } from '../../src/aws/caller.js';
import { baseCredentials } from '../../src/aws/credentials.js';
import { explainFailure } from '../../src/aws/explain-failure.js';
import { profileNames } from '../../src/aws/profiles.js';
import { connectionTo, useAwsEnvironment } from './aws-environment.js';
import { useEndpoint } from './running-endpoint.js';
import { ACCOUNT, smallAccount } from './small-account.js';

const environment = useAwsEnvironment();
const start = useEndpoint();
const DEVICE = `arn:aws:iam::${ACCOUNT}:mfa/ada`;
const KEY = {
  accessKeyId: 'AKIABCDEFGHIJKLMNOPQ',
  secretAccessKey: 'abcd/EFGH1234'.repeat(4).slice(0, 40),
  accountId: ACCOUNT,
  userName: 'ada',
  mfa: { serialNumber: DEVICE, codes: ['123456'] },
};

async function startGuarded() {
  const endpoint = await start({
    accounts: [
      {
        id: ACCOUNT,
        name: 'small',
        details: smallAccount(),
        roles: [{ name: 'guarded', requiresMfa: true }],
      },
    ],
    credentials: [KEY],
  });
  environment.write(
    'credentials',
    `[home]\naws_access_key_id = ${KEY.accessKeyId}\naws_secret_access_key = ${KEY.secretAccessKey}\n`,
  );
  environment.write(
    'config',
    `[profile guarded]\nrole_arn = arn:aws:iam::${ACCOUNT}:role/guarded\nsource_profile = home\nmfa_serial = ${DEVICE}\n`,
  );
  return endpoint;
}

describe('a role with MFA', () => {
  test('is assumed with the code, which is asked for once', async () => {
    const endpoint = await startGuarded();
    const asked: string[] = [];
    const connection = connectionTo(endpoint, {
      profile: 'guarded',
      onMfa: (serial) => {
        asked.push(serial);
        return Promise.resolve('123456');
      },
    });
    const credentials = baseCredentials(connection);
    const callers = await Promise.all([whoAmI(connection, credentials), whoAmI(connection, credentials)]);
    expect(callers.map(({ arn }) => /assumed-role\/guarded\//.test(arn))).toEqual([true, true]);
    await whoAmI(connection, credentials);
    expect(asked).toEqual([DEVICE]);
  });

  test('is not assumed with another code', async () => {
    const connection = connectionTo(await startGuarded(), {
      profile: 'guarded',
      onMfa: () => Promise.resolve('654321'),
    });
    const failure: unknown = await whoAmI(connection).catch((error: unknown) => error);
    expect(explainFailure(failure, { operation: 'sts:GetCallerIdentity' }).sentence).toBe(
      'AWS did not accept the code of the MFA device; try again with its next code.',
    );
  });
});

test('the profiles of both files are known, and no other sections', async () => {
  environment.write('credentials', '[old]\naws_access_key_id = a\n[both]\naws_access_key_id = b\n');
  environment.write(
    'config',
    '[default]\nregion = eu-west-1\n[profile both]\nregion = eu-west-1\n[profile "with.dots"]\nregion = a\n[sso-session mine]\nsso_region = a\n[services local]\niam =\n  endpoint_url = http://localhost\n',
  );
  expect(await profileNames()).toEqual(['both', 'default', 'old', 'with.dots']);
});

test('a profile without a source of its own falls back on the others, but not on the environment', async () => {
  const endpoint = await startGuarded();
  environment.write('config', '[profile plain]\nregion = eu-west-1\n');
  environment.useKey(endpoint);
  await expect(whoAmI(connectionTo(endpoint, { profile: 'plain' }))).rejects.toMatchObject({
    name: 'CredentialsProviderError',
  });
});
