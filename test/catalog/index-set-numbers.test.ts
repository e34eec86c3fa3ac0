import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IndexSetNumbers } from '../../src/catalog/index-set-numbers.js';
import { IndexSet } from '../../src/catalog/index-set.js';

it('gives equal sets one number and others another, from 0 on in the order they come', () => {
  const drawn = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }));
  fc.assert(
    fc.property(drawn, (lists) => {
      const numbers = new IndexSetNumbers();
      const expected: string[] = [];
      for (const list of lists) {
        const set = IndexSet.of(list);
        const key = set.indexes().join();
        if (!expected.includes(key)) expected.push(key);
        expect(numbers.of(set)).toBe(expected.indexOf(key));
      }
      expect(numbers.sets.map((set) => set.indexes().join())).toEqual(expected);
    }),
  );
});
