import { InputError } from '../policy/input-error.js';
import { DEEPEST_NESTING } from './nesting.js';

/** Why a document is refused that is nested too deeply to be walked. */
export const TOO_DEEP = `the document is nested more than ${DEEPEST_NESTING} levels deep`;
const NOT_JSON = 'the document is no JSON: an object in it holds itself, or a number is a BigInt';

/**
 * A policy document as `JSON.stringify` writes it; `null` where it passes the whole over. What a library is given need
 * not come from a JSON text: readers of YAML make objects that hold themselves, and BigInts.
 *
 * @throws {InputError} if JSON cannot hold the document, or nobody could walk it
 */
export function jsonText(document: unknown, where = ''): string {
  try {
    return JSON.stringify(document) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(TOO_DEEP, where);
    if (error instanceof TypeError) throw new InputError(NOT_JSON, where);
    throw error;
  }
}
