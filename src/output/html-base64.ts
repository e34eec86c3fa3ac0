const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = '='.charCodeAt(0);
/** Bytes per piece: a multiple of three, so that only the last piece is padded, and few enough for one call. */
const PIECE = 3 * 4096;

/** Base64 of bytes, without leaning on Node or a browser. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += pieceToBase64(bytes.subarray(start, start + PIECE));
  }
  return text;
}

function pieceToBase64(bytes: Uint8Array): string {
  const codes: number[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const word = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    codes.push(
      ALPHABET.charCodeAt((word >> 18) & 63),
      ALPHABET.charCodeAt((word >> 12) & 63),
      left > 1 ? ALPHABET.charCodeAt((word >> 6) & 63) : PADDING,
      left > 2 ? ALPHABET.charCodeAt(word & 63) : PADDING,
    );
  }
  return String.fromCharCode(...codes);
}
