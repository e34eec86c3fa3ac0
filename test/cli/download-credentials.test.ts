import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { keyVariables } from '../aws/aws-environment.js';
import { useEndpoint } from '../aws/running-endpoint.js';
import { ACCOUNT, smallAccount } from '../aws/small-account.js';
import type { AwsEndpoint, EndpointOptions } from '../aws-endpoint/aws-endpoint.js';
import { sessionCredentials, stsClient } from '../aws-endpoint/sdk-clients.js';
import { runWithAws } from './run-command-line.js';
import { useWorkspace } from './workspace.js';

const workspace = useWorkspace();
const start = useEndpoint();
const ROLE_ACCOUNT = '444455556666';
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwb2QifQ.c2lnbmF0dXJl';
const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Starts a server on the loopback interface and gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function startWith(options: Partial<EndpointOptions> = {}): Promise<AwsEndpoint> {
  return start({
    accounts: [
      { id: ACCOUNT, name: 'home', details: smallAccount() },
      {
        id: ROLE_ACCOUNT,
        name: 'away',
        details: smallAccount('aws', ROLE_ACCOUNT),
        roles: [
          { name: 'first' },
          { name: 'second', trustedAccounts: [ROLE_ACCOUNT], externalId: 'shared' },
          { name: 'guarded', requiresMfa: true },
          { name: 'pod', trustedAccounts: [], webIdentityTokens: [TOKEN] },
        ],
      },
    ],
    ...options,
  });
}

const role = (name: string) => `arn:aws:iam::${ROLE_ACCOUNT}:role/${name}`;
const download = (
  { url }: AwsEndpoint,
  variables: Readonly<Record<string, string>>,
  ...parameters: readonly string[]
) =>
  runWithAws(workspace.path, ['download', '-v', '--timeout', '5', ...parameters], {
    AWS_ENDPOINT_URL: url,
    ...variables,
  });

/** The account whose IAM was asked for. */
const askedAccount = ({ calls }: AwsEndpoint) =>
  calls.findLast(({ action }) => action === 'GetAccountAuthorizationDetails')?.accountId;

function keyInProfile(endpoint: AwsEndpoint): string {
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = keyVariables(endpoint);
  return `[home]\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`;
}

/** Nothing that was said is a secret, or was said by the SDK. */
function expectNoSecret({ secrets }: AwsEndpoint, said: string): void {
  expect(said).not.toMatch(/aws-sdk|warn/i);
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
  expect(said).not.toContain(TOKEN);
}

/** Credentials of a role, as containers and machines get them. */
async function sessionOf(endpoint: AwsEndpoint): Promise<object> {
  const { Credentials: given } = await stsClient(endpoint).send(
    new AssumeRoleCommand({ RoleArn: role('first'), RoleSessionName: 'machine' }),
  );
  const { accessKeyId, secretAccessKey, sessionToken } = sessionCredentials(given);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
}

