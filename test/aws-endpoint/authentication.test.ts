import { request } from 'node:http';
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint } from './aws-endpoint.js';
import {
  clientOptions,
  failureOf,
  sessionCredentials,
  stsClient,
  type ClientCredentials,
} from './sdk-clients.js';
import { smallAccount } from './small-account.js';
import { smallOrganization } from './small-organization.js';

const HOME = '111122223333';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
let endpoint: AwsEndpoint;

beforeEach(async () => {
  endpoint = await startAwsEndpoint({
    accounts: [smallAccount(HOME, { roles: [{ name: 'Scan' }] })],
    organization: smallOrganization([HOME]),
    buckets: [{ name: 'reports' }],
  });
});

afterEach(async () => endpoint.close());

const SERVICES = {
  iam: async (options: object) => new IAMClient(options).send(new GetAccountAuthorizationDetailsCommand({})),
  sts: async (options: object) => new STSClient(options).send(new GetCallerIdentityCommand({})),
  organizations: async (options: object) =>
    new OrganizationsClient(options).send(new ListAccountsCommand({})),
  s3: async (options: object) =>
    new S3Client(options).send(new PutObjectCommand({ Bucket: 'reports', Key: 'a (1)/ü', Body: 'x' })),
};

/** How each service ends a request that is signed in this way. */
async function endings(
  change: (options: ReturnType<typeof clientOptions>) => object,
): Promise<Readonly<Record<string, string>>> {
  const entries = Object.entries(SERVICES).map(
    async ([name, call]) => [name, await failureOf(call(change(clientOptions(endpoint))))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function session(): Promise<Required<ClientCredentials>> {
  const { Credentials } = await stsClient(endpoint).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${HOME}:role/Scan`, RoleSessionName: 'Test' }),
  );
  return sessionCredentials(Credentials);
}

describe('credentials', () => {
  test('of a session are good for every service', async () => {
    const credentials = await session();
    for (const call of Object.values(SERVICES)) await call({ ...clientOptions(endpoint), credentials });
    expect(endpoint.calls.slice(1).map(({ accessKeyId }) => accessKeyId)).toEqual(
      Array.from({ length: 4 }, () => credentials.accessKeyId),
    );
  });

  test('that nobody has given out', async () => {
    const credentials = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'none' };
    expect(await endings((options) => ({ ...options, credentials }))).toEqual({
      iam: 'InvalidClientTokenId: The security token included in the request is invalid.',
      sts: 'InvalidClientTokenId: The security token included in the request is invalid.',
      organizations: 'UnrecognizedClientException: The security token included in the request is invalid.',
      s3: 'InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.',
    });
  });

  test('with a wrong secret key', async () => {
    expect(
      await endings((options) => ({
        ...options,
        credentials: { ...options.credentials, secretAccessKey: 'wrong' },
      })),
    ).toEqual({
      iam: `SignatureDoesNotMatch: ${MISMATCH}`,
      sts: `SignatureDoesNotMatch: ${MISMATCH}`,
      organizations: `InvalidSignatureException: ${MISMATCH}`,
      s3: `SignatureDoesNotMatch: ${MISMATCH}`,
    });
  });

  test('with the token of another session, or none', async () => {
    const [first, second] = [await session(), await session()];
    const invalid = {
      iam: 'InvalidClientTokenId: The security token included in the request is invalid.',
      sts: 'InvalidClientTokenId: The security token included in the request is invalid.',
      organizations: 'UnrecognizedClientException: The security token included in the request is invalid.',
      s3: 'InvalidToken: The provided token is malformed or otherwise invalid.',
    };
    const mixed = { ...first, sessionToken: second.sessionToken };
    expect(await endings((options) => ({ ...options, credentials: mixed }))).toEqual(invalid);
    const { sessionToken: _, ...bare } = first;
    expect(await endings((options) => ({ ...options, credentials: bare }))).toEqual(invalid);
  });

  test('of sessions that were ended', async () => {
    const credentials = await session();
    endpoint.expireSessions();
    expect(await endings((options) => ({ ...options, credentials }))).toEqual({
      iam: 'ExpiredToken: The security token included in the request is expired',
      sts: 'ExpiredToken: The security token included in the request is expired',
      organizations: 'ExpiredTokenException: The security token included in the request is expired',
      s3: 'ExpiredToken: The provided token has expired.',
    });
    expect(
      (
        await new STSClient({ ...clientOptions(endpoint), credentials: await session() }).send(
          new GetCallerIdentityCommand({}),
        )
      ).Account,
    ).toBe(HOME);
  });

  test('none at all', async () => {
    expect(await plainPost('Action=GetAccountAuthorizationDetails&Version=2010-05-08')).toMatch(
      /^403 .*<Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token<\/Message>/,
    );
    expect(await plainPost('Action=GetCallerIdentity&Version=2011-06-15')).toMatch(
      /^403 .*<Code>MissingAuthenticationToken<\/Code>/,
    );
  });
});

describe('the scope of a signature', () => {
  test('must lie in the partition', async () => {
    const scope = 'Credential should be scoped to a valid region.';
    expect(await endings((options) => ({ ...options, region: 'us-gov-west-1' }))).toEqual({
      iam: `SignatureDoesNotMatch: ${scope}`,
      sts: `SignatureDoesNotMatch: ${scope}`,
      organizations: `InvalidSignatureException: ${scope}`,
      s3: `SignatureDoesNotMatch: ${scope}`,
    });
  });

  test.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ] as const)('in %s', async (partition, region) => {
    await endpoint.close();
    endpoint = await startAwsEndpoint({ partition, accounts: [smallAccount(HOME)] });
    const { Arn } = await SERVICES.sts({ ...clientOptions(endpoint), region });
    expect(Arn).toBe(`arn:${partition}:iam::${HOME}:user/operator`);
    expect(await failureOf(SERVICES.sts(clientOptions(endpoint)))).toBe(
      'SignatureDoesNotMatch: Credential should be scoped to a valid region.',
    );
  });
});

describe('what was signed', () => {
  /** A client whose requests are changed after they were signed. */
  function tampering(
    change: (signed: { body?: unknown; headers: Record<string, string> }) => void,
  ): STSClient {
    const client = stsClient(endpoint);
    client.middlewareStack.add(
      (next) => async (parameters) => {
        // The last step of this stage, after signing, has an HTTP request, whose type the SDK leaves open.
        change(parameters.request as Parameters<typeof change>[0]);
        return next(parameters);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    return client;
  }

  test.each<readonly [string, Parameters<typeof tampering>[0]]>([
    [
      'another body',
      (signed) => {
        // An `a` for an `A` leaves the length as it is.
        signed.body = String(signed.body).replace('Action', 'action');
      },
    ],
    [
      'a header that was signed otherwise',
      (signed) => {
        signed.headers['x-amz-user-agent'] = 'another';
      },
    ],
    [
      'a header that was not signed',
      (signed) => {
        signed.headers['x-amz-more'] = 'another';
      },
    ],
  ])('may not be changed: %s', async (_, change) => {
    expect(await failureOf(tampering(change).send(new GetCallerIdentityCommand({})))).toBe(
      `SignatureDoesNotMatch: ${MISMATCH}`,
    );
  });
});

describe('a clock that is not the client’s', () => {
  test.each([3600, -3600])(
    'the client finds out and goes on: %i seconds ahead',
    async (clockAheadSeconds) => {
      await endpoint.close();
      endpoint = await startAwsEndpoint({ accounts: [smallAccount(HOME)], clockAheadSeconds });
      const client = new STSClient({ ...clientOptions(endpoint), maxAttempts: 2 });
      expect((await client.send(new GetCallerIdentityCommand({}))).Account).toBe(HOME);
      await client.send(new GetCallerIdentityCommand({}));
      expect(endpoint.calls.length).toBe(3);
    },
  );
});

/** Posts a form without a signature; gives the status and the body in one line. */
async function plainPost(form: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      endpoint.url,
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.on('end', () => {
          resolve(`${answer.statusCode} ${text.trim()}`);
        });
      },
    );
    sent.on('error', reject).end(form);
  });
}
