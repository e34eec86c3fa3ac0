import { setFlagsFromString } from 'node:v8';
import { tuneForEveryScan } from './every-scan.js';

/** The V8 of Node 20, the last that knows the flag. */
const KNOWS_INTERRUPT_BUDGET = /^11\./;

/**
 * Sets V8 up for work that is over in a second or two.
 *
 * In Node 20 it waits seven times as long as by default before it compiles a function a second time: on such runs most
 * of that compiling costs more than it brings, a third of the whole scan of a thousand principals. Old objects are
 * marked when they are collected and not in steps beforehand, and young ones are not collected while a file is waited
 * for: most runs are over before they would be collected.
 */
export function tuneForShortRun(): void {
  // V8 writes to standard error of what it does not know.
  if (KNOWS_INTERRUPT_BUDGET.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=1000000');
  setFlagsFromString('--no-incremental-marking');
  setFlagsFromString('--no-minor-gc-task');
  tuneForEveryScan();
}

/**
 * The same for work on whole accounts: the space for young objects grows to its full size at once and not by halves, so
 * that it is collected less often, and the heap grows to seven times what it holds, not four, before old objects are
 * collected: nearly all of them are still in use. A single policy is judged before that has paid.
 */
export function tuneForAccounts(): void {
  tuneForShortRun();
  setFlagsFromString('--semi-space-growth-factor=16');
  setFlagsFromString('--heap-growing-percent=600');
}
