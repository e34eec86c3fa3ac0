/** Elements serialised in one call: one call for each is slower, one for all makes one giant string. */
const BATCH = 64;

/**
 * An object as `JSON.stringify` writes it, in pieces, because V8 holds no string over 512 MB.
 *
 * @param written - writes members in a way of their own; null for those it leaves to others
 */
export function* jsonChunks(
  object: object,
  written: (key: string) => Iterable<string> | null = () => null,
): Generator<string, void, undefined> {
  let separator = '{';
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(key)}:`;
    separator = ',';
    const own = written(key);
    if (own !== null) yield* own;
    else if (Array.isArray(value)) yield* listChunks(value);
    else yield JSON.stringify(value);
  }
  yield separator === '{' ? '{}' : '}';
}

function* listChunks(list: readonly unknown[]): Generator<string, void, undefined> {
  let separator = '[';
  for (let start = 0; start < list.length; start += BATCH) {
    yield separator + JSON.stringify(list.slice(start, start + BATCH)).slice(1, -1);
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
