/**
 * How deep a document may be nested. Valid policies stay under ten; whatever is far deeper would overflow the
 * stack of code that walks or prints it.
 */
export const DEEPEST_NESTING = 64;

/** Whether a JSON value holds lists or objects more than `limit` levels deep; looks no deeper than that. */
export function isNestedDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof part === 'object' && isNestedDeeperThan(part, limit - 1)) return true;
  }
  return false;
}
