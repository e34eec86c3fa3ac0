import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IndexSet } from '../../src/catalog/index-set.js';
import { KeptSets } from '../../src/catalog/kept-sets.js';

const lists = fc.array(fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 4 }));

it('keeps each set once, with the members it had', () => {
  fc.assert(
    fc.property(lists, (drawn) => {
      const kept = new KeptSets();
      const first = new Map<string, IndexSet>();
      for (const list of drawn) {
        const set = IndexSet.of(list);
        const key = set.indexes().join();
        const same = kept.of(set);
        expect(same.indexes()).toEqual(set.indexes());
        expect(first.get(key) ?? same).toBe(same);
        first.set(key, same);
      }
      for (const [key, set] of first) expect(set.indexes().join()).toBe(key);
    }),
  );
});

it('gives equal lists of sets one key and others another', () => {
  fc.assert(
    fc.property(lists, lists, (one, other) => {
      const kept = new KeptSets();
      const keyOf = (drawn: readonly number[][]) => kept.keyOf(drawn.map((list) => IndexSet.of(list)));
      const members = (drawn: readonly number[][]) =>
        JSON.stringify(drawn.map((list) => IndexSet.of(list).indexes()));
      expect(keyOf(one) === keyOf(other)).toBe(members(one) === members(other));
    }),
  );
});
