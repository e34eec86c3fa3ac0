import { existsSync } from 'node:fs';
import { readText } from '../read-file.js';

/** Where the texts of scanned files come from. */
export interface ReadableTexts {
  /** @throws {UsageError} if there is none that can be read */
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
}

/** The files of this machine. */
export const FILE_SYSTEM: ReadableTexts = { read: readText, has: existsSync };
