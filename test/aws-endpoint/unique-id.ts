import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LETTERS = 17;

/** A unique id such as IAM gives, always the same for the same thing. */
export function uniqueId(kind: 'AIDA' | 'AROA', of: string): string {
  const letters = [...createHash('sha256').update(of).digest().subarray(0, LETTERS)];
  return `${kind}${letters.map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')}`;
}
