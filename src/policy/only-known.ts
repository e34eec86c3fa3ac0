import { InputError } from './input-error.js';
import type { JsonObject } from './json-shape.js';
import { memberPath } from './member-path.js';

/**
 * Refuses an object with keys that nothing reads: in what people write they are mostly misspelt, and what was meant
 * would be left out without a word.
 *
 * @param silent - further keys that may stand there, in any case, and are none of our business
 * @throws {InputError} naming the key, its place and those that are known
 */
export function onlyKnownAt(
  fields: JsonObject,
  where: string,
  known: readonly string[],
  silent: readonly string[] = [],
): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key) || silent.some((name) => name.toLowerCase() === key.toLowerCase())) continue;
    throw new InputError(
      `${JSON.stringify(key.slice(0, 80))} is not known here; known are ${known.join(', ')}`,
      memberPath(where, key),
    );
  }
}
