/** Words in one array: large enough that arrays are few, small enough that one set does not keep much alive. */
const ARRAY_WORDS = 16_384;

/**
 * Room for the words of sets. An assessment makes hundreds of thousands of sets, most of them for a moment; an array
 * for each would cost more to make and to clear away than what is worked out in it. So sets lie one after the other
 * in larger arrays, and an array goes when no set in it is left.
 */
export class WordRoom {
  /** The array that room is taken from. */
  words: Int32Array = arrayOf(ARRAY_WORDS);
  private used = 0;

  /** Where the next so many words go. What stands there is not cleared, and is not taken until it is kept. */
  offer(count: number): number {
    if (this.used + count > this.words.length) {
      this.words = arrayOf(Math.max(ARRAY_WORDS, count));
      this.used = 0;
    }
    return this.used;
  }

  /** Takes the words up to but not including a place. */
  keep(end: number): void {
    this.used = end;
  }
}

/**
 * Zeros, in a buffer that could be shared though nobody shares it: V8 does not count such memory. Of other buffers it
 * collects all garbage after every 64 MB of new ones, while nearly everything that a scan of thousands of principals
 * holds is still in use: that was a fourteenth of the scan. Signed, because V8 makes an object of every word from
 * 2 ** 31 on that it reads before it has compiled the reader.
 */
function arrayOf(words: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT));
}
