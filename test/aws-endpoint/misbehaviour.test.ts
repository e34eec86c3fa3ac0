import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test } from 'vitest';
import { startAwsEndpoint, type AwsEndpoint, type EndpointOptions } from './aws-endpoint.js';
import {
  misbehaveAtFirst,
  misbehaveSometimes,
  MISBEHAVIOURS,
  type Misbehaviour,
  type ObservedCall,
} from './misbehaviour.js';
import { clientOptions, iamClient, organizationsClient, s3Client, stsClient } from './sdk-clients.js';
import { smallAccount } from './small-account.js';
import { smallOrganization } from './small-organization.js';

const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
const [HOME, MEMBER] = ACCOUNTS;
const CALLER = `arn:aws:iam::${HOME}:user/operator`;
let endpoint: AwsEndpoint | null = null;

afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});

async function start(misbehaviour: EndpointOptions['misbehaviour']): Promise<AwsEndpoint> {
  endpoint = await startAwsEndpoint({
    accounts: ACCOUNTS.map((id) => smallAccount(id, { roles: [{ name: 'Scan' }] })),
    organization: smallOrganization(ACCOUNTS),
    buckets: [{ name: 'reports' }],
    ...(misbehaviour === undefined ? {} : { misbehaviour }),
  });
  return endpoint;
}

type Call = (running: AwsEndpoint, abortSignal?: AbortSignal) => Promise<object>;

const CALLS: Readonly<Record<'iam' | 'sts' | 'organizations' | 's3List' | 's3Put', Call>> = {
  iam: async (running, abortSignal) =>
    iamClient(running).send(new GetAccountAuthorizationDetailsCommand({}), signalOption(abortSignal)),
  sts: async (running, abortSignal) =>
    stsClient(running).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${MEMBER}:role/Scan`, RoleSessionName: 'Test' }),
      signalOption(abortSignal),
    ),
  organizations: async (running, abortSignal) =>
    organizationsClient(running).send(new ListAccountsCommand({}), signalOption(abortSignal)),
  s3List: async (running, abortSignal) =>
    s3Client(running).send(new ListObjectsV2Command({ Bucket: 'reports' }), signalOption(abortSignal)),
  s3Put: async (running, abortSignal) =>
    s3Client(running).send(
      new PutObjectCommand({ Bucket: 'reports', Key: 'a', Body: 'x' }),
      signalOption(abortSignal),
    ),
};

function signalOption(abortSignal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return abortSignal === undefined ? {} : { abortSignal };
}

/** How a call ends: the name, the HTTP status and the first line of the message of its error, or `ok`. */
async function endOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata: unknown = '$metadata' in error ? error.$metadata : null;
    const status =
      typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
        ? String(metadata.httpStatusCode)
        : '-';
    return `${error.name} ${status} ${error.message.split('\n')[0]}`;
  }
}

const EXPECTED: Readonly<Partial<Record<Misbehaviour, Readonly<Record<keyof typeof CALLS, string>>>>> = {
  throttling: {
    iam: 'Throttling 400 Rate exceeded',
    sts: 'Throttling 400 Rate exceeded',
    organizations:
      "TooManyRequestsException 400 AWS Organizations can't complete your request because another request is already in progress. Try again later.",
    s3List: 'SlowDown 503 Please reduce your request rate.',
    s3Put: 'SlowDown 503 Please reduce your request rate.',
  },
  'internal-error': {
    iam: 'InternalFailure 500 The request processing has failed because of an unknown error, exception or failure.',
    sts: 'InternalFailure 500 The request processing has failed because of an unknown error, exception or failure.',
    organizations:
      "ServiceException 500 AWS Organizations can't complete your request because of an internal service error. Try again later.",
    s3List: 'InternalError 500 We encountered an internal error. Please try again.',
    s3Put: 'InternalError 500 We encountered an internal error. Please try again.',
  },
  unavailable: {
    iam: 'ServiceUnavailable 503 The request has failed due to a temporary failure of the server.',
    sts: 'ServiceUnavailable 503 The request has failed due to a temporary failure of the server.',
    organizations:
      'ServiceUnavailableException 503 The request has failed due to a temporary failure of the server.',
    s3List: 'ServiceUnavailable 503 Service is unable to handle request.',
    s3Put: 'ServiceUnavailable 503 Service is unable to handle request.',
  },
  'bad-gateway': {
    iam: 'Unknown 502 Unknown',
    sts: 'Unknown 502 Unknown',
    organizations: 'SyntaxError 502 Unexpected token \'<\', "<html><hea"... is not valid JSON',
    s3List: 'Unknown 502 UnknownError',
    s3Put: 'Unknown 502 UnknownError',
  },
  reset: {
    iam: 'TimeoutError - read ECONNRESET',
    sts: 'TimeoutError - read ECONNRESET',
    organizations: 'TimeoutError - read ECONNRESET',
    s3List: 'TimeoutError - read ECONNRESET',
    s3Put: 'TimeoutError - read ECONNRESET',
  },
  'reset-mid-body': {
    iam: 'Error 200 aborted',
    sts: 'Error 200 aborted',
    organizations: 'Error 200 aborted',
    s3List: 'Error - aborted',
    s3Put: 'TimeoutError - read ECONNRESET',
  },
  'slow-bytes': { iam: 'ok', sts: 'ok', organizations: 'ok', s3List: 'ok', s3Put: 'ok' },
  'expired-token': {
    iam: 'ExpiredToken 403 The security token included in the request is expired',
    sts: 'ExpiredToken 403 The security token included in the request is expired',
    organizations: 'ExpiredTokenException 400 The security token included in the request is expired',
    s3List: 'ExpiredToken 400 The provided token has expired.',
    s3Put: 'ExpiredToken 400 The provided token has expired.',
  },
  'access-denied': {
    iam: `AccessDenied 403 User: ${CALLER} is not authorized to perform: iam:GetAccountAuthorizationDetails on resource: * because no identity-based policy allows the iam:GetAccountAuthorizationDetails action`,
    sts: `AccessDenied 403 User: ${CALLER} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${MEMBER}:role/Scan`,
    organizations: `AccessDeniedException 400 User: ${CALLER} is not authorized to perform: organizations:ListAccounts on resource: * because no identity-based policy allows the organizations:ListAccounts action`,
    s3List: `AccessDenied 403 User: ${CALLER} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::reports" because no identity-based policy allows the s3:ListBucket action`,
    s3Put: `AccessDenied 403 User: ${CALLER} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::reports/a" because no identity-based policy allows the s3:PutObject action`,
  },
};

