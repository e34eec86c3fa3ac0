import { setFlagsFromString } from 'node:v8';

/**
 * Sets V8 up as suits every scan, of one account or of many one after another.
 *
 * It takes less of what a function calls into the function when it compiles it. Most functions here are called with
 * objects of several forms, so that much of what was taken in is compiled again and again: of accounts of 120 principals,
 * scanned one after another, that was a quarter of all work. And it collects young garbage in one thread: there is so
 * little of it that dividing the work takes longer than the work.
 */
export function tuneForEveryScan(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
  setFlagsFromString('--no-parallel-scavenge');
}
