const LINE_FEED = 10;
const FACTOR_OF_HIGH = 0x9e3779b1;
const FACTOR_OF_LOW = 0x5f356495;

/**
 * Sixteen hexadecimal digits that are, for all practical purposes, the same only for equal texts. Not a
 * cryptographic hash: it names findings so that they are recognised in a later assessment, no more.
 *
 * @param lines - parts of the text, which is what they come to with line feeds between them. Reading a text that was
 *   just put together, character by character, takes several times as long as reading its parts.
 */
export function fingerprint(...lines: readonly string[]): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  let isFirst = true;
  for (const line of lines) {
    if (!isFirst) {
      high = Math.imul(high ^ LINE_FEED, FACTOR_OF_HIGH);
      low = Math.imul(low ^ LINE_FEED, FACTOR_OF_LOW);
    }
    isFirst = false;
    for (let position = 0; position < line.length; position++) {
      const unit = line.charCodeAt(position);
      high = Math.imul(high ^ unit, FACTOR_OF_HIGH);
      low = Math.imul(low ^ unit, FACTOR_OF_LOW);
    }
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return hexadecimal(high) + hexadecimal(low);
}

/** Writing a number in another base is slow, and every finding has two to write. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexadecimal(word: number): string {
  return byteText(word >>> 24) + byteText(word >>> 16) + byteText(word >>> 8) + byteText(word);
}

function byteText(byte: number): string {
  return BYTES[byte & 0xff] ?? '';
}
