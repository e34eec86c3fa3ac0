import type { Bucket } from '../aws/bucket.js';
import { withoutSecrets } from '../aws/without-secrets.js';
import { isJsonObject } from '../policy/json-shape.js';

/**
 * Files of a map run's ResultWriter with the executions that failed.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
const FAILED_FILE = /\/FAILED_\d+\.json$/;
const LONGEST_REASON = 600;

/** What became of an account that failed in a map run. */
export interface MapRunFailure {
  readonly reason: string;
  /** When its execution began; null where that is not told. */
  readonly begunAt: Date | null;
}

/**
 * Why accounts failed in a map run, by account id. Nobody but the state machine writes these files; what is odd in them
 * is passed over.
 */
export async function mapRunFailures(
  bucket: Pick<Bucket, 'list' | 'get'>,
  prefix: string,
): Promise<ReadonlyMap<string, MapRunFailure>> {
  const failures = new Map<string, MapRunFailure>();
  for (const key of await bucket.list(`${prefix}/`)) {
    if (!FAILED_FILE.test(key)) continue;
    const executions = parsed((await bucket.get(key))?.toString());
    for (const execution of Array.isArray(executions) ? executions : []) {
      const failure = failureOf(execution);
      if (failure !== null) failures.set(failure.id, failure);
    }
  }
  return failures;
}

function failureOf(execution: unknown): (MapRunFailure & { readonly id: string }) | null {
  if (!isJsonObject(execution)) return null;
  const input = parsed(execution['Input']);
  const account = isJsonObject(input) ? input['account'] : null;
  const id = isJsonObject(account) ? account['id'] : null;
  if (typeof id !== 'string') return null;
  return {
    id,
    reason: reasonOf(execution['Error'], execution['Cause']),
    begunAt: timeOf(execution['StartDate']),
  };
}

function timeOf(text: unknown): Date | null {
  const time = new Date(typeof text === 'string' ? text : '');
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The cause is what Lambda says of an error: JSON with the message that the function gave, or that of a crash. */
function reasonOf(error: unknown, cause: unknown): string {
  const said = parsed(cause);
  const message = isJsonObject(said) ? said['errorMessage'] : cause;
  const text = [message, error].find((each) => typeof each === 'string' && each !== '');
  // Before it is cut: half a secret would not be known for one.
  return typeof text === 'string'
    ? withoutSecrets(text).slice(0, LONGEST_REASON)
    : 'the state machine gives no reason.';
}

/** The JSON of a text; null where it is none. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
