import { explainFailure } from '../aws/explain-failure.js';
import { InputError } from '../policy/input-error.js';
import { inputSentence } from '../scanning/input-sentence.js';

/** AWS was asked too often. The state machine waits long and tries again: its `Retry` names this error. */
export class ThrottledFailure extends Error {
  override readonly name = 'ThrottledFailure';
}

/** What may pass by itself. The state machine tries again. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
}

/** What somebody must mend. The state machine does not try again. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/**
 * Does something that calls AWS; a failure becomes one of those that the state machine knows by name, its message one
 * sentence without a credential.
 */
export async function withNamedFailures<T>(
  doing: { readonly operation: string; readonly account?: string },
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw namedFailure(error, doing);
  }
}

function namedFailure(
  error: unknown,
  doing: { readonly operation: string; readonly account?: string },
): Error {
  if (error instanceof PermanentFailure) return error;
  if (error instanceof InputError) return new PermanentFailure(inputSentence(error));
  const { sentence, isTransient, kind } = explainFailure(error, doing);
  if (kind === 'throttled') return new ThrottledFailure(sentence);
  return isTransient ? new TransientFailure(sentence) : new PermanentFailure(sentence);
}
