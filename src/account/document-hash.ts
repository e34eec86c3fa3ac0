import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { pythonJsonOf } from './python-json.js';

/**
 * The id by which 0.9.1 knew an inline policy: lower-case hexadecimal SHA-256 of the document as Python prints it.
 *
 * @param text - the document as compact JSON
 */
export function inlinePolicyId(document: unknown, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(pythonJsonOf(document, text))));
}
