import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { tuneForLittleMemory } from '../../src/cli/little-memory.js';

describe('setting up for little memory', () => {
  it('collects what the work before has left', async () => {
    const left = new WeakRef({ accounts: ['111122223333'] });
    // Until the turn is over, what a reference was made of is kept.
    await nextTurn();
    expect(left.deref()).toEqual({ accounts: ['111122223333'] });
    await nextTurn();
    tuneForLittleMemory();
    expect(left.deref()).toBe(undefined);
  });
});
