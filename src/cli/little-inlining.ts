import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 take less of what a function calls into the function when it compiles it. Most functions here are called with
 * objects of several forms, so that much of what was taken in is compiled again and again: of accounts of 120 principals,
 * scanned one after another, that was a quarter of all work.
 */
export function inlineLittle(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
}
