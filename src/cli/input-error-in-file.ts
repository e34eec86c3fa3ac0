import { InputError } from '../policy/input-error.js';
import { UsageError } from './usage-error.js';

/** Runs something that reads the contents of a file, and names the file and the place in what it complains of. */
export function inFile<T>(
  path: string,
  read: () => T,
  lineOf: (jsonPath: string) => number | null = () => null,
): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) {
      throw new UsageError(`${path}: this is nested too deeply to be read; correct the file.`);
    }
    if (!(error instanceof InputError)) throw error;
    if (error.where === '' || error.where === '$') throw new UsageError(`${path}: ${error.message}.`);
    const line = lineOf(error.where);
    throw new UsageError(
      `${path}: ${error.message} (at ${error.where}${line === null ? '' : `, line ${line}`}).`,
    );
  }
}
