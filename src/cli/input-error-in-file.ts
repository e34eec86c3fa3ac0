import { InputError } from '../policy/input-error.js';
import { UsageError } from './usage-error.js';

/** Runs something that reads the contents of a file, and names the file and the place in what it complains of. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const where = error.where === '' || error.where === '$' ? '' : ` (at ${error.where})`;
    throw new UsageError(`${path}: ${error.message}${where}.`);
  }
}