describe.each(Object.entries(EXPECTED))('%s', (misbehaviour, expected) => {
  test.each(Object.entries(CALLS))('of %s', async (service, call) => {
    // The keys of the table are misbehaviours and services.
    const running = await start(misbehaviour as Misbehaviour);
    expect(await endOf(call(running))).toBe(expected[service as keyof typeof CALLS]);
    expect(running.calls.map((recorded) => recorded.misbehaviour)).toEqual([misbehaviour]);
  });
});

describe.each(['hang', 'stall-mid-body'] as const)('%s', (misbehaviour) => {
  test.each(Object.entries(CALLS))('of %s ends only when the client gives up', async (_, call) => {
    const running = await start(misbehaviour);
    const aborting = new AbortController();
    const end = endOf(call(running, aborting.signal));
    while (running.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    aborting.abort();
    expect(await end).toMatch(/^AbortError /);
  });
});

describe('a body that is none of the protocol', () => {
  test.each(['truncated-page', 'invalid-body'] as const)('%s cannot be read', async (misbehaviour) => {
    const running = await start(misbehaviour);
    expect(await endOf(CALLS.iam(running))).toMatch(/^Error 200 @aws-sdk XML parse error/);
    expect(await endOf(CALLS.sts(running))).toMatch(/^Error 200 @aws-sdk XML parse error/);
    expect(await endOf(CALLS.organizations(running))).toMatch(/^SyntaxError 200 /);
    expect(await endOf(CALLS.s3List(running))).toMatch(/^Error 200 @aws-sdk XML parse error/);
    // The answer to an object that was put has no body.
    expect(await endOf(CALLS.s3Put(running))).toBe('ok');
  });

  test('the SDK takes an empty one for an answer that says nothing', async () => {
    const running = await start('empty-body');
    for (const call of [CALLS.iam, CALLS.sts, CALLS.organizations, CALLS.s3List]) {
      expect(Object.keys(await call(running))).toEqual(['$metadata']);
    }
  });
});

describe('clock-skew', () => {
  test.each(Object.entries(CALLS))('of %s ends the request', async (_, call) => {
    expect(await endOf(call(await start('clock-skew')))).toMatch(
      /^(SignatureDoesNotMatch 403|InvalidSignatureException 400|RequestTimeTooSkewed 403) (Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)|The difference between the request time and the current time is too large\.)$/,
    );
  });

  test('the client sets its clock and asks again', async () => {
    const running = await start(misbehaveAtFirst('clock-skew'));
    const client = new IAMClient({ ...clientOptions(running), maxAttempts: 3 });
    await client.send(new GetAccountAuthorizationDetailsCommand({}));
    await client.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1 }));
    expect(running.calls.map(({ attempt, misbehaviour }) => [attempt, misbehaviour])).toEqual([
      [1, 'clock-skew'],
      [2, null],
      [1, 'clock-skew'],
      [2, null],
    ]);
  });
});

describe('who misbehaves when', () => {
  test('at the first attempts, and the client tries again', async () => {
    const running = await start(misbehaveAtFirst('unavailable'));
    const client = new IAMClient({ ...clientOptions(running), maxAttempts: 3 });
    await client.send(new GetAccountAuthorizationDetailsCommand({}));
    expect(running.calls.map(({ attempt, misbehaviour }) => [attempt, misbehaviour])).toEqual([
      [1, 'unavailable'],
      [2, null],
    ]);
  });

  test('sometimes: for the same requests whenever the seed is the same, and about as often as asked', () => {
    const calls = Array.from({ length: 2000 }, (_, number): ObservedCall => ({
      service: 'iam',
      action: 'GetAccountAuthorizationDetails',
      accountId: String(number % 500),
      resource: '*',
      fingerprint: 'page 1',
      attempt: 1 + Math.floor(number / 500),
    }));
    const choices = (seed: number) => {
      const choose = misbehaveSometimes({ seed, share: 0.3, among: MISBEHAVIOURS });
      return calls.map((call) => choose(call));
    };
    const chosen = choices(1);
    expect(choices(1)).toEqual(chosen);
    expect(choices(2)).not.toEqual(chosen);
    expect(Math.round(chosen.filter((choice) => choice !== null).length / 200)).toBe(3);
    expect(new Set(chosen)).toEqual(new Set([null, ...MISBEHAVIOURS]));
  });
});

test('a fault of the endpoint itself comes out when it is closed', async () => {
  const running = await start(() => {
    throw new Error('no choice');
  });
  endpoint = null;
  expect(await endOf(CALLS.iam(running))).toMatch(/^(TimeoutError|Error) - /);
  await expect(running.close()).rejects.toThrow('the endpoint could not answer some requests');
});
