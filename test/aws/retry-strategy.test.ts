import { afterEach, describe, expect, test, vi } from 'vitest';
import { ProxyRefusedError } from '../../src/aws/proxy-refused.js';
import { patientRetries } from '../../src/aws/retry-strategy.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

type Failure = Parameters<ReturnType<typeof patientRetries>['refreshRetryTokenForRetry']>[1];

/** The longest waits before each further attempt, until no more are made. */
async function waits(failure: Failure): Promise<readonly number[]> {
  const strategy = patientRetries(() => 1);
  const delays: number[] = [];
  let token = await strategy.acquireInitialRetryToken('');
  for (;;) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, failure);
    } catch {
      return delays;
    }
    delays.push(token.getRetryDelay());
    expect(token.getRetryCount()).toBe(delays.length);
  }
}

const failure = (errorType: Failure['errorType'], error: object = {}): Failure => ({
  errorType,
  // The SDK's type has no constructor.
  error: Object.assign(new Error('failed'), error) as NonNullable<Failure['error']>,
});

const refusedBy = (status: number): Failure => ({
  errorType: 'CLIENT_ERROR',
  // The SDK's type says more of the cause than the language does.
  error: new ProxyRefusedError('iam.amazonaws.com', status) as NonNullable<Failure['error']>,
});

describe('a call is made again', () => {
  test('ten times where AWS is asked too often', async () => {
    expect(await waits(failure('THROTTLING'))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000,
    ]);
  });

  test.each([
    ['a service that fails', failure('SERVER_ERROR')],
    ['a connection that broke', failure('TRANSIENT', { code: 'ECONNRESET', name: 'TimeoutError' })],
    ['a clock that is wrong', failure('CLIENT_ERROR', { name: 'RequestTimeTooSkewed' })],
    ['half an answer', failure('CLIENT_ERROR', { $response: { statusCode: 200 } })],
  ])('eight times after %s', async (_, reason) => {
    expect(await waits(reason)).toEqual([50, 100, 200, 400, 800, 1600, 3200]);
  });

  test.each([
    ['a name that is not known', failure('TRANSIENT', { code: 'ENOTFOUND' })],
    ['a refused connection', failure('TRANSIENT', { code: 'ECONNREFUSED', name: 'TimeoutError' })],
    ['a proxy that cannot connect', refusedBy(503)],
    ['silence', failure('TRANSIENT', { name: 'TimeoutError' })],
  ])('three times after %s', async (_, reason) => {
    expect(await waits(reason)).toEqual([200, 400]);
  });

  test('not at all where the answer is final', async () => {
    expect(
      await waits(failure('CLIENT_ERROR', { $fault: 'client', $response: { statusCode: 403 } })),
    ).toEqual([]);
    expect(await waits(refusedBy(407))).toEqual([]);
  });

  test('as often as AWS_MAX_ATTEMPTS allows, at most', async () => {
    vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
    expect(await waits(failure('THROTTLING'))).toEqual([500]);
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    expect(await waits(failure('THROTTLING'))).toEqual([]);
    vi.stubEnv('AWS_MAX_ATTEMPTS', 'often');
    expect((await waits(failure('SERVER_ERROR'))).length).toBe(7);
  });

  test('after the time that the service asks for, if that is short', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] });
    try {
      const asking = (milliseconds: number) => ({
        ...failure('SERVER_ERROR'),
        retryAfterHint: new Date(milliseconds),
      });
      expect((await waits(asking(5000))).slice(0, 2)).toEqual([5000, 5000]);
      expect((await waits(asking(3_600_000))).slice(0, 2)).toEqual([20_000, 20_000]);
    } finally {
      vi.useRealTimers();
    }
  });
});
