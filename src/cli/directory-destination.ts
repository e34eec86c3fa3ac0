import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Destination } from '../scanning/destination.js';
import { readText } from './read-file.js';
import type { TemporaryFiles } from './temporary-files.js';

/**
 * A folder as the place where the files of a run go.
 *
 * @param option - the option that names it, for messages
 */
export function directoryDestination(
  directory: string,
  files: TemporaryFiles,
  option = '--output',
): Destination {
  return {
    begin: (name) => files.begin(join(directory, name), option),
    read: (name) => {
      const path = join(directory, name);
      return Promise.resolve(existsSync(path) ? readText(path) : null);
    },
    holds: (name) =>
      Promise.resolve(statSync(join(directory, name), { throwIfNoEntry: false })?.isFile() === true),
    locate: (name) => join(directory, name),
  };
}
