import { Buffer } from 'node:buffer';
import type { Destination } from './destination.js';

/** A file that is wholly in memory. */
export interface FileInMemory {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Keeps files in memory, in the order in which they were committed. */
export function memoryDestination(files: FileInMemory[]): Pick<Destination, 'begin'> {
  return {
    begin: (name) => {
      const pieces: Uint8Array[] = [];
      return {
        write: (piece) => {
          pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
        },
        complete: () => undefined,
        commit: () => {
          files.push({ name, bytes: joined(pieces) });
        },
      };
    },
  };
}

/** In memory of its own, which can be handed to another thread. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.length;
  }
  return bytes;
}
