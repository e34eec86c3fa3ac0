import { bufferedFile } from './buffered-file.js';
import type { Destination } from './destination.js';

/** A file that is wholly in memory. */
export interface FileInMemory {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Keeps files in memory, in the order in which they were committed. */
export function memoryDestination(files: FileInMemory[]): Pick<Destination, 'begin'> {
  return {
    begin: (name) =>
      bufferedFile((content) => {
        files.push({ name, content });
      }),
  };
}
