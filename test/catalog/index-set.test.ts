import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexSet } from '../../src/catalog/index-set.js';

const members = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
const sorted = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);

describe('IndexSet', () => {
  it('agrees with sets of numbers on every operation', () => {
    fc.assert(
      fc.property(members, members, fc.integer({ min: 0, max: 400 }), (a, b, probe) => {
        const left = IndexSet.of(a);
        const right = IndexSet.of(b);
        expect(left.indexes()).toEqual(sorted(a));
        expect(left.first).toBe(sorted(a)[0]);
        const among = new Int32Array(13);
        for (const value of b) among[value >>> 5] = (among[value >>> 5] ?? 0) | (1 << (value & 31));
        const fitting = sorted(a).filter((value) => value >= probe && b.includes(value));
        expect(left.firstFrom(probe, among)).toBe(fitting[0] ?? -1);
        expect(left.size).toBe(new Set(a).size);
        expect(left.hasMoreThan(probe % 64)).toBe(new Set(a).size > probe % 64);
        expect(left.union(right).indexes()).toEqual(sorted([...a, ...b]));
        expect(left.intersect(right).indexes()).toEqual(sorted(a.filter((value) => b.includes(value))));
        expect(left.minus(right).indexes()).toEqual(sorted(a.filter((value) => !b.includes(value))));
        expect(left.intersects(right)).toBe(a.some((value) => b.includes(value)));
        expect(left.includes(right)).toBe(b.every((value) => a.includes(value)));
        expect(left.union(right).includes(right)).toBe(true);
        expect(left.union(right).minus(left).intersects(left)).toBe(false);
        const [some, others] = [IndexSet.of(b.slice(0, probe % 60)), IndexSet.of(b.slice(probe % 60))];
        expect(left.isWithin(some, others)).toBe(a.every((value) => b.includes(value)));
        expect(right.isWithin(some, others)).toBe(true);
        expect(left.has(probe)).toBe(a.includes(probe));
        expect(left.hasAny(b)).toBe(b.some((value) => a.includes(value)));
        expect(left.key() === right.key()).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
        expect(left.isEmpty).toBe(a.length === 0);
      }),
    );
  });

  it('visits runs that are apart and hold its members', () => {
    const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 70 })));
    fc.assert(
      fc.property(ranges, (drawn) => {
        const set = IndexSet.unionOf(drawn.map(([start, length]) => IndexSet.range(start, start + length)));
        const visited: number[] = [];
        let before = -1;
        set.forEachRun((start, end) => {
          expect(start).toBeGreaterThan(before);
          expect(end).toBeGreaterThan(start);
          for (let index = start; index < end; index++) visited.push(index);
          before = end;
        });
        expect(visited).toEqual(set.indexes());
      }),
    );
  });

  it('comes back from its words', () => {
    fc.assert(
      fc.property(members, (drawn) => {
        const words = IndexSet.of(drawn).toWords();
        expect(words.length).toBe(drawn.length === 0 ? 0 : Math.floor(Math.max(...drawn) / 32) + 1);
        expect(IndexSet.fromWords(words).indexes()).toEqual(sorted(drawn));
        expect(IndexSet.fromWords([...words, 0, 0]).equals(IndexSet.of(drawn))).toBe(true);
      }),
    );
  });

  it('gives its words as unsigned numbers', () => {
    expect(IndexSet.of([0, 31, 63]).toWords()).toEqual([0x80000001, 0x80000000]);
  });

  it('holds every number of a range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (start, end) => {
        const expected = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
        expect(IndexSet.range(start, end).indexes()).toEqual(expected);
        expect(IndexSet.range(start, end).key()).toBe(IndexSet.of(expected).key());
      }),
    );
  });

  it('says whether it has a whole range', () => {
    const bounds = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(bounds, bounds, fc.integer({ min: 0, max: 300 }), ([start, length], [from, count], gap) => {
        const set = IndexSet.range(start, start + length).minus(IndexSet.of([gap]));
        const asked = Array.from({ length: count }, (_, offset) => from + offset);
        expect(set.hasRange(from, from + count)).toBe(asked.every((index) => set.has(index)));
        expect(set.hasRange(from, from)).toBe(true);
      }),
    );
  });

  it('unites any number of sets', () => {
    fc.assert(
      fc.property(fc.array(members), (lists) => {
        const union = IndexSet.unionOf(lists.map((list) => IndexSet.of(list)));
        expect(union.indexes()).toEqual(sorted(lists.flat()));
        expect(union.equals(IndexSet.of(lists.flat()))).toBe(true);
      }),
    );
  });

  it('keeps its members whatever is made after it, however large', () => {
    const first = IndexSet.of([3, 70]);
    const none = first.intersect(IndexSet.of([4, 69]));
    const large = IndexSet.range(1, 2_000_000);
    const rest = large.minus(IndexSet.range(5, 1_999_999));
    const next = IndexSet.of([1, 2]);
    expect(first.indexes()).toEqual([3, 70]);
    expect(none.isEmpty).toBe(true);
    expect([large.size, large.has(0), large.has(1), large.has(1_999_999), large.has(2_000_000)]).toEqual([
      1_999_999,
      false,
      true,
      true,
      false,
    ]);
    expect(rest.indexes()).toEqual([1, 2, 3, 4, 1_999_999]);
    expect(next.union(first).indexes()).toEqual([1, 2, 3, 70]);
  });
});
