import { existsSync, statSync } from 'node:fs';
import type { TemporaryFiles } from './temporary-files.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

const STANDARD_OUTPUT = '-';

/**
 * Writes a file that users go on with, or its text to standard output where that is named.
 *
 * @returns whether there is a file now
 * @throws {UsageError} if it is there already and may not be overwritten, or cannot be written
 */
export function writeTemplate(
  path: string,
  text: string,
  {
    overwrite,
    files,
    terminal,
  }: {
    readonly overwrite: boolean;
    readonly files: TemporaryFiles;
    readonly terminal: Pick<Terminal, 'out'>;
  },
): boolean {
  if (path === STANDARD_OUTPUT) {
    terminal.out(text);
    return false;
  }
  if (existsSync(path) && statSync(path).isDirectory())
    throw new UsageError(`${path}: this is a directory; name a file in it with --output-file.`);
  if (existsSync(path) && !overwrite) {
    throw new UsageError(
      `${path}: this file is there already; use --force to overwrite it, or --output-file for another name.`,
    );
  }
  const file = files.begin(path, '--output-file');
  file.write(text);
  file.complete();
  file.commit();
  return true;
}
