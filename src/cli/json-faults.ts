import type { TextPlace } from './text-place.js';
import { UsageError } from './usage-error.js';

/** The sentence for text that ends before its value does. */
export function cutOff(path: string, { line, column }: TextPlace): UsageError {
  return new UsageError(
    `${path}: the JSON ends too early, at line ${line}, column ${column}; the file is cut off.`,
  );
}

/** The sentence for a character that does not belong where it stands. */
export function notJson(path: string, rest: string, { line, column }: TextPlace): UsageError {
  const found = JSON.stringify(Array.from(rest)[0] ?? '');
  return new UsageError(
    `${path}: this is not JSON: ${found} at line ${line}, column ${column} does not belong there; correct the file.`,
  );
}
