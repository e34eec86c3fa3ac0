import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type AssumeRoleRequest,
} from '@aws-sdk/client-sts';
import { GetAccountAuthorizationDetailsCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint } from './aws-endpoint.js';
import { failureOf, iamClient, sessionCredentials, stsClient } from './sdk-clients.js';
import { smallAccount } from './small-account.js';

const [HOME, MEMBER, CLOSED] = ['111122223333', '444455556666', '777788889999'];
const MFA = { serialNumber: `arn:aws:iam::${HOME}:mfa/ann`, codes: ['123456'] };
let endpoint: AwsEndpoint;

beforeEach(async () => {
  endpoint = await startAwsEndpoint({
    accounts: [
      smallAccount(HOME),
      smallAccount(MEMBER, {
        roles: [
          { name: 'Scan', path: '/audit/' },
          { name: 'Outside', externalId: 'tea & cake' },
          { name: 'Elsewhere', trustedAccounts: ['000000000000'] },
          { name: 'Careful', requiresMfa: true },
          { name: 'Pipeline', webIdentityTokens: ['good token'] },
          { name: 'Chained', trustedAccounts: [MEMBER], maxSessionSeconds: 43_200 },
        ],
      }),
      smallAccount(CLOSED, { status: 'SUSPENDED', roles: [{ name: 'Scan' }] }),
    ],
    credentials: [
      { accessKeyId: 'AKIAANN', secretAccessKey: 'ann-secret', accountId: HOME, userName: 'ann', mfa: MFA },
      { accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret', accountId: HOME, userName: null },
    ],
  });
});

afterEach(async () => endpoint.close());

const role = (path: string, account = MEMBER): string => `arn:aws:iam::${account}:role/${path}`;
const assume = async (input: Partial<AssumeRoleRequest>, client = stsClient(endpoint)) =>
  client.send(new AssumeRoleCommand({ RoleArn: role('audit/Scan'), RoleSessionName: 'Test', ...input }));
const whoIs = async (client: ReturnType<typeof stsClient>) => {
  const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}));
  return [Account, Arn, UserId];
};

describe('GetCallerIdentity', () => {
  test('knows users and the account itself', async () => {
    expect(await whoIs(stsClient(endpoint))).toEqual([
      HOME,
      `arn:aws:iam::${HOME}:user/ann`,
      expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    ]);
    const root = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' };
    expect(await whoIs(stsClient(endpoint, root))).toEqual([HOME, `arn:aws:iam::${HOME}:root`, HOME]);
  });
});

