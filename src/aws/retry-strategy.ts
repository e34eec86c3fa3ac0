import type { IAMClientConfig } from '@aws-sdk/client-iam';
import { isMalformedAnswer } from './malformed-answer.js';
import { ProxyRefusedError } from './proxy-refused.js';

/** The SDK's type, which it exports under no name of its own. */
type RetryStrategy = Extract<
  NonNullable<IAMClientConfig['retryStrategy']>,
  { readonly acquireInitialRetryToken: unknown }
>;
type Failure = Parameters<RetryStrategy['refreshRetryTokenForRetry']>[1];
type Token = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

/** What a failure calls for. */
interface Patience {
  readonly attempts: number;
  readonly firstDelay: number;
}

const THROTTLED: Patience = { attempts: 10, firstDelay: 500 };
const PASSING: Patience = { attempts: 8, firstDelay: 50 };
/** Each of these took its time already, and who waits should hear of it. */
const UNREACHABLE: Patience = { attempts: 3, firstDelay: 200 };
const LONGEST_DELAY = 20_000;
const NO_CONNECTION = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/**
 * Tries again what may pass, after a while drawn at random from a span that doubles. The SDK's own strategy counts
 * failures across calls and gives up when there are many: right for a web server, wrong for a tool that has all night.
 * It also takes half an answer for final.
 */
export function patientRetries(random: () => number = Math.random): RetryStrategy {
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
    refreshRetryTokenForRetry: async (previous, failure) => {
      const patience = patienceFor(failure);
      const tried = previous.getRetryCount() + 1;
      // The SDK goes on with the failure itself.
      if (patience === null || tried >= Math.min(patience.attempts, mostAttempts()))
        throw new Error('no further attempt');
      const span = Math.min(LONGEST_DELAY, patience.firstDelay * 2 ** (tried - 1));
      return token(tried, Math.max(random() * span, askedDelay(failure)));
    },
    recordSuccess: () => undefined,
  };
}

function token(count: number, delay: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}

function patienceFor({ error, errorType }: Failure): Patience | null {
  if (errorType === 'THROTTLING') return THROTTLED;
  if (error instanceof ProxyRefusedError) return error.isTransient ? UNREACHABLE : null;
  if (errorType === 'CLIENT_ERROR')
    return isMalformedAnswer(error) || isAboutTheClock(error) ? PASSING : null;
  const code: unknown = error !== undefined && 'code' in error ? error.code : null;
  const isUnreachable = error?.name === 'TimeoutError' && code === null;
  return isUnreachable || (typeof code === 'string' && NO_CONNECTION.has(code)) ? UNREACHABLE : PASSING;
}

/**
 * The SDK sets its clock by every such answer; of calls that were under way at the same time it takes only the first for
 * one that can be made again.
 */
function isAboutTheClock(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'RequestTimeTooSkewed' || /signature (?:expired|not yet current)/i.test(error.message))
  );
}

/** The service may ask to wait; not for ever. */
function askedDelay({ retryAfterHint }: Failure): number {
  return retryAfterHint === undefined ? 0 : Math.min(retryAfterHint.getTime() - Date.now(), LONGEST_DELAY);
}

/** The environment's limit, as for every tool for AWS. */
function mostAttempts(): number {
  const asked = Number(process.env['AWS_MAX_ATTEMPTS'] ?? '');
  return Number.isInteger(asked) && asked > 0 ? asked : Number.POSITIVE_INFINITY;
}
