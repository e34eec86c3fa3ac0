import { IndexSetNumbers } from './index-set-numbers.js';
import type { IndexSet } from './index-set.js';
import { WordRoom } from './word-room.js';

/**
 * Sets that are kept for long, equal ones once and in room of their own. Where a set is made, most sets around it are
 * for a moment, and it would keep the words of all of them.
 */
export class KeptSets {
  private readonly room = new WordRoom();
  private readonly numbers = new IndexSetNumbers((set) => set.copiedTo(this.room));

  /** The kept set that is equal to a set. */
  of(set: IndexSet): IndexSet {
    return this.numbers.sets[this.numbers.of(set)] ?? set;
  }

  /** Equal for equal sets; shorter than the sets themselves, of which there may be many. */
  keyOf(sets: readonly IndexSet[]): string {
    return sets.map((set) => this.numbers.of(set)).join(' ');
  }
}
