import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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

describe('IAM Identity Center', () => {
  /** Answers every request with a refusal, in the way of its portal. */
  async function refusing(status: number, name: string, message: string): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name });
      response.end(JSON.stringify({ message }));
    });
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  test.each([
    [
      401,
      'UnauthorizedException',
      'Session token not found or invalid',
      'the session of IAM Identity Center is missing or has ended; log in with: aws sso login --profile dev.',
    ],
    [
      403,
      'ForbiddenException',
      'No access',
      'IAM Identity Center gives you no role as profile dev names it; check its sso_account_id and sso_role_name, and have the permission set assigned to you in that account.',
    ],
  ])('refuses a session that is good by its file: %i %s', async (status, name, message, sentence) => {
    environment.write(
      'config',
      `[profile dev]\nsso_session = corp\nsso_account_id = ${ACCOUNT}\nsso_role_name = Audit\n[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n`,
    );
    mkdirSync(join(environment.home, '.aws', 'sso', 'cache'), { recursive: true });
    const cached = createHash('sha1').update('corp').digest('hex');
    environment.write(
      join('.aws', 'sso', 'cache', `${cached}.json`),
      '{"accessToken":"a-token","expiresAt":"2099-01-01T00:00:00Z"}',
    );
    const connection = {
      profile: 'dev',
      region: null,
      endpointUrl: await refusing(status, name, message),
    };
    const failure: unknown = await baseCredentials(connection)().catch((error: unknown) => error);
    expect(explainFailure(failure, { operation: 'sts:GetCallerIdentity', profile: 'dev' })).toEqual({
      sentence,
      isTransient: false,
      kind: 'credentials',
    });
  });
});
