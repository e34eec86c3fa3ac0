import { InputError } from '../policy/input-error.js';
import { inputSentence } from '../scanning/input-sentence.js';
import { PermanentFailure } from './state-machine-failures.js';

/**
 * Reads the JSON of an object of the bucket.
 *
 * @param place - where the object is, for the message
 * @throws {PermanentFailure} naming the place, if there is no object or it holds something else
 */
export function parseObject<T>(bytes: Buffer | null, place: string, parse: (input: unknown) => T): T {
  if (bytes === null) throw new PermanentFailure(`${place}: there is no such object; put it there.`);
  try {
    const input: unknown = JSON.parse(bytes.toString());
    return parse(input);
  } catch (error) {
    if (error instanceof SyntaxError) throw new PermanentFailure(`${place}: this is no JSON; correct it.`);
    if (!(error instanceof InputError)) throw error;
    throw new PermanentFailure(`${place}: ${inputSentence(error)}`);
  }
}
