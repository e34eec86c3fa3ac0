/** Small enough to keep memory flat, large enough that a write costs little for each character. */
const CHUNK_LENGTH = 64 * 1024;

/** Joins short strings into chunks of at least 64 K characters (the last may be shorter); never yields an empty one. */
export function* chunksOf(parts: Iterable<string>): Generator<string, void, undefined> {
  let waiting: string[] = [];
  let length = 0;
  for (const part of parts) {
    waiting.push(part);
    length += part.length;
    if (length < CHUNK_LENGTH) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}