describe('download takes its credentials', () => {
  test('from the environment, and from a profile before it', async () => {
    const endpoint = await startWith();
    workspace.write({ credentials: keyInProfile(endpoint) });
    expect((await download(endpoint, keyVariables(endpoint))).exitCode).toBe(0);
    const wrong = { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWNUNKNOWN22', AWS_SECRET_ACCESS_KEY: 'wrong' };
    const { exitCode, stderr } = await download(endpoint, wrong, '-p', 'home');
    expect({ exitCode, warned: stderr.includes('Multiple credential sources') }).toEqual({
      exitCode: 0,
      warned: false,
    });
  });

  test('from a chain of roles', async () => {
    const endpoint = await startWith();
    workspace.write({
      credentials: keyInProfile(endpoint),
      config: [
        `[profile first]\nrole_arn = ${role('first')}\nsource_profile = home`,
        `[profile second]\nrole_arn = ${role('second')}\nsource_profile = first\nexternal_id = shared`,
      ].join('\n'),
    });
    const { exitCode, stderr } = await download(endpoint, {}, '-p', 'second');
    expect({ exitCode, account: askedAccount(endpoint) }).toEqual({ exitCode: 0, account: ROLE_ACCOUNT });
    expectNoSecret(endpoint, stderr);
  });

  test('from a role that is refused, with the reason', async () => {
    const endpoint = await startWith();
    workspace.write({
      credentials: keyInProfile(endpoint),
      config: `[profile lost]\nrole_arn = ${role('lost')}\nsource_profile = home`,
    });
    const { exitCode, stderr } = await download(endpoint, {}, '-p', 'lost');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `cloudsplaining: arn:aws:iam::${ACCOUNT}:user/operator may not assume ${role('lost')}; the role must be there and trust the caller with the same external id, and the caller needs sts:AssumeRole.\n`,
    );
  });

  test('from a role with MFA on a terminal only', async () => {
    const endpoint = await startWith();
    workspace.write({
      credentials: keyInProfile(endpoint),
      config: `[profile guarded]\nrole_arn = ${role('guarded')}\nsource_profile = home\nmfa_serial = arn:aws:iam::${ACCOUNT}:mfa/operator`,
    });
    const { exitCode, stderr } = await download(endpoint, {}, '-p', 'guarded');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'cloudsplaining: profile guarded needs the code of an MFA device, which is asked for on a terminal only; run this on one, or put the credentials of a session into the environment.\n',
    );
  });

  test.each([
    [
      'a session that is not there',
      '[profile single]\nsso_session = mine\nsso_account_id = 111122223333\nsso_role_name = audit\n[sso-session mine]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n',
    ],
    [
      'the older form of it',
      '[profile single]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = audit\n',
    ],
  ])('from IAM Identity Center, and says how to log in: %s', async (_, config) => {
    const endpoint = await startWith();
    workspace.write({ config });
    const { exitCode, stderr } = await download(endpoint, {}, '-p', 'single');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'cloudsplaining: the session of IAM Identity Center is missing or has ended; log in with: aws sso login --profile single.\n',
    );
  });

  test('from a web identity', async () => {
    const endpoint = await startWith();
    workspace.write({ token: TOKEN });
    const variables = { AWS_ROLE_ARN: role('pod'), AWS_WEB_IDENTITY_TOKEN_FILE: `${workspace.path}/token` };
    const { exitCode, stderr } = await download(endpoint, variables);
    expect({ exitCode, account: askedAccount(endpoint) }).toEqual({ exitCode: 0, account: ROLE_ACCOUNT });
    expectNoSecret(endpoint, stderr);
  });

  test('from a web identity that is not accepted, and keeps its token to itself', async () => {
    const endpoint = await startWith();
    workspace.write({ token: `${TOKEN}x` });
    const variables = { AWS_ROLE_ARN: role('pod'), AWS_WEB_IDENTITY_TOKEN_FILE: `${workspace.path}/token` };
    const { exitCode, stderr } = await download(endpoint, variables);
    expect(exitCode).toBe(2);
    expectNoSecret(endpoint, stderr);
  });

  test('from a web identity of a profile, and does not wait for ever', async () => {
    const endpoint = await startWith({
      misbehaviour: ({ action }) => (action === 'AssumeRoleWithWebIdentity' ? 'hang' : null),
    });
    workspace.write({
      token: TOKEN,
      config: `[profile pod]\nrole_arn = ${role('pod')}\nweb_identity_token_file = ${workspace.path}/token\n`,
    });
    const { exitCode, stderr } = await runWithAws(
      workspace.path,
      ['download', '--timeout', '0.5', '-p', 'pod'],
      { AWS_ENDPOINT_URL: endpoint.url, AWS_MAX_ATTEMPTS: '1' },
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'cloudsplaining: no answer to sts:AssumeRoleWithWebIdentity in time; check the network, and HTTPS_PROXY where there is a proxy, and try again.\n',
    });
  });

  test('from no profile that cannot have any, each with its reason', async () => {
    const endpoint = await startWith();
    const profile = (name: string, ...settings: readonly string[]) =>
      `[profile ${name}]\n${settings.join('\n')}\n`;
    workspace.write({
      token: 'no-token-that-is-known',
      config: [
        profile('a-arn', 'role_arn = audit', 'source_profile = half'),
        profile('b-nobody', `role_arn = ${role('first')}`),
        profile('c-source', `role_arn = ${role('first')}`, 'source_profile = nowhere'),
        profile('d-loop', `role_arn = ${role('first')}`, 'source_profile = e-loop'),
        profile('e-loop', `role_arn = ${role('first')}`, 'source_profile = d-loop'),
        profile('f-half', 'aws_access_key_id = AKIAABCDEFGHIJKLMNOP'),
        profile('g-session', 'sso_session = corp', 'sso_account_id = 1', 'sso_role_name = a'),
        profile('h-missing', `role_arn = ${role('pod')}`, 'web_identity_token_file = nothing'),
        profile('i-token', `role_arn = ${role('pod')}`, `web_identity_token_file = ${workspace.path}/token`),
        profile('j-garbage', 'credential_process = echo garbage'),
      ].join(''),
    });
    const { exitCode, stderr } = await runWithAws(workspace.path, ['download', '-p', 'all'], {
      AWS_ENDPOINT_URL: endpoint.url,
    });
    expect(exitCode).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual([
      'a-arn: profile a-arn has the role_arn audit, which is not the ARN of a role; write one such as arn:aws:iam::111122223333:role/NAME.',
      'b-nobody: profile b-nobody has a role_arn and does not say who assumes the role; add a source_profile.',
      'c-source: profile c-source has the source_profile nowhere, which is not in the shared configuration and credentials files; correct the name, or make it with: aws configure --profile nowhere.',
      'd-loop: profile d-loop has the source_profile e-loop, which leads back to it; have one of them get its credentials from elsewhere.',
      'e-loop: profile e-loop has the source_profile d-loop, which leads back to it; have one of them get its credentials from elsewhere.',
      'f-half: profile f-half lacks the aws_secret_access_key; complete it with: aws configure --profile f-half.',
      'g-session: profile g-session has the sso_session corp, and the configuration file has no section [sso-session corp]; add it with: aws configure sso-session.',
      "h-missing: the web identity token of the credentials of profile h-missing cannot be read (ENOENT: no such file or directory, open 'nothing'); check web_identity_token_file in the profile, or AWS_WEB_IDENTITY_TOKEN_FILE.",
      'i-token: AWS does not accept the web identity token of the credentials of profile i-token (No OpenIDConnect provider found in your account for the issuer of the token); get a new one, and look whether the account knows its issuer.',
      'j-garbage: the credential_process of profile j-garbage returned invalid JSON; run its command by itself to see what it prints.',
    ]);
  });

  test('from a profile that assumes a role with keys of its own', async () => {
    const endpoint = await startWith();
    workspace.write({
      credentials: keyInProfile(endpoint),
      config: `[profile home]\nrole_arn = ${role('first')}\nsource_profile = home\n`,
    });
    expect((await download(endpoint, {}, '-p', 'home')).exitCode).toBe(0);
    expect(askedAccount(endpoint)).toBe(ROLE_ACCOUNT);
  });

  test('from a program', async () => {
    const endpoint = await startWith();
    const { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey } = keyVariables(endpoint);
    workspace.write({
      'keys.json': JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey }),
      config: `[profile program]\ncredential_process = cat ${workspace.path}/keys.json\n[profile broken]\ncredential_process = cat ${workspace.path}/nothing.json\n`,
    });
    expect((await download(endpoint, {}, '-p', 'program')).exitCode).toBe(0);
    const { exitCode, stderr } = await download(endpoint, {}, '-p', 'broken');
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      'cloudsplaining: the credential_process of profile broken failed; run its command by itself to see why.\n',
    );
  });

  test('from a container', async () => {
    const endpoint = await startWith();
    const session = await sessionOf(endpoint);
    const address = await serve((request, response) => {
      const isAllowed = request.headers.authorization === 'let-me-in-please';
      response.writeHead(isAllowed ? 200 : 403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isAllowed ? session : { code: 'No', message: 'no' }));
    });
    const variables = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${address}/keys`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'let-me-in-please',
    };
    const { exitCode, stderr } = await download(endpoint, variables);
    expect({ exitCode, account: askedAccount(endpoint) }).toEqual({ exitCode: 0, account: ROLE_ACCOUNT });
    expectNoSecret(endpoint, stderr);
  });

  test('from the metadata of an instance', async () => {
    const endpoint = await startWith();
    const session = await sessionOf(endpoint);
    const address = await serve((request, response) => {
      if (request.url === '/latest/api/token') response.end('metadata-token');
      else if (request.headers['x-aws-ec2-metadata-token'] !== 'metadata-token')
        response.writeHead(401).end();
      else if (request.url === '/latest/meta-data/iam/security-credentials/') response.end('machine');
      else response.end(JSON.stringify({ Code: 'Success', ...session }));
    });
    const variables = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: address };
    const { exitCode, stderr } = await download(endpoint, variables);
    expect({ exitCode, account: askedAccount(endpoint) }).toEqual({ exitCode: 0, account: ROLE_ACCOUNT });
    expectNoSecret(endpoint, stderr);
  });
});

describe('download goes through a proxy', () => {
  test('that the environment names, and past it where the environment says so', async () => {
    const endpoint = await startWith();
    const seen: string[] = [];
    const proxy = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(503).end();
    });
    const variables = { ...keyVariables(endpoint), HTTP_PROXY: proxy, AWS_MAX_ATTEMPTS: '1' };
    const { exitCode } = await download(endpoint, variables);
    expect({ exitCode, seen: new Set(seen) }).toEqual({ exitCode: 2, seen: new Set([`${endpoint.url}/`]) });
    expect((await download(endpoint, { ...variables, NO_PROXY: '127.0.0.1' })).exitCode).toBe(0);
  });
});

describe('an address in a profile that is none', () => {
  const FAULT =
    'profile home has the endpoint_url localhost:4566, which is no address; write one such as http://localhost:4566.';
  const withoutAddress = (variables: Readonly<Record<string, string>>, ...parameters: readonly string[]) =>
    runWithAws(workspace.path, ['download', '-p', 'home', '-o', 'out', ...parameters], variables);

  test.each([
    ['of its own', '[profile home]\nendpoint_url = localhost:4566\n'],
    [
      'of a service',
      '[profile home]\nservices = local\n\n[services local]\niam =\n  endpoint_url = localhost:4566\n',
    ],
  ])('is named with what to write: %s', async (_, config) => {
    const endpoint = await startWith();
    workspace.write({ config, credentials: keyInProfile(endpoint) });
    const run = await withoutAddress({});
    expect([run.exitCode, run.stderr]).toEqual([2, `cloudsplaining: ${FAULT}\n`]);
  });

  test('does not matter where another address counts, nor that of a service nobody calls', async () => {
    const endpoint = await startWith();
    const credentials = keyInProfile(endpoint);
    workspace.write({ config: '[profile home]\nendpoint_url = localhost:4566\n', credentials });
    expect((await withoutAddress({ AWS_ENDPOINT_URL: endpoint.url })).exitCode).toBe(0);
    expect((await withoutAddress({}, '--endpoint-url', endpoint.url)).exitCode).toBe(0);
    workspace.write({
      config: `[profile home]\nendpoint_url = ${endpoint.url}\nservices = local\n\n[services local]\ndynamodb =\n  endpoint_url = localhost\n`,
    });
    expect((await withoutAddress({})).exitCode).toBe(0);
  });
});
