import { createReadStream } from 'node:fs';
import { Tokenizer, TokenizerError, TokenParser } from '@streamparser/json';
import { cutOff, notJson } from './json-faults.js';
import { notText, readPiece } from './read-file.js';
import { systemErrorCode, unreadable } from './system-error.js';
import type { TextPlace } from './text-place.js';

const PIECE_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
const ERROR_POSITION = /absolute position "(\d+)"/;

/**
 * Reads a JSON file that is too large for one string, piece by piece.
 *
 * @throws {UsageError} with line and column if it is not JSON
 */
export async function parseLargeJson(path: string): Promise<unknown> {
  const tokenizer = new Tokenizer();
  const values = new TokenParser({ paths: ['$'] });
  let result: { readonly value: unknown } | null = null;
  let offset = 0;
  tokenizer.onToken = (token) => {
    offset = token.offset;
    values.write(token);
  };
  values.onValue = ({ value }) => {
    result = { value };
  };
  let isRead = false;
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
      // A stream without an encoding gives buffers.
      tokenizer.write(piece as Buffer);
    }
    isRead = true;
    tokenizer.end();
  } catch (error) {
    if (systemErrorCode(error)?.startsWith('ERR_ENCODING') === true) throw notText(path);
    if (systemErrorCode(error) !== undefined) throw unreadable(path, error);
    if (isRead) throw cutOff(path, placeInFile(path, Number.MAX_SAFE_INTEGER).place);
    if (error instanceof TokenizerError) offset = Number(ERROR_POSITION.exec(error.message)?.[1] ?? offset);
    const { place, rest } = placeInFile(path, offset);
    throw notJson(path, rest, place);
  }
  // The callback above assigns it; the compiler sees only the null.
  const found = result as { readonly value: unknown } | null;
  if (found === null) throw cutOff(path, placeInFile(path, Number.MAX_SAFE_INTEGER).place);
  return found.value;
}

/** Line, and column in bytes, of the byte at an offset or of the end of the file, and what stands there. */
function placeInFile(path: string, offset: number): { readonly place: TextPlace; readonly rest: string } {
  let line = 1;
  let lineStart = 0;
  let position = 0;
  for (;;) {
    const piece = readPiece(path, position, PIECE_BYTES);
    const within = Math.min(piece.length, offset - position);
    for (let end = piece.indexOf(NEWLINE); end >= 0 && end < within; end = piece.indexOf(NEWLINE, end + 1)) {
      line++;
      lineStart = position + end + 1;
    }
    position += within;
    if (position >= offset || piece.length === 0) {
      return {
        place: { line, column: position - lineStart + 1 },
        rest: readPiece(path, position, 4).toString('utf8'),
      };
    }
  }
}
