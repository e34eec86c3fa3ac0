import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { pythonJson } from './python-json.js';

/** Id of an inline policy in 0.9.1's results: the SHA-256 of its document as Python prints it, in hexadecimal. */
export function inlinePolicyId(document: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(pythonJson(document))));
}
