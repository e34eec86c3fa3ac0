import { readSync } from 'node:fs';
import { systemErrorCode } from './system-error.js';
import { UsageError } from './usage-error.js';

/** What is larger than this many bytes is not read whole: V8 holds no string of more than 512 MB. */
export const LARGEST_TEXT = 256 * 1024 * 1024;
const PIECE_BYTES = 64 * 1024;
const PAUSE_MILLISECONDS = 5;

/**
 * All that a pipe or a device gives. Node's own reading goes on until it has two gigabytes, and takes several times as
 * much memory.
 *
 * @param tooMuch - what to say where there is more than can be read
 * @throws {UsageError} with that
 */
export function readWhole(descriptor: number, tooMuch: string): Buffer {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.alloc(PIECE_BYTES);
    try {
      const length = readSync(descriptor, piece, 0, PIECE_BYTES, null);
      if (length === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, length));
      total += length;
      if (total > LARGEST_TEXT) throw new UsageError(tooMuch);
    } catch (error) {
      // Windows says so where a pipe has ended.
      if (systemErrorCode(error) === 'EOF') return Buffer.concat(pieces);
      if (!canTryAgain(error)) throw error;
    }
  }
}

/** Whether a pipe that another process made impatient has nothing to give or take yet; waits a little if so. */
export function canTryAgain(error: unknown): boolean {
  if (systemErrorCode(error) !== 'EAGAIN') return false;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS);
  return true;
}
