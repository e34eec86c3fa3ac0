import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { encodingOf } from './read-file.js';
import { unrewritable } from './system-error.js';
import type { TemporaryFiles } from './temporary-files.js';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Puts another text in the place of a file's, all at once: in its encoding, with its byte order mark and its
 * permissions, and where it leads to if it is a link.
 *
 * @throws {UsageError} if that fails
 */
export function rewriteFile(path: string, text: string, files: TemporaryFiles): void {
  let place: string;
  let before: Buffer;
  let mode: number;
  try {
    place = realpathSync(path);
    before = readFileSync(place);
    ({ mode } = statSync(place));
  } catch (error) {
    throw unrewritable(path, error);
  }
  const file = files.begin(place, null);
  file.write(encoded(text, before));
  file.complete();
  file.commit();
  try {
    chmodSync(place, mode);
  } catch (error) {
    throw unrewritable(path, error);
  }
}

function encoded(text: string, before: Buffer): Buffer {
  const encoding = encodingOf(before);
  if (encoding === 'utf-16le') return Buffer.from(BYTE_ORDER_MARK + text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(BYTE_ORDER_MARK + text, 'utf16le').swap16();
  const hasMark = before.toString('utf8', 0, BYTE_ORDER_MARK.length + 2) === BYTE_ORDER_MARK;
  return Buffer.from(hasMark ? BYTE_ORDER_MARK + text : text);
}
