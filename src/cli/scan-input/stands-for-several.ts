import { existsSync } from 'node:fs';
import { isDirectory } from '../read-file.js';

/** Whether a text that names no file is a pattern. */
export function isPattern(input: string): boolean {
  return /[*?[{]/.test(input);
}

/** Whether an input stands for more than one file: a directory or a pattern. */
export function standsForSeveral(input: string): boolean {
  return existsSync(input) ? isDirectory(input) : isPattern(input);
}
