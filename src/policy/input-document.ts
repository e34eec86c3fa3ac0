import { InputError } from './input-error.js';
import { parsePolicyDocument } from './parse-policy-document.js';
import type { PolicyDocument } from './policy-document.js';

/** @throws {InputError} with a place within the whole input unless the value is a policy document */
export function documentAt(value: unknown, where: string): PolicyDocument {
  return placedAt(where, () => parsePolicyDocument(value));
}

/** Runs something that reads a part of the input, and puts the places it complains of into the whole. */
export function placedAt<Result>(where: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.message, where + error.where.slice(1));
  }
}