describe('AssumeRole', () => {
  test('gives credentials that are bound to the account of the role', async () => {
    const { Credentials, AssumedRoleUser } = await assume({});
    const session = sessionCredentials(Credentials);
    const arn = `arn:aws:sts::${MEMBER}:assumed-role/Scan/Test`;
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(await whoIs(stsClient(endpoint, session))).toEqual([MEMBER, arn, AssumedRoleUser?.AssumedRoleId]);
    const { UserDetailList } = await iamClient(endpoint, session).send(
      new GetAccountAuthorizationDetailsCommand({}),
    );
    expect(UserDetailList?.[0]?.Arn).toBe(`arn:aws:iam::${MEMBER}:user/ann`);
    expect(endpoint.calls.at(-1)).toMatchObject({ accountId: MEMBER, accessKeyId: session.accessKeyId });
  });

  test('lasts an hour unless asked otherwise', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { Credentials: usual } = await assume({});
    const { Credentials: short } = await assume({ DurationSeconds: 900 });
    const ends = [usual, short].map((credentials) => Number(credentials?.Expiration) / 1000);
    const after = Math.ceil(Date.now() / 1000);
    expect(ends[0]).toBeGreaterThanOrEqual(before + 3600);
    expect(ends[0]).toBeLessThanOrEqual(after + 3600);
    expect(ends[1]).toBeGreaterThanOrEqual(before + 900);
    expect(ends[1]).toBeLessThanOrEqual(after + 900);
  });

  test.each([
    ['no such role', { RoleArn: role('None') }],
    ['another path', { RoleArn: role('Scan') }],
    ['no such account', { RoleArn: role('Scan', '000000000000') }],
    ['a suspended account', { RoleArn: role('Scan', CLOSED) }],
    ['a role that trusts another account', { RoleArn: role('Elsewhere') }],
    ['no external id', { RoleArn: role('Outside') }],
    ['a wrong external id', { RoleArn: role('Outside'), ExternalId: 'coffee' }],
    ['no MFA', { RoleArn: role('Careful') }],
    ['a trust policy of another account', { RoleArn: role('team/Auditor') }],
    ['a condition of a trust policy', { RoleArn: role('team/Builder', HOME) }],
  ])('is refused: %s', async (_, input) => {
    expect(await failureOf(assume(input))).toBe(
      `AccessDenied: User: arn:aws:iam::${HOME}:user/ann is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    );
  });

  test.each([
    ['the external id', { RoleArn: role('Outside'), ExternalId: 'tea & cake' }],
    ['MFA', { RoleArn: role('Careful'), SerialNumber: MFA.serialNumber, TokenCode: '123456' }],
    ['a trust policy in the details', { RoleArn: role('team/Auditor', HOME) }],
    ['its condition', { RoleArn: role('team/Builder', HOME), ExternalId: 'open sesame' }],
  ])('is granted with %s', async (_, input) => {
    const { AssumedRoleUser } = await assume(input);
    expect(AssumedRoleUser?.Arn).toMatch(/:assumed-role\/[A-Za-z]+\/Test$/);
  });

  test('a chain of roles lasts no longer than an hour', async () => {
    const { Credentials } = await assume({});
    const chained = stsClient(endpoint, sessionCredentials(Credentials));
    const input = { RoleArn: role('Chained') };
    expect((await assume(input, chained)).AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${MEMBER}:assumed-role/Chained/Test`,
    );
    expect(await failureOf(assume({ ...input, DurationSeconds: 7200 }, chained))).toBe(
      'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  });

  test('says what is wrong with a request', async () => {
    expect(await failureOf(assume({ RoleArn: 'Scan' }))).toBe('ValidationError: Scan is invalid');
    expect(await failureOf(assume({ DurationSeconds: 60 }))).toBe(
      "ValidationError: 1 validation error detected: Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
    expect(await failureOf(assume({ DurationSeconds: 7200 }))).toBe(
      'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
    expect(await failureOf(assume({ RoleSessionName: 'a b' }))).toBe(
      "ValidationError: 1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
    expect(await failureOf(assume({ SerialNumber: MFA.serialNumber, TokenCode: '654321' }))).toBe(
      'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    );
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const withToken = async (token: string, name: string) =>
    stsClient(endpoint).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: role(name),
        RoleSessionName: 'Test',
        WebIdentityToken: token,
      }),
    );

  test('needs a token that the role accepts, and no credentials', async () => {
    const { Credentials } = await withToken('good token', 'Pipeline');
    expect(endpoint.calls[0]).toMatchObject({ accountId: null, accessKeyId: null });
    expect((await whoIs(stsClient(endpoint, sessionCredentials(Credentials))))[1]).toBe(
      `arn:aws:sts::${MEMBER}:assumed-role/Pipeline/Test`,
    );
  });

  test('is refused otherwise', async () => {
    expect(await failureOf(withToken('bad token', 'Pipeline'))).toBe(
      'InvalidIdentityTokenException: No OpenIDConnect provider found in your account for the issuer of the token',
    );
    expect(await failureOf(withToken('good token', 'Outside'))).toBe(
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
  });
});

describe('GetSessionToken', () => {
  test('carries MFA into AssumeRole', async () => {
    const { Credentials } = await stsClient(endpoint).send(
      new GetSessionTokenCommand({ SerialNumber: MFA.serialNumber, TokenCode: '123456' }),
    );
    const client = stsClient(endpoint, sessionCredentials(Credentials));
    expect((await assume({ RoleArn: role('Careful') }, client)).AssumedRoleUser?.Arn).toBe(
      `arn:aws:sts::${MEMBER}:assumed-role/Careful/Test`,
    );
    expect(await failureOf(client.send(new GetSessionTokenCommand({})))).toBe(
      'AccessDenied: Cannot call GetSessionToken with session credentials',
    );
  });
});

test('every secret that was given out is remembered', async () => {
  const { Credentials } = await assume({});
  expect(endpoint.secrets).toEqual([
    'ann-secret',
    'root-secret',
    Credentials?.SecretAccessKey,
    Credentials?.SessionToken,
  ]);
});
