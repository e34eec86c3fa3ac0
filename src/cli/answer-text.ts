import { UsageError } from './usage-error.js';

/**
 * The text of an answer.
 *
 * @param write - makes the text
 * @param remedy - how to ask for less
 * @throws {UsageError} if it would be longer than V8 lets a text be, half a gigabyte
 */
export function answerText(write: () => string, remedy: string): string {
  try {
    return write();
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Invalid string length')
      throw new UsageError(`The answer is too long to be printed; ${remedy}.`);
    throw error;
  }
}
