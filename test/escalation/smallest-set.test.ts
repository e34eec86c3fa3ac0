import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallestSet, type Closings } from '../../src/escalation/graph/smallest-set.js';

const TEXTS = ['a', 'b', 'c', 'd', 'e', 'f'];
const lists = fc.uniqueArray(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 2 });
const ways = fc.array(fc.array(lists, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 });

const closes = (chosen: readonly string[], all: readonly Closings<string>[]) =>
  all.every((way) => way.some((list) => list.every((text) => chosen.includes(text))));

/** The size of a smallest set, by trying all. */
function sizeByTrying(all: readonly Closings<string>[]): number {
  const sets = Array.from({ length: 2 ** TEXTS.length }, (_, bits) =>
    TEXTS.filter((__, place) => Math.floor(bits / 2 ** place) % 2 === 1),
  );
  return Math.min(...sets.filter((set) => closes(set, all)).map((set) => set.length));
}

it('closes every way with as few texts as can be', () => {
  fc.assert(
    fc.property(ways, (all) => {
      const found = smallestSet(all, TEXTS.length + 1, { left: 100_000 });
      if (found === null || found === 'none smaller') throw new Error('there is always one');
      expect(closes([...found], all)).toBe(true);
      expect(found.size).toBe(sizeByTrying(all));
    }),
  );
});

it('says that none is smaller than what is known', () => {
  expect(smallestSet([[['a']], [['b']]], 2, { left: 100 })).toBe('none smaller');
});

it('gives up when its budget ends', () => {
  expect(
    smallestSet(
      [
        [['a'], ['b']],
        [['c'], ['d']],
      ],
      5,
      { left: 1 },
    ),
  ).toBe(null);
});
