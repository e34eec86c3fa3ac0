import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Sets V8 up for work on what is gathered from many accounts. It lets its heap grow to several times what it holds before
 * it collects what old objects leave behind: from here on it collects once there is a fifth more, and first of all what
 * the work before has left.
 */
export function tuneForLittleMemory(): void {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--expose-gc');
  // Only a context that is made after that has the function.
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
