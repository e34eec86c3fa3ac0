import { scanJson } from './json-syntax.js';
import { placeOf } from './text-place.js';
import { UsageError } from './usage-error.js';

/**
 * Refuses JSON in which an object holds a key twice: readers differ in which of the two counts, and AWS takes no such
 * policy. Files that AWS itself wrote are not worth the time this takes.
 *
 * @throws {UsageError} with line and column of the second
 */
export function refuseDuplicateKeys(text: string, path: string): void {
  const open: Set<string>[] = [];
  scanJson(text, {
    opened: () => open.push(new Set()),
    closed: () => open.pop(),
    key: (start, end) => {
      const keys = open.at(-1);
      // What stands between quotes was just scanned, so it is a JSON string.
      const key = JSON.parse(text.slice(start, end)) as string;
      if (keys?.has(key) === true) {
        const { line, column } = placeOf(text, start);
        throw new UsageError(
          `${path}: the key ${JSON.stringify(key)} stands twice in one object (line ${line}, column ${column}); keep one of them.`,
        );
      }
      keys?.add(key);
    },
  });
}
