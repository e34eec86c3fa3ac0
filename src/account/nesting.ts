import { isJsonObject } from '../policy/json-shape.js';

/**
 * How deep a document may be nested. Valid policies stay under ten; whatever is far deeper would overflow the
 * stack of code that walks or prints it.
 */
export const DEEPEST_NESTING = 64;

/** Whether a JSON value holds lists or objects more than `limit` levels deep; looks no deeper than that. */
export function isNestedDeeperThan(value: unknown, limit: number): boolean {
  if (isJsonObject(value)) {
    if (limit === 0) return true;
    for (const key in value) {
      if (isNestedDeeperThan(value[key], limit - 1)) return true;
    }
    return false;
  }
  return (
    Array.isArray(value) &&
    (limit === 0 || value.some((part: unknown) => isNestedDeeperThan(part, limit - 1)))
  );
}
