import { Buffer } from 'node:buffer';
import type { OutputFile } from './output-file.js';

/** A file that waits in memory, its own so that it can be handed to another thread, until it is committed whole. */
export function bufferedFile(commit: (bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>): OutputFile {
  const pieces: Uint8Array[] = [];
  return {
    write: (piece) => {
      pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
    },
    complete: () => undefined,
    commit: () => commit(joined(pieces)),
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.length;
  }
  return bytes;
}
